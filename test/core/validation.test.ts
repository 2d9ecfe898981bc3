import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { KubernetesObject } from '../../lib';
import { acknowledgementsOf } from '../../lib/core/acknowledgement-registry';
import { diagnosticRegistry, reportError, reportWarning } from '../../lib/core/diagnostic-registry';
import { reportUnusedAcknowledgements, validateTree } from '../../lib/core/validation';
import { testChart } from '../support/trees';

const FINDING = { property: 'a', rule: 'b', fix: 'c' };
const rulesOf = (scope: Construct): string[] => diagnosticRegistry.of(scope).entries.map(({ rule }) => rule);

test('makes deferred checks, renders, and looks for what is acknowledged in vain', () => {
  const chart = testChart();
  diagnosticRegistry.of(chart).defer(() => reportError(chart, FINDING));
  new KubernetesObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap', name: 'No_Name' });
  acknowledgementsOf(chart).add(chart, 'nothing', 'a reason');
  validateTree(chart.node.root);
  const once = rulesOf(chart);
  validateTree(chart.node.root);
  expect(once).toEqual([
    'b',
    'a name is a DNS subdomain: a-z, 0-9, - and ., at most 253 characters',
    'nothing here raises this finding in any environment',
  ]);
  expect(rulesOf(chart)).toEqual(once);
});

test('an object makes the validation of a plain cdk8s tree look at what is rendered', () => {
  const chart = testChart();
  new KubernetesObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap', name: 'No_Name' });
  expect(chart.node.root.node.validate()).toHaveLength(1);
});

test('an acknowledgement is matched by its place in a system, not by that place in another', () => {
  const app = new App();
  const [one, two] = ['one', 'two'].map((id) => new Construct(new Construct(app, 'dev'.concat(id)), id));
  acknowledgementsOf(app).add(one, 'rule', 'a reason');
  acknowledgementsOf(app).add(two, 'rule', 'a reason');
  reportWarning(one, { ...FINDING, id: 'rule' });
  reportUnusedAcknowledgements(app);
  const errors = diagnosticRegistry.of(app).entries.filter(({ level }) => level === 'error');
  expect(errors.map(({ path }) => path)).toEqual(['devtwo/two']);
});
