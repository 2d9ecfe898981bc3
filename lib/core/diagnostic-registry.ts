import type { IConstruct } from 'constructs';
import type { DiagnosticEntry, Finding } from './diagnostic-entry';
import { formatProblems } from './diagnostic-format';
import { ownerPath } from './owner-path';
import { RootState } from './root-state';

/** The findings of one tree, and the checks that are still to be made. */
export class DiagnosticRegistry {
  readonly entries: DiagnosticEntry[] = [];
  private readonly known = new Set<string>();
  private pending: (() => void)[] = [];
  /** Whether somebody else reports the findings, so that the validation of the root need not. */
  reported = false;

  /** What else is to be checked before the validation of the root reports. */
  beforeReport: () => void = () => this.runChecks();

  constructor(root: IConstruct) {
    root.node.addValidation({ validate: () => this.validate() });
  }

  add(scope: IConstruct, level: DiagnosticEntry['level'], finding: Finding): void {
    const path = ownerPath(scope);
    const key = [path, level, finding.property, finding.value, finding.rule].join('\n');
    if (!this.known.has(key)) {
      this.known.add(key);
      this.entries.push({ scope, path, level, ...finding });
    }
  }

  /** A check that needs the finished tree; it is made once. */
  defer(check: () => void): void {
    this.pending.push(check);
  }

  /** Makes the checks that have not been made yet, and those that they add. */
  runChecks(): void {
    while (this.pending.length > 0) {
      const checks = this.pending;
      this.pending = [];
      for (const check of checks) {
        check();
      }
    }
  }

  private validate(): string[] {
    if (!this.reported) {
      this.beforeReport();
    }
    const errors = this.entries.filter((entry) => entry.level === 'error');
    return this.reported || errors.length === 0 ? [] : [formatProblems('synthesis', errors.sort(byPlace))];
  }
}

/** The findings of a tree. */
export const diagnosticRegistry = new RootState((root) => new DiagnosticRegistry(root));

/** Records an error about a construct. */
export function reportError(scope: IConstruct, finding: Finding): void {
  diagnosticRegistry.of(scope).add(scope, 'error', finding);
}

/** Records a warning about a construct. */
export function reportWarning(scope: IConstruct, finding: Finding): void {
  diagnosticRegistry.of(scope).add(scope, 'warning', finding);
}

/** Findings in an order that does not depend on when they were found. */
export function byPlace(a: DiagnosticEntry, b: DiagnosticEntry): number {
  return compare(a.path, b.path) || compare(a.property, b.property) || compare(a.rule, b.rule);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
