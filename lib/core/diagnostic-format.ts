import type { DiagnosticEntry } from './diagnostic-entry';

type Shown = Omit<DiagnosticEntry, 'scope' | 'level'>;

/** All errors of a synthesis as a person reads them. */
export function formatProblems(title: string, problems: readonly Shown[]): string {
  const count = `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
  return [`✗ ${title}: ${count}, nothing written`, ...problems.map(formatFinding)].join('\n\n');
}

/** All warnings of a synthesis as a person reads them. */
export function formatWarnings(title: string, warnings: readonly Shown[]): string {
  const count = `${warnings.length} warning${warnings.length === 1 ? '' : 's'}`;
  return [`! ${title}: ${count}`, ...warnings.map(formatFinding)].join('\n\n');
}

function formatFinding(finding: Shown): string {
  const id = finding.id ? `  [${finding.id}]` : '';
  const lines = [`  ${finding.path || '(root)'}  ${finding.property}${id}`];
  if (finding.value !== undefined) {
    lines.push(`    got ${finding.value}`);
  }
  lines.push(`    ${finding.rule}`, `    → ${finding.fix}`);
  return lines.join('\n');
}
