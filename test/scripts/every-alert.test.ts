import { ClusterAlerts } from '../../lib';
import { everyAlert, everyAlertingConstruct } from '../../scripts/every-alert';

const alerts = [...everyAlert().values()].flat();

/** What is told of a cluster as a whole. */
const ofCluster = new Set(
  everyAlertingConstruct()
    .node.findAll()
    .flatMap((construct) => (construct instanceof ClusterAlerts ? construct.groups : []))
    .flatMap(({ rules }) => rules.map(({ name }) => name)),
);
/** The alert that always fires is about the way of alerts itself. */
const ofNamespaces = alerts.filter(({ name }) => !ofCluster.has(name) && name !== 'Watchdog');

test.each(ofNamespaces.map((rule) => [rule.name, rule] as const))(
  '%s is about one namespace, and says which',
  (_, rule) => {
    expect(rule.expression).toContain('namespace="shop"');
    expect(`${rule.summary} ${rule.description}`).toContain('{{ $labels.namespace }}');
  },
);

test.each(alerts.map((rule) => [rule.name, rule] as const))(
  '%s has a runbook with something in each part',
  (_, rule) => {
    expect(rule.runbook?.meaning).toMatch(/\.$/);
    expect(rule.runbook?.checks.length).toBeGreaterThan(0);
    expect(rule.runbook?.remedies.length).toBeGreaterThan(0);
  },
);
