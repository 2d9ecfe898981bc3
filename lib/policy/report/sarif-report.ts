import type { ReportedOutput } from '../../core/inspection';
import type { IPolicyRule } from '../policy-rule';
import type { PolicyResults, ReportedFinding } from './results';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const INFORMATION = 'https://github.com/cdk8s-tradewind/cdk8s-tradewind/blob/main/docs/policies.md';

/** What came of the rules in one environment as SARIF 2.1.0, which code scanning reads. */
export function sarifReport({ packs, rules, findings }: PolicyResults, output: ReportedOutput): string {
  const indexes = new Map(rules.map(({ rule }, index) => [rule.id, index]));
  return `${JSON.stringify({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk8s-tradewind',
            informationUri: INFORMATION,
            rules: rules.map(({ rule }) => ({
              ...descriptor(rule),
              properties: {
                source: rule.source,
                tags: packs.filter((pack) => pack.rules.some(({ id }) => id === rule.id)).map(({ name }) => name),
              },
            })),
          },
        },
        automationDetails: { id: `policies/${output.system}/${output.environment}/` },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, indexes.get(finding.rule.id) ?? 0, output)),
      },
    ],
  })}\n`;
}

function descriptor({ id, level, asks, fix, source }: IPolicyRule): object {
  return {
    id,
    name: id.replace(/[^A-Za-z0-9]/g, ''),
    shortDescription: { text: asks },
    fullDescription: { text: `${asks}. Source: ${source}.` },
    help: { text: `To do: ${fix}`, markdown: `**To do:** ${fix}\n\n**Source:** ${source}` },
    defaultConfiguration: { level },
  };
}

function result(finding: ReportedFinding, ruleIndex: number, output: ReportedOutput): object {
  const { rule, object, construct, path, value, acknowledged, place } = finding;
  const where = `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
  const got = value === undefined ? '' : `, got ${value}`;
  return {
    ruleId: rule.id,
    ruleIndex,
    level: rule.level,
    message: { text: `${where}: ${path}${got}: ${rule.asks}. To do: ${rule.fix}` },
    locations: [
      {
        ...(place
          ? {
              physicalLocation: {
                artifactLocation: { uri: encodeURI([output.folder, place.file].filter(Boolean).join('/')) },
                region: { startLine: place.line },
              },
            }
          : {}),
        logicalLocations: [{ fullyQualifiedName: construct, name: construct.split('/').pop(), kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'policyFinding/v1': [rule.id, construct, object.kind, path].join(' ') },
    ...(acknowledged === undefined
      ? {}
      : { suppressions: [{ kind: 'inSource', status: 'accepted', justification: acknowledged }] }),
  };
}
