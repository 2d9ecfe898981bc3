import { AccessMode, Cluster, Controller, PersistentClaim, type PersistentClaimProps, Volume } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { testChart, testWorkload } from '../support/trees';

const { READ_WRITE_MANY, READ_WRITE_ONCE_POD, READ_ONLY_MANY } = AccessMode;
const NOT_SHARED = [
  'the cluster declares no class that several nodes can write to: the claim would stay Pending',
  '→ declare it as sharedStorageClass of the cluster, or name one in storageClass that provides ReadWriteMany',
];

test.each<[string, Cluster, Partial<PersistentClaimProps>, readonly string[]]>([
  [
    'a new claim that nobody may write to',
    Cluster.generic(),
    { accessMode: READ_ONLY_MANY },
    [
      'got ReadOnlyMany',
      'a new claim is empty, and no pod could ever write to this one',
      '→ use AccessMode.READ_WRITE_MANY; for a claim that exists use Volume.persistentVolumeClaim',
    ],
  ],
  [
    'a mode that an old API server does not know',
    Cluster.generic({ kubernetesVersion: '1.26' }),
    { accessMode: READ_WRITE_ONCE_POD },
    [
      'got ReadWriteOncePod, on Kubernetes 1.26',
      'Kubernetes provides this access mode from 1.27 on: an older API server refuses the claim',
      '→ use AccessMode.READ_WRITE_ONCE with controller: Controller.singlePod()',
    ],
  ],
  [
    'many nodes, where no class is declared for them',
    Cluster.k3d(),
    { accessMode: READ_WRITE_MANY },
    ['got ReadWriteMany', ...NOT_SHARED],
  ],
  [
    'many nodes, of the class of disks',
    Cluster.aks(),
    { accessMode: READ_WRITE_MANY, storageClass: 'managed-csi' },
    ['got ReadWriteMany, of the class "managed-csi"', ...NOT_SHARED],
  ],
  [
    'a mode from JSON that is none',
    Cluster.generic(),
    { accessMode: 'RWX' as AccessMode },
    [
      'got "RWX"',
      'it is no access mode of a claim: the API server refuses it',
      '→ use one of: AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD, AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY',
    ],
  ],
])('%s', (_, cluster, props, expected) => {
  const chart = testChart(cluster);
  new PersistentClaim(chart, 'archive', { size: '5Gi', ...props });
  expectProblem(chart, ['test/shop/archive  accessMode', ...expected]);

  const ofEachPod = testChart(cluster);
  const volumes = { '/data': Volume.claim('data', { size: '5Gi', ...props }) };
  testWorkload(ofEachPod, 'store', { controller: Controller.statefulSet(), volumes });
  expectProblem(ofEachPod, ['test/shop/store  volumes./data.accessMode', ...expected]);
});

test.each([
  ['the class that the cluster declares', Cluster.aks(), undefined],
  ['its name', Cluster.aks(), 'azurefile-csi'],
  ['a class of the author', Cluster.generic(), 'files'],
])('many nodes, of %s', (_, cluster, storageClass) => {
  const chart = testChart(cluster);
  new PersistentClaim(chart, 'archive', { size: '5Gi', accessMode: READ_WRITE_MANY, storageClass });
  expect(problems(chart)).toEqual([]);
});

test('a mode of an existing claim that is none', () => {
  const chart = testChart();
  const volume = Volume.persistentVolumeClaim('data', 'others', { accessMode: 'RWX' as AccessMode });
  testWorkload(chart, 'store', { controller: Controller.singlePod(), volumes: { '/data': volume } });
  expect(problems(chart)).toEqual([
    [
      'test/shop/store  volumes./data.accessMode',
      'got "RWX"',
      'it is no access mode of a claim: the API server refuses it',
      expect.stringContaining('→ use one of: AccessMode.READ_WRITE_ONCE, '),
    ],
  ]);
});

test.each<[string, Cluster, Partial<PersistentClaimProps>]>([
  ['of the claim', Cluster.generic(), { storageClass: 'managed_csi' }],
  ['of the cluster', Cluster.generic({ storageClass: 'managed_csi' }), {}],
])('a class that is none: %s', (_, cluster, props) => {
  expectProblem(new PersistentClaim(testChart(cluster), 'data', { size: '1Gi', ...props }), [
    'test/shop/data  storageClass',
    'got "managed_csi"',
    'the name of a StorageClass is a DNS name in lower case',
    '→ use a-z, 0-9, - and ., with letters or digits at the ends',
  ]);
});
