import { Chart } from 'cdk8s';
import { Cluster, Credentials, type CredentialsProps, SecretSource, WorkloadIdentity } from '../../lib';
import { problemsWith, testWorkload } from '../support/trees';

const ID = '11111111-2222-3333-4444-555555555555';
const CSI = SecretSource.secretsStore('shop-kv', { identity: WorkloadIdentity.azure(ID) });

const build =
  (props: CredentialsProps) =>
  (chart: Chart): Credentials =>
    new Credentials(chart, 'shop-db', props);

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

test('a mounted vault has one flat space of names, too', () => {
  const cluster = Cluster.generic({ workloadIdentity: { tenantId: ID } });
  expect(problemsWith(build({ keys: ['api_key', 'API-KEY'], source: CSI }), cluster)).toContain(
    'a key vault has one flat space of names, without _ and without case',
  );
});

test('a vault that nobody can read: the cluster knows no workload identity', () => {
  expect(problemsWith(build({ keys: ['user'], source: CSI }))).toMatchInlineSnapshot(`
    "  test/shop/shop-db  source.identity
        got the identity 11111111-2222-3333-4444-555555555555
        the cluster declares no workload identity: nothing would exchange the token of a pod
        → declare workloadIdentity: { tenantId: '…' } on the cluster"
  `);
});

test.each([
  ['made by External Secrets', SecretSource.vault('kv'), true],
  ['that exists in both', SecretSource.existing(), false],
])('a workload of another namespace, and a Secret %s', (_, source, refused) => {
  const found = problemsWith((chart) => {
    const credentials = new Credentials(chart, 'db', { keys: ['user'], source });
    const other = new Chart(chart, 'other', { namespace: 'other' });
    testWorkload(other, 'api', { credentialFiles: { '/run/db': credentials } });
  });
  expect(found).toBe(
    refused
      ? `  test/shop/other/api  credentials
    got test/shop/db, in shop, from a pod in other
    a pod reads the Secrets of its own namespace only: it would never start
    → make a bundle of the same keys in the chart of the workload`
      : '',
  );
});
