import { type PackagedSystem, PolicyPack, PolicyStatus } from '../../lib';

const chart = (name: string, files = ['Chart.yaml', 'values.yaml', 'templates/all.yaml']) => ({ name, files });
const TYPES = ['frontend-spa', 'python-celery-worker', 'python-fastapi-service'].map((name) => chart(name));

/** What the package rules say of a system: the places that are missing, by rule. */
function verdicts(system: PackagedSystem): Record<string, string[]> {
  return Object.fromEntries(
    PolicyPack.trK8s().packageRules.map((rule) => {
      const { status, violations } = rule.checkPackage(system);
      expect(status).toBe(violations.length > 0 ? PolicyStatus.NON_COMPLIANT : PolicyStatus.COMPLIANT);
      return [rule.id, violations.map(({ path }) => path)];
    }),
  );
}

test('a system with its chart and the three types', () => {
  expect(verdicts({ name: 'shop', charts: [chart('shop'), ...TYPES] })).toEqual({ 'TR-K8S-1': [], 'TR-K8S-2': [] });
});

test.each([
  ['no chart of its name', [chart('other')], ['shop/Chart.yaml', 'shop/values.yaml']],
  ['a chart without values', [chart('shop', ['Chart.yaml'])], ['shop/values.yaml']],
])('%s', (_what, charts, missing) => {
  expect(verdicts({ name: 'shop', charts: [...charts, ...TYPES] })['TR-K8S-1']).toEqual(missing);
});

test.each([
  ['one type is missing', TYPES.slice(1), ['frontend-spa/values.yaml']],
  [
    'one has no values',
    [...TYPES.slice(0, 2), chart('python-fastapi-service', ['Chart.yaml'])],
    ['python-fastapi-service/values.yaml'],
  ],
])('%s', (_what, charts, missing) => {
  expect(verdicts({ name: 'shop', charts: [chart('shop'), ...charts] })['TR-K8S-2']).toEqual(missing);
});
