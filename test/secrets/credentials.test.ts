import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Cluster, Credentials, type CredentialsProps, CredentialKey, SecretSource } from '../../lib';
import { problemsWith, synthesized, testChart, testWorkload } from '../support/trees';

const build =
  (props: CredentialsProps) =>
  (chart: Chart): Credentials =>
    new Credentials(chart, 'shop-db', props);
const KEYS = { keys: ['user', 'Pass_word'] };
const KEY_VAULT = Cluster.generic({ secretSource: SecretSource.keyVault('shop-kv') });

test('minimal: a Secret that exists is not emitted', () => {
  expect(synthesized(build(KEYS))).toEqual([]);
});

test('from Azure Key Vault', () => {
  expect(synthesized(build(KEYS), KEY_VAULT)).toMatchSnapshot();
});

test('from HashiCorp Vault, full', () => {
  const source = SecretSource.vault('kv/shop', { store: 'hashi', refreshInterval: '15m' });
  expect(synthesized(build({ ...KEYS, name: 'database', source }), KEY_VAULT)).toMatchSnapshot();
});

test('defaults: the name is the id, the source that of the cluster', () => {
  const credentials = build(KEYS)(testChart(KEY_VAULT));
  expect(credentials).toMatchObject({ secretName: 'shop-db', keys: ['user', 'Pass_word'] });
  expect(credentials.knownKeys).toEqual(['user', 'Pass_word']);
  expect(credentials.key('user')).toEqual(CredentialKey.of(credentials, 'user'));
});

test('what it asks of a workload: a restart by Reloader where the cluster has it', () => {
  const bindingOn = (cluster: Cluster): unknown => {
    const chart = testChart(cluster);
    return build(KEYS)(chart).bindToWorkload(testWorkload(chart, 'api'));
  };
  const annotations = { 'secret.reloader.stakater.com/reload': 'shop-db' };
  const vault = { secretSource: SecretSource.vault('kv') };
  expect(bindingOn(Cluster.generic())).toEqual({ secretName: 'shop-db', rotates: false });
  expect(bindingOn(Cluster.generic(vault))).toEqual({ secretName: 'shop-db', rotates: true });
  expect(bindingOn(Cluster.generic({ ...vault, reloader: true }))).toEqual({
    secretName: 'shop-db',
    rotates: true,
    annotations,
  });
});

test('of a Secret of cdk8s-plus any key may be used', () => {
  const chart = testChart();
  const source = Credentials.fromSecret(kplus.Secret.fromSecretName(chart, 'existing', 'theirs'));
  expect(source.secretName).toBe('theirs');
  expect(source.knownKeys).toBeUndefined();
  expect(source.bindToWorkload(chart)).toEqual({ secretName: 'theirs' });
});

test('no keys', () => {
  expect(problemsWith(build({ keys: [] }))).toMatchInlineSnapshot(`
    "  test/shop/shop-db  keys
        got no keys
        a bundle names the keys that it has
        → list them: keys: ['api-key', …]"
  `);
});

test('a key that is none', () => {
  expect(problemsWith(build({ keys: ['user', 'pass word'] }))).toMatchInlineSnapshot(`
    "  test/shop/shop-db  keys
        got "pass word"
        the key of a Secret has letters, digits, -, _ and . only
        → choose a plainer key"
  `);
});

test('a key twice', () => {
  expect(problemsWith(build({ keys: ['user', 'user'] }))).toMatchInlineSnapshot(`
    "  test/shop/shop-db  keys
        got user, user
        a key is listed once
        → remove the repetition"
  `);
});

test('two keys that a key vault cannot tell apart', () => {
  expect(problemsWith(build({ keys: ['api_key', 'API-KEY'] }), KEY_VAULT)).toMatchInlineSnapshot(`
    "  test/shop/shop-db  keys
        got API-KEY of shop-db, which becomes shop-db-api-key like api_key of shop-db
        a key vault has one flat space of names, without _ and without case
        → rename one of the keys or bundles"
  `);
});

test('a name too long for a key vault, which is none for others', () => {
  const keys = ['k'.repeat(120)];
  expect(problemsWith(build({ keys }))).toBe('');
  expect(problemsWith(build({ keys }), KEY_VAULT)).toContain(', 128 characters\n');
});
