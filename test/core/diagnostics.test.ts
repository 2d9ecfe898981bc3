import { existsSync, readdirSync } from 'node:fs';
import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Acknowledgements, Diagnostics, KubernetesObject, Manifests } from '../../lib';

const ERROR = { property: 'a', value: '1', rule: 'b', fix: 'c' };
const WARNING = { property: 'w', rule: 'x', fix: 'y', id: 'known' };

/** A wrong property, a check that fails at the end, and what only the rendered object shows. */
function wrongTree(app = new App()): Chart {
  const chart = new Chart(app, 'chart');
  Diagnostics.of(new Construct(chart, 'first')).addError(ERROR);
  new KubernetesObject(chart, 'second', { apiVersion: 'v1', kind: 'Service', name: 'No_Name' });
  const other = new Chart(app, 'other');
  Diagnostics.of(other).addError(ERROR);
  return chart;
}

const ALL = `✗ synthesis: 3 problems, nothing written

  chart/first  a
    got 1
    b
    → c

  chart/second  name
    got Service "No_Name", 7 characters
    the name of a Service is a DNS label of at most 63 characters: a-z, 0-9 and -, no - at the ends
    → choose a shorter or plainer id, or set the name through the identity

  other  a
    got 1
    b
    → c`;

test('App.synth reports every problem of the tree at once and writes nothing', () => {
  const app = Testing.app();
  wrongTree(app);
  expect(() => app.synth()).toThrow(ALL);
  expect(existsSync(app.outdir) ? readdirSync(app.outdir) : []).toEqual([]);
});

test('Testing.synth reports every problem of the tree at once, and again at the next call', () => {
  const chart = wrongTree();
  expect(() => Testing.synth(chart)).toThrow(ALL);
  expect(() => Testing.synth(chart)).toThrow(ALL);
});

test('Manifests.of reports every problem of the tree at once', () => {
  expect(() => Manifests.of(wrongTree())).toThrow(new Error(ALL));
});

test('all: what is found about a construct and below it, by path, with deferred checks made', () => {
  const app = new App();
  const [here, there] = [new Chart(app, 'here'), new Chart(app, 'here-too')];
  Diagnostics.of(new Construct(here, 'b')).addWarning(WARNING);
  Diagnostics.of(new Construct(here, 'a')).addError(ERROR);
  Diagnostics.of(there).addError(ERROR);
  expect(Diagnostics.of(here).all).toEqual([
    { level: 'error', path: 'here/a', ...ERROR },
    { level: 'warning', path: 'here/b', ...WARNING },
  ]);
  expect(Diagnostics.of(app).all.map(({ path }) => path)).toEqual(['here-too', 'here/a', 'here/b']);
});

test('a warning that is acknowledged at the construct or above it is left out, an error is not', () => {
  const chart = new Chart(new App(), 'chart');
  const [known, unknown] = [new Construct(chart, 'known'), new Construct(chart, 'unknown')];
  Acknowledgements.of(known).add({ id: 'known', reason: 'it is so' });
  for (const scope of [new Construct(known, 'below'), unknown]) {
    Diagnostics.of(scope).addWarning(WARNING);
  }
  Diagnostics.of(known).addError({ ...ERROR, id: 'known' });
  expect(Diagnostics.of(chart).all.map(({ path, level }) => `${path} ${level}`)).toEqual([
    'chart/known error',
    'chart/unknown warning',
  ]);
});
