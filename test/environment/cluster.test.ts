import { App, Chart } from 'cdk8s';
import { Cluster, DataPlane, Edge, Environment, SecretSource } from '../../lib';

test.each([
  ['generic', Cluster.generic()],
  ['k3d', Cluster.k3d()],
  ['aks', Cluster.aks()],
])('%s by default', (_name, cluster) => {
  expect(cluster).toMatchSnapshot();
});

test('everything that can be declared', () => {
  const declared = {
    name: 'east',
    kubernetesVersion: '1.34',
    zones: 3,
    registry: 'registry.example',
    localImages: true,
    imagePullSecret: 'pull',
    dataPlane: DataPlane.CILIUM,
    hostnameFiltering: true,
    apiServerCidrs: ['10.0.0.1/32'],
    apiServerPort: 6443,
    edge: Edge.nginx(),
    secretSource: SecretSource.vault('kv'),
    reloader: true,
    prometheus: { namespace: 'observability' },
    storageClass: 'fast',
    sharedStorageClass: 'files',
  };
  const dns = { namespace: 'dns', podLabels: { app: 'coredns' }, nodeLocalAddress: '169.254.20.10' };
  const options = { ...declared, priorityClasses: ['high'], dns };
  for (const cluster of [Cluster.generic(options), Cluster.k3d(options), Cluster.aks(options)]) {
    expect(cluster).toMatchObject({
      ...declared,
      priorityClasses: ['system-cluster-critical', 'system-node-critical', 'high'],
      dnsNamespace: 'dns',
      dnsPodLabels: { app: 'coredns' },
      dnsNodeLocalAddress: '169.254.20.10',
    });
  }
});

test('a key vault is the secret source of AKS, unless another is given', () => {
  expect(Cluster.aks({ keyVault: 'kv' }).secretSource).toEqual(SecretSource.keyVault('kv'));
  const secretSource = SecretSource.existing();
  expect(Cluster.aks({ keyVault: 'kv', secretSource }).secretSource).toBe(secretSource);
});

test.each([
  ['1.30', '1.30', true],
  ['1.29', '1.30', false],
  ['1.9', '1.30', false],
  ['v1.34.2', '1.30', true],
  ['1.100', '1.34', true],
])('%s runs at least %s: %s', (version, minor, expected) => {
  expect(Cluster.generic({ kubernetesVersion: version }).runsAtLeast(minor)).toBe(expected);
});

test('a construct goes to the cluster of its environment, without one to any cluster', () => {
  const app = new App();
  const cluster = Cluster.k3d();
  expect(Cluster.of(new Chart(new Environment(app, 'dev', { cluster }), 'chart'))).toBe(cluster);
  expect(Cluster.of(new Chart(app, 'plain'))).toEqual(Cluster.generic());
});
