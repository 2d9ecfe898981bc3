import { App, Chart } from 'cdk8s';
import { Acknowledgements, Cluster, Credentials, Environment, SecretSource, WorkloadIdentity } from '../../lib';
import { warnings } from '../support/findings';

function bundles(...sources: SecretSource[]): App {
  const app = new App();
  sources.forEach((source, index) => {
    const environment = new Environment(app, `e${index}`, { cluster: Cluster.generic({ secretSource: source }) });
    const chart = new Chart(environment, 'shop', { namespace: 'shop' });
    new Credentials(chart, 'one', { keys: ['password'] });
    new Credentials(chart, 'two', { keys: ['password'] });
  });
  return app;
}

const identity = WorkloadIdentity.azure('00000000-0000-0000-0000-000000000001');

test.each([
  ['the Key Vault shop-kv', () => SecretSource.keyVault('shop-kv')],
  ['the Key Vault shop-kv', () => SecretSource.secretsStore('shop-kv', { identity })],
  ['the path in Vault kv/shop of vault', () => SecretSource.vault('kv/shop')],
])('two environments that read %s are a warning, once', (name, source) => {
  expect(warnings(bundles(source(), source()))).toEqual([
    [
      'e1  cluster.secretSource  [vault-of-two-environments]',
      `got ${name}, which the environment e0 reads, too`,
      'a vault has one value for each name: both environments would work with the same passwords',
      '→ give each environment a vault of its own; or acknowledge that they share one',
    ],
  ]);
});

test('environments may share a vault', () => {
  const app = bundles(SecretSource.keyVault('shop-kv'), SecretSource.keyVault('shop-kv'));
  Acknowledgements.of(app).add({ id: 'vault-of-two-environments', reason: 'both are for tests alone' });
  expect(warnings(app)).toEqual([]);
});

test.each([
  ['vaults of their own', SecretSource.keyVault('one-kv'), SecretSource.keyVault('two-kv')],
  ['Secrets that exist', SecretSource.existing(), SecretSource.existing()],
])('%s are no finding', (_, first, second) => {
  expect(warnings(bundles(first, second))).toEqual([]);
});
