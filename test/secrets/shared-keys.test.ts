import type { Chart } from 'cdk8s';
import { Cluster, Credentials, SecretSource, WorkloadIdentity } from '../../lib';
import type { Manifest } from '../rendered/manifest';
import { problemsWith, synthesized, testWorkload } from '../support/trees';

function clientOf(chart: Chart): Credentials {
  const server = new Credentials(chart, 'server', { keys: ['password'] });
  return new Credentials(chart, 'client', {
    keys: ['PASSWORD', 'USER'],
    sharedKeys: { PASSWORD: server.key('password') },
  });
}

function emitted(name: string, cluster: Cluster, build: (chart: Chart) => void = clientOf): Manifest {
  const [object] = (synthesized(build, cluster) as Manifest[]).filter(({ metadata }) => metadata.name === name);
  return object;
}

const from = (secretSource: SecretSource): Cluster => Cluster.generic({ secretSource });

test('External Secrets reads a shared value where the other bundle keeps it, in Azure Key Vault', () => {
  expect(emitted('client', from(SecretSource.keyVault('shop-kv'))).spec.data).toEqual([
    { secretKey: 'PASSWORD', remoteRef: { key: 'server-password' } },
    { secretKey: 'USER', remoteRef: { key: 'client-user' } },
  ]);
});

test('and in HashiCorp Vault', () => {
  expect(emitted('client', from(SecretSource.vault('kv'))).spec.data[0].remoteRef).toEqual({
    key: 'kv/server',
    property: 'password',
  });
});

test('a shared value may be shared on', () => {
  const third = emitted('third', from(SecretSource.keyVault('shop-kv')), (chart) => {
    const client = clientOf(chart);
    new Credentials(chart, 'third', { keys: ['p'], sharedKeys: { p: client.key('PASSWORD') } });
  });
  expect(third.spec.data).toEqual([{ secretKey: 'p', remoteRef: { key: 'server-password' } }]);
});

test('the Secrets Store CSI driver mounts it under the name that it has here', () => {
  const id = '11111111-2222-3333-4444-555555555555';
  const cluster = Cluster.generic({
    secretSource: SecretSource.secretsStore('shop-kv', { identity: WorkloadIdentity.azure(id) }),
    workloadIdentity: { tenantId: id, loginAnyAddress: 'a test' },
  });
  const { spec } = emitted('client', cluster, (chart) => clientOf(chart).bindToWorkload(testWorkload(chart, 'api')));
  expect(spec.parameters.objects).toContain(
    'objectName: "server-password"\n    objectType: secret\n    objectAlias: "PASSWORD"',
  );
});

test('a key that one of the two bundles does not have', () => {
  const problems = problemsWith((chart) => {
    const server = new Credentials(chart, 'server', { keys: ['password'] });
    new Credentials(chart, 'client', {
      keys: ['PASSWORD'],
      sharedKeys: { PASWORD: server.key('password'), PASSWORD: server.key('pasword') },
    });
  });
  expect(problems).toBe(`  test/shop/client  sharedKeys
    got "PASWORD"
    only a key of the bundle can have the value of another
    → list it in keys, or name one of: PASSWORD
  test/shop/client  sharedKeys.PASSWORD
    got pasword of server
    the other bundle has no such key, and the vault would be asked for nothing
    → name one of: password`);
});
