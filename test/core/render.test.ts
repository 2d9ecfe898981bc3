import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster, Environment, KubernetesObject } from '../../lib';
import { apiObjectsOf, constructsOf, renderObjects } from '../../lib/core/render';
import { problemsOf } from '../support/trees';

const SETTINGS = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };

function settingsIn(parent: Construct, id: string, namespace = 'shop', props: object = {}): Chart {
  const chart = new Chart(parent, id, { namespace });
  new KubernetesObject(chart, 'settings', { ...SETTINGS, ...props });
  return chart;
}

test('constructs come parents first, in the order in which they were made', () => {
  const app = new App();
  const [b, a] = [new Construct(app, 'b'), new Construct(app, 'a')];
  const below = new Construct(b, 'below');
  expect(constructsOf(app)).toEqual([app, b, below, a]);
});

test('objects of ours and of others are rendered in canonical form', () => {
  const chart = new Chart(new App(), 'chart');
  new ApiObject(chart, 'foreign', { spec: {}, kind: 'Widget', apiVersion: 'example.com/v1', metadata: { name: 'w' } });
  new KubernetesObject(chart, 'ours', SETTINGS);
  const rendered = renderObjects(apiObjectsOf(constructsOf(chart)));
  expect(rendered.map(({ manifest }) => JSON.stringify(manifest))).toEqual([
    '{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":{}}',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"}}',
  ]);
});

test('two charts that make one object', () => {
  const app = new App();
  settingsIn(app, 'one');
  settingsIn(app, 'two');
  expect(problemsOf(app)).toMatchInlineSnapshot(`
    "  two/settings  name
        got ConfigMap settings in namespace shop, which one/settings makes too
        two constructs cannot own one object: the last applied would win
        → give one of them another id or name, or make the object once and refer to it"
  `);
});

test('two environments that share a cluster and make one object', () => {
  const app = new App();
  for (const name of ['blue', 'green']) {
    settingsIn(new Environment(app, name, { cluster: Cluster.generic({ name: 'shared' }) }), 'shop');
  }
  expect(problemsOf(app)).toMatchInlineSnapshot(`
    "  green/shop/settings  name
        got ConfigMap settings in namespace shop, which blue/shop/settings makes too
        two constructs cannot own one object: the last applied would win
        → give one of them another id or name, or make the object once and refer to it"
  `);
});

test('an object in no namespace is told without one', () => {
  const app = new App();
  settingsIn(app, 'one', 'a', { kind: 'ClusterRole', namespaced: false });
  settingsIn(app, 'two', 'b', { kind: 'ClusterRole', namespaced: false });
  expect(problemsOf(app)).toContain('got ClusterRole settings, which one/settings makes too');
});

test('another version of the API is no other object, another group is', () => {
  const app = new App();
  settingsIn(app, 'one', 'shop', { apiVersion: 'example.com/v1', kind: 'Widget' });
  settingsIn(app, 'two', 'shop', { apiVersion: 'example.org/v1', kind: 'Widget' });
  expect(problemsOf(app)).toBe('');
  settingsIn(app, 'three', 'shop', { apiVersion: 'example.com/v2', kind: 'Widget' });
  expect(problemsOf(app)).toContain('two constructs cannot own one object');
});

test('environments with clusters of their own, and other namespaces, do not meet', () => {
  const app = new App();
  for (const name of ['blue', 'green']) {
    const environment = new Environment(app, name, { cluster: Cluster.generic() });
    settingsIn(environment, 'shop');
    settingsIn(environment, 'other', 'other');
  }
  expect(problemsOf(app)).toBe('');
});
