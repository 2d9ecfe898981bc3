import { App, Chart } from 'cdk8s';
import { Cluster, DataPlane, Environment } from '../../lib';
import { clusterIdentityOf } from '../../lib/core/cluster-identity';
import { problemsOf } from '../support/trees';

const cluster = Cluster.generic();

test('is named by its id, and known to all below it', () => {
  const app = new App();
  const versions = { api: '1.0.0' };
  const environment = new Environment(app, 'prod', { cluster, versions });
  versions.api = 'changed';
  const chart = new Chart(environment, 'shop');
  expect(Environment.of(chart)).toBe(environment);
  expect(Environment.of(environment)).toBe(environment);
  expect(Environment.of(app)).toBeUndefined();
  expect(environment).toMatchObject({ name: 'prod', cluster, versions: { api: '1.0.0' } });
  expect(new Environment(app, 'dev', { cluster }).versions).toEqual({});
});

test('one inside another stands for a second cluster of it', () => {
  const outer = new Environment(new App(), 'prod', { cluster });
  const inner = new Environment(outer, 'west', { cluster: Cluster.generic({ zones: 2 }) });
  const chart = new Chart(inner, 'shop');
  expect(Environment.of(chart)).toBe(inner);
  expect(Cluster.of(chart).zones).toBe(2);
  expect(clusterIdentityOf(chart)).toBe('environment prod/west');
});

test('shares a cluster with another by the name of the cluster alone', () => {
  const app = new App();
  const identity = (id: string, name?: string): string =>
    clusterIdentityOf(new Environment(app, id, { cluster: Cluster.generic({ name }) }));
  expect([identity('a'), identity('b'), identity('c', 'east'), identity('d', 'east')]).toEqual([
    'environment a',
    'environment b',
    'east',
    'east',
  ]);
});

test('a name that is no folder', () => {
  const app = new App();
  new Environment(app, 'Prod_1', { cluster });
  expect(problemsOf(app)).toMatchInlineSnapshot(`
    "  Prod_1  id
        got "Prod_1"
        the name of an environment is a folder and part of names: a DNS label
        → use a-z, 0-9 and -, at most 63 characters, no - at the ends"
  `);
});

test.each(['1', 'latest', '2.0', '1.x', ''])('a version that is none: %j', (kubernetesVersion) => {
  const app = new App();
  new Environment(app, 'dev', { cluster: Cluster.generic({ kubernetesVersion }) });
  expect(problemsOf(app)).toBe(
    `  dev  cluster.kubernetesVersion
    got ${JSON.stringify(kubernetesVersion)}
    it is a minor version of Kubernetes, on which features depend
    → write it as '1.34'`,
  );
});

test.each(['1.34', 'v1.34', '1.34.2', 'v1.34.2+k3s1'])('a version that is one: %j', (kubernetesVersion) => {
  const app = new App();
  new Environment(app, 'dev', { cluster: Cluster.generic({ kubernetesVersion }) });
  expect(problemsOf(app)).toBe('');
});

test.each([-1, 1.5, NaN])('a number of zones that is none: %d', (zones) => {
  const app = new App();
  new Environment(app, 'dev', { cluster: Cluster.generic({ zones }) });
  expect(problemsOf(app)).toBe(
    `  dev  cluster.zones
    got ${zones}
    the number of zones is a whole number
    → give the number of zones that nodes really carry labels of, or leave it out`,
  );
});

test('filtering by host name without Cilium, where nothing would filter', () => {
  const app = new App();
  new Environment(app, 'dev', { cluster: Cluster.generic({ hostnameFiltering: true }) });
  new Environment(app, 'ok', { cluster: Cluster.generic({ hostnameFiltering: true, dataPlane: DataPlane.CILIUM }) });
  expect(problemsOf(app)).toBe(
    `  dev  cluster.hostnameFiltering
    got true, on a data plane of network-policy
    only Cilium filters by host name: elsewhere nothing would open the way
    → declare dataPlane: DataPlane.CILIUM, or leave hostnameFiltering out`,
  );
});
