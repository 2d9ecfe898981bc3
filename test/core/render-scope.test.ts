import { Chart } from 'cdk8s';
import { Diagnostics, KubernetesObject } from '../../lib';
import { renderScope } from '../../lib/core/render-scope';
import { testChart } from '../support/trees';

const SETTINGS = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };

test('renders what is below a construct, and nothing beside it', () => {
  const chart = testChart();
  const object = new KubernetesObject(chart, 'settings', SETTINGS);
  new KubernetesObject(chart, 'beside', { ...SETTINGS, name: 'beside' });
  expect(renderScope(object)).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' } },
  ]);
});

test('what reads the manifests cannot change them', () => {
  const chart = testChart();
  new KubernetesObject(chart, 'settings', SETTINGS);
  renderScope(chart)[0].kind = 'Changed';
  expect(renderScope(chart)[0].kind).toBe('ConfigMap');
});

test('throws with the problems of the whole tree, also those beside the construct', () => {
  const chart = testChart();
  const beside = new Chart(chart.node.root, 'beside');
  Diagnostics.of(beside).addError({ property: 'a', rule: 'b', fix: 'c' });
  expect(() => renderScope(chart)).toThrow(
    new Error('✗ synthesis: 1 problem, nothing written\n\n  beside  a\n    b\n    → c'),
  );
});
