import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster, Environment } from '../../lib';
import { claimVaultName, keyVaultName } from '../../lib/secrets/key-vault-name';
import { problemsOf } from '../support/trees';

test.each([
  ['shop', 'api-key', 'shop-api-key'],
  ['shop', 'API_KEY', 'shop-api-key'],
  ['shop.east', 'a.b', 'shop-east-a-b'],
])('%s and %s become %s', (bundle, key, name) => {
  expect(keyVaultName(bundle, key)).toBe(name);
});

test('two keys that would be one secret of a vault', () => {
  const app = new App();
  claimVaultName(new Construct(app, 'one'), 'shop-kv', 'shop', 'api-key');
  claimVaultName(new Construct(app, 'two'), 'shop-kv', 'shop-api', 'key');
  expect(problemsOf(app)).toBe(
    `  two  keys
    got key of shop-api, which becomes shop-api-key like api-key of shop
    a key vault has one flat space of names, without _ and without case
    → rename one of the keys or bundles`,
  );
});

test('the same key of the same bundle, in another vault and on another cluster is no collision', () => {
  const app = new App();
  const other = new Environment(app, 'other', { cluster: Cluster.generic() });
  claimVaultName(new Construct(app, 'one'), 'shop-kv', 'shop', 'api-key');
  claimVaultName(new Construct(app, 'again'), 'shop-kv', 'shop', 'api-key');
  claimVaultName(new Construct(app, 'elsewhere'), 'kv2', 'shop-api', 'key');
  claimVaultName(new Construct(other, 'apart'), 'shop-kv', 'shop-api', 'key');
  expect(problemsOf(app)).toBe('');
});

test('at most 127 characters', () => {
  const app = new App();
  claimVaultName(new Construct(app, 'fits'), 'shop-kv', 'a'.repeat(100), 'b'.repeat(26));
  expect(problemsOf(app)).toBe('');
  claimVaultName(new Construct(app, 'long'), 'shop-kv', 'a'.repeat(100), 'b'.repeat(27));
  expect(problemsOf(app)).toBe(
    `  long  keys
    got ${'a'.repeat(100)}-${'b'.repeat(27)}, 128 characters
    the name of a secret in a key vault has at most 127 characters
    → shorten the name of the bundle or of the key`,
  );
});

test.each(['kv', 'wallets_kv', 'minitoolstream-staging-kv', '1-kv', 'shop--kv', 'shop-kv-'])(
  'no vault is called %s',
  (vault) => {
    const app = new App();
    claimVaultName(new Construct(app, 'shop'), vault, 'shop', 'key');
    expect(problemsOf(app)).toBe(
      `  shop  keyVault
    got "${vault}"
    a Key Vault has 3 to 24 letters, digits and -, begins with a letter and has no - at its end or twice in a row
    → give the name of the vault, without its domain`,
    );
  },
);
