import {
  Cluster,
  Container,
  Controller,
  type CredentialBinding,
  type CredentialUse,
  Credentials,
  Endpoint,
  type ICredentialSource,
  Peer,
  SecretSource,
  Volume,
  WorkloadIdentity,
} from '../../lib';
import { problems } from '../support/findings';
import { chartIn, IMAGE, manifestsOf, podOf, workload } from '../support/workload';

const ID = '11111111-2222-3333-4444-555555555555';
const CSI = Cluster.generic({
  workloadIdentity: { tenantId: ID },
  secretSource: SecretSource.secretsStore('shop-kv', { identity: WorkloadIdentity.azure(ID), rotation: true }),
});
const MOUNT = { name: 'shop-db', readOnly: true };
const VOLUME = {
  name: 'shop-db',
  csi: {
    driver: 'secrets-store.csi.k8s.io',
    readOnly: true,
    volumeAttributes: { secretProviderClass: 'shop-db' },
  },
};
const tmp = { mountPath: '/tmp', name: expect.stringMatching(/tmp$/) };

function bundleIn(chart = chartIn(CSI)) {
  return { chart, bundle: new Credentials(chart, 'shop-db', { keys: ['user', 'password'] }) };
}

test('files of a mounted bundle come straight from the vault: no Secret is made of them', () => {
  const { chart, bundle } = bundleIn();
  const pod = podOf(workload({ credentialFiles: { '/run/db': bundle } }, chart));
  expect(pod.volumes).toEqual([VOLUME, expect.objectContaining({ name: 'tmp' })]);
  expect(pod.containers[0].volumeMounts).toEqual([{ ...MOUNT, mountPath: '/run/db' }, tmp]);
  expect(manifestsOf(chart).resource('SecretProviderClass', 'shop-db').spec).not.toHaveProperty('secretObjects');
  expect(manifestsOf(chart).objects('Secret')).toEqual([]);
});

test('a variable brings the mount with it, for without the mount there is no Secret', () => {
  const { chart, bundle } = bundleIn();
  const pod = podOf(workload({ credentials: { DB_USER: bundle.key('user') } }, chart));
  expect(pod.volumes).toContainEqual(VOLUME);
  expect(pod.containers[0].volumeMounts).toEqual([{ ...MOUNT, mountPath: '/mnt/secrets-store/shop-db' }, tmp]);
  expect(pod.containers[0].env).toEqual([
    { name: 'DB_USER', valueFrom: { secretKeyRef: { name: 'shop-db', key: 'user' } } },
  ]);
  expect(manifestsOf(chart).resource('SecretProviderClass', 'shop-db').spec.secretObjects).toMatchObject([
    { secretName: 'shop-db', data: [{ key: 'user', objectName: 'user' }] },
  ]);
});

test('files and variables of one bundle share one mount', () => {
  const { chart, bundle } = bundleIn();
  const props = { credentials: { DB_USER: bundle.key('user') }, credentialFiles: { '/run/db': bundle } };
  expect(podOf(workload(props, chart)).containers[0].volumeMounts).toEqual([{ ...MOUNT, mountPath: '/run/db' }, tmp]);
});

test('every container that reads a bundle mounts it, and no other does', () => {
  const { chart, bundle } = bundleIn();
  const reader = (name: string): Container =>
    Container.of(name, { image: IMAGE, credentials: { DB_PASSWORD: bundle.key('password') } });
  const pod = podOf(
    workload(
      { initContainers: [reader('init')], sidecars: [reader('side'), Container.of('other', { image: IMAGE })] },
      chart,
    ),
  );
  const mounting = [...pod.initContainers, ...pod.containers].filter(({ volumeMounts }: { volumeMounts: object[] }) =>
    volumeMounts.some((mount) => 'name' in mount && mount.name === 'shop-db'),
  );
  expect(mounting.map(({ name }: { name: string }) => name)).toEqual(['init', 'side']);
  expect(manifestsOf(chart).resource('SecretProviderClass', 'shop-db').spec.secretObjects[0].data).toEqual([
    { key: 'password', objectName: 'password' },
  ]);
});

test('a sidecar may have the files of a mounted bundle, too', () => {
  const { chart, bundle } = bundleIn();
  const sidecars = [Container.of('exporter', { image: IMAGE, credentialFiles: { '/run/db': bundle } })];
  const pod = podOf(workload({ sidecars }, chart));
  expect(pod.volumes).toContainEqual(VOLUME);
  expect(pod.containers.map(({ volumeMounts }: { volumeMounts: object[] }) => volumeMounts.length)).toEqual([1, 2]);
  expect(pod.containers[1].volumeMounts).toContainEqual({ ...MOUNT, mountPath: '/run/db' });
});

test('an address that is a secret, or made of one, is read as a variable', () => {
  const { chart, bundle } = bundleIn();
  const database = Peer.service('db', { port: 5432 });
  const endpoints = {
    URL: Endpoint.secret(bundle.key('user'), database),
    DSN: Endpoint.of('db://$(DB_PASSWORD)@db', database, { credentials: { DB_PASSWORD: bundle.key('password') } }),
  };
  workload({ endpoints }, chart);
  expect(manifestsOf(chart).resource('SecretProviderClass', 'shop-db').spec.secretObjects[0].data).toHaveLength(2);
});

test('a mounted bundle takes no other volume of its name', () => {
  const { chart, bundle } = bundleIn();
  const volumes = { '/data': Volume.scratch('shop-db') };
  expect(problems(workload({ credentialFiles: { '/run/db': bundle }, volumes }, chart))).toEqual([
    [
      'test/shop/api  volumes',
      'got "shop-db", for two different volumes',
      'the volumes of a pod have different names',
      '→ rename one of them',
    ],
  ]);
});

test('a source is told once how it is used', () => {
  const uses: CredentialUse[] = [];
  const source: ICredentialSource = {
    secretName: 'theirs',
    bindToWorkload: (_workload, use = {}): CredentialBinding => {
      uses.push(use);
      return { secretName: 'theirs' };
    },
  };
  const key = (name: string) => ({ source, key: name });
  workload({ credentials: { B: key('b'), A: key('a'), C: key('a') }, controller: Controller.job() });
  workload({ credentialFiles: { '/run/theirs': source } });
  expect(uses).toEqual([
    { variables: ['a', 'b'], longRunning: false },
    { variables: [], longRunning: true },
  ]);
});
