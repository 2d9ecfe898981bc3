import { everyAlert } from '../../scripts/every-alert';

const alerts = [...everyAlert().values()].flat();

test.each(alerts.map((rule) => [rule.name, rule] as const))('%s is about one namespace, and says which', (_, rule) => {
  expect(rule.expression).toContain('namespace="shop"');
  expect(`${rule.summary} ${rule.description}`).toContain('{{ $labels.namespace }}');
});

test.each(alerts.map((rule) => [rule.name, rule] as const))(
  '%s has a runbook with something in each part',
  (_, rule) => {
    expect(rule.runbook?.meaning).toMatch(/\.$/);
    expect(rule.runbook?.checks.length).toBeGreaterThan(0);
    expect(rule.runbook?.remedies.length).toBeGreaterThan(0);
  },
);
