import type { Chart } from 'cdk8s';
import {
  AccessMode,
  Cluster,
  Controller,
  Environment,
  Manifests,
  NamespaceChart,
  PersistentClaim,
  Platform,
} from '../../lib';
import { expectProblem } from '../support/findings';
import { synthesized, testChart, testWorkload } from '../support/trees';

const FAST = Cluster.generic({ storageClass: 'fast' });

test('minimal', () => {
  expect(synthesized((chart) => new PersistentClaim(chart, 'archive', { size: '5Gi' }))).toMatchSnapshot();
});

test('full', () => {
  const props = { name: 'old-archive', size: '5Gi', storageClass: 'slow' };
  expect(synthesized((chart) => new PersistentClaim(chart, 'archive', props), FAST)).toMatchSnapshot();
});

test('its StorageClass is the one of the cluster by default', () => {
  const chart = testChart(FAST);
  new PersistentClaim(chart, 'archive', { size: '5Gi' });
  Manifests.of(chart).hasResource('PersistentVolumeClaim', 'archive', { spec: { storageClassName: 'fast' } });
});

test('it is a volume of any pod', () => {
  const chart = testChart();
  const claim = new PersistentClaim(chart, 'archive', { size: '5Gi' });
  testWorkload(chart, 'api', {
    controller: Controller.singlePod(),
    volumes: { '/archive': claim.volume('archive') },
  });
  const { volumes } = Manifests.of(chart).resource('StatefulSet', 'api').spec.template.spec;
  expect(volumes).toContainEqual({ name: 'archive', persistentVolumeClaim: { claimName: 'archive' } });
});

test('the quota of its namespace has room for it', () => {
  const environment = new Environment(new Platform({ name: 'p' }), 'dev', { cluster: FAST });
  const chart: Chart = new NamespaceChart(environment, 'shop');
  new PersistentClaim(chart, 'archive', { size: '10Gi' });
  expect(Manifests.of(chart).resource('ResourceQuota', 'quota').spec.hard).toMatchObject({
    persistentvolumeclaims: '2',
    'requests.storage': '15Gi',
  });
});

test.each(['', '10 gigs', '0', '-1Gi', '100m'])('a size of %j is none', (size) => {
  const chart = testChart();
  new PersistentClaim(chart, 'archive', { size });
  expectProblem(chart, [
    'test/shop/archive  size',
    `got ${JSON.stringify(size)}`,
    'a claim asks for a whole number of bytes above 0',
    "→ write '10Gi'",
  ]);
});

test.each([
  ['one node', undefined, FAST, 'ReadWriteOnce', 'fast'],
  ['one pod', AccessMode.READ_WRITE_ONCE_POD, FAST, 'ReadWriteOncePod', 'fast'],
  [
    'many nodes',
    AccessMode.READ_WRITE_MANY,
    Cluster.generic({ sharedStorageClass: 'files' }),
    'ReadWriteMany',
    'files',
  ],
  ['many nodes of AKS', AccessMode.READ_WRITE_MANY, Cluster.aks(), 'ReadWriteMany', 'azurefile-csi'],
])('it is mounted by %s, of the class that the cluster declares for that', (_, accessMode, cluster, mode, expected) => {
  const chart = testChart(cluster);
  expect(new PersistentClaim(chart, 'archive', { size: '5Gi', accessMode }).accessMode).toBe(mode);
  expect(Manifests.of(chart).resource('PersistentVolumeClaim', 'archive').spec).toMatchObject({
    accessModes: [mode],
    storageClassName: expected,
  });
});
