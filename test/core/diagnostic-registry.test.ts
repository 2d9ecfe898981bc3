import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { byPlace, diagnosticRegistry, reportError, reportWarning } from '../../lib/core/diagnostic-registry';

const FINDING = { property: 'a', rule: 'b', fix: 'c' };

test('the same finding is kept once, another value or level is another finding', () => {
  const app = new App();
  reportError(app, FINDING);
  reportError(app, { ...FINDING, fix: 'said differently' });
  reportError(app, { ...FINDING, value: '1' });
  reportWarning(app, FINDING);
  expect(diagnosticRegistry.of(app).entries.map(({ level, value }) => [level, value])).toEqual([
    ['error', undefined],
    ['error', '1'],
    ['warning', undefined],
  ]);
});

test('a finding about the object inside a construct is about the construct', () => {
  const chart = new Chart(new App(), 'chart');
  const construct = new Construct(chart, 'api');
  reportError(new Construct(construct, 'Resource'), FINDING);
  reportError(construct, FINDING);
  expect(diagnosticRegistry.of(chart).entries.map(({ path }) => path)).toEqual(['chart/api']);
});

test('a deferred check is made once, and so are those that it adds', () => {
  const registry = diagnosticRegistry.of(new App());
  const made: string[] = [];
  registry.defer(() => {
    made.push('first');
    registry.defer(() => made.push('second'));
  });
  expect(made).toEqual([]);
  registry.runChecks();
  registry.runChecks();
  expect(made).toEqual(['first', 'second']);
});

test('the validation of the root reports all errors in one message, unless somebody else does', () => {
  const app = new App();
  const registry = diagnosticRegistry.of(app);
  registry.defer(() => reportError(new Construct(app, 'b'), FINDING));
  reportError(new Construct(app, 'c'), FINDING);
  reportWarning(new Construct(app, 'a'), FINDING);
  expect(app.node.validate()).toEqual([
    '✗ synthesis: 2 problems, nothing written\n\n  b  a\n    b\n    → c\n\n  c  a\n    b\n    → c',
  ]);
  registry.reported = true;
  expect(app.node.validate()).toEqual([]);
});

test('warnings alone do not stop a synthesis', () => {
  const app = new App();
  reportWarning(app, FINDING);
  expect(app.node.validate()).toEqual([]);
});

test('findings are ordered by path, property and rule, whenever they were found', () => {
  const app = new App();
  const [one, two] = [new Construct(app, 'one'), new Construct(app, 'two')];
  reportError(two, FINDING);
  reportError(one, { ...FINDING, property: 'z' });
  reportError(one, { ...FINDING, rule: 'z' });
  reportError(one, FINDING);
  const ordered = [...diagnosticRegistry.of(app).entries].sort(byPlace);
  expect(ordered.map(({ path, property, rule }) => `${path} ${property} ${rule}`)).toEqual([
    'one a b',
    'one a z',
    'one z b',
    'two a b',
  ]);
});
