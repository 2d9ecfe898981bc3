import { App } from 'cdk8s';
import { Acknowledgements, Cluster, Environment, NamespaceChart } from '../../lib';
import { problems, warnings } from '../support/findings';

function shops(first: Cluster, second: Cluster): App {
  const app = new App();
  new NamespaceChart(new Environment(app, 'staging', { cluster: first }), 'shop');
  new NamespaceChart(new Environment(app, 'prod', { cluster: second }), 'shop');
  return app;
}

test('two environments that deploy by one context have no namespace in common', () => {
  const app = shops(Cluster.generic({ context: 'aks-prod' }), Cluster.generic({ context: 'aks-prod' }));
  expect(problems(app)).toEqual([
    [
      'prod/shop  namespace',
      'got shop on the context aks-prod, where staging/shop makes it for the environment staging',
      'a namespace of a cluster belongs to one environment: each deployment would overwrite the other',
      '→ give the cluster of this environment its own context, or this environment a namespace of its own',
    ],
  ]);
  expect(warnings(app)).toEqual([]);
});

describe('two environments with one Cluster object', () => {
  const shared = Cluster.k3d();

  test('and one namespace are a warning', () => {
    expect(warnings(shops(shared, shared))).toEqual([
      [
        'prod/shop  namespace  [namespace-of-two-environments]',
        'got shop on the Cluster object of the environment staging, where staging/shop makes it, too',
        'two environments on one cluster have one namespace: each deployment would overwrite the other',
        '→ give this environment a Cluster of its own or another namespace; or acknowledge that the object stands for two clusters',
      ],
    ]);
  });

  test('may stand for two clusters, such as those of two developers', () => {
    const app = shops(shared, shared);
    Acknowledgements.of(app).add({ id: 'namespace-of-two-environments', reason: 'each developer has a cluster' });
    expect([...problems(app), ...warnings(app)]).toEqual([]);
  });

  test('are compared where one is inside the other, too', () => {
    const app = new App();
    const outer = new Environment(app, 'prod', { cluster: shared });
    new NamespaceChart(outer, 'shop');
    new NamespaceChart(new Environment(outer, 'management', { cluster: shared }), 'shop');
    expect(warnings(app)).toMatchObject([
      ['prod/management/shop  namespace  [namespace-of-two-environments]', {}, {}, {}],
    ]);
  });
});

test.each([
  ['clusters of the same kind', Cluster.k3d(), Cluster.k3d()],
  ['contexts of their own', Cluster.generic({ context: 'one' }), Cluster.generic({ context: 'two' })],
])('two environments with %s have the same namespaces', (_, first, second) => {
  const app = shops(first, second);
  expect([...problems(app), ...warnings(app)]).toEqual([]);
});

test('two environments on one cluster have namespaces of their own', () => {
  const app = new App();
  const cluster = Cluster.generic({ context: 'shared' });
  for (const name of ['staging', 'prod']) {
    new NamespaceChart(new Environment(app, name, { cluster }), 'shop', { namespace: `shop-${name}` });
  }
  expect([...problems(app), ...warnings(app)]).toEqual([]);
});

test('a chart without an environment is compared with none', () => {
  const app = new App();
  new NamespaceChart(app, 'one', { namespace: 'shop' });
  new NamespaceChart(new Environment(app, 'prod', { cluster: Cluster.generic() }), 'shop');
  expect(warnings(app)).toEqual([]);
});
