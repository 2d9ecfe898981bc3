import type { ReportedOutput } from '../../core/inspection';
import type { PolicyResults } from './results';

/** What came of the rules in one environment, for programs. */
export function jsonReport({ packs, rules, packageRules, findings }: PolicyResults, output: ReportedOutput): string {
  const report = {
    system: output.system,
    environment: output.environment,
    packs: packs.map((pack) => ({
      name: pack.name,
      rules: [...pack.packageRules, ...pack.rules].map(({ id }) => id).sort(),
    })),
    rules: [
      ...packageRules.map((rule) => ({ ...described(rule), checkedBy: 'packaging' })),
      ...rules.map(({ rule, tally }) => ({ ...described(rule), checkedBy: 'synthesis', ...tally })),
    ],
    findings: findings.map(({ rule, object, construct, path, value, acknowledged, place }) => ({
      rule: rule.id,
      level: rule.level,
      construct,
      object: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        namespace: object.namespace,
        name: object.name,
      },
      path,
      value,
      acknowledged,
      file: place?.file,
      line: place?.line,
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

interface Described {
  readonly id: string;
  readonly level: string;
  readonly asks: string;
  readonly fix: string;
  readonly source: string;
}

function described({ id, level, asks, fix, source }: Described): Described {
  return { id, level, asks, fix, source };
}
