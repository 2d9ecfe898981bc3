import type { Chart } from 'cdk8s';
import {
  type AzureBlobClient,
  type AzureBlobOptions,
  Cluster,
  Credentials,
  type IObjectStore,
  Manifests,
  ObjectProtocol,
  ObjectStore,
  type ObjectStoreExternalOptions,
  WorkloadIdentity,
} from '../../../lib';
import { expectProblem, problems } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

const IDENTITY = WorkloadIdentity.azure('11111111-2222-3333-4444-555555555555');

function s3(chart: Chart, options: Partial<ObjectStoreExternalOptions> = {}): IObjectStore {
  const credentials = new Credentials(chart, 'login', { keys: ['MINIO_ACCESS_KEY_ID', 'MINIO_SECRET_ACCESS_KEY'] });
  return ObjectStore.external(chart, 'objects', {
    host: 's3.example.com',
    cidr: '10.0.3.0/28',
    buckets: ['messages'],
    clients: { ingress: { credentials } },
    ...options,
  });
}

function blob(chart: Chart, client: AzureBlobClient, options: Partial<AzureBlobOptions> = {}): IObjectStore {
  return ObjectStore.azureBlob(chart, 'objects', {
    account: 'messages1',
    containers: ['messages'],
    cidr: '10.0.4.0/28',
    clients: { ingress: client },
    ...options,
  });
}

const accountKey = (chart: Chart, key = 'AZURE_STORAGE_KEY'): Credentials =>
  new Credentials(chart, 'account', { keys: [key] });

/** What a composition writes, whichever store its settings chose. */
function uses(chart: Chart, store: IObjectStore): Manifests {
  testWorkload(chart, 'ingress', {
    endpoints: { STORE_URL: store.url() },
    credentials: store.variables('ingress'),
    workloadIdentity: store.login('ingress').workloadIdentity,
  });
  return Manifests.of(chart);
}

const environmentOf = (all: Manifests) => all.resource('Deployment', 'ingress').spec.template.spec.containers[0].env;

describe('S3', () => {
  test('nothing is emitted for it', () => {
    expect(synthesized((chart) => s3(chart))).toEqual([]);
  });

  test('its address and the keys of a client are variables, and the way is open', () => {
    const chart = testChart();
    const all = uses(chart, s3(chart));
    expect(environmentOf(all)).toEqual(
      ['MINIO_ACCESS_KEY_ID', 'MINIO_SECRET_ACCESS_KEY'].map((name) => ({
        name,
        valueFrom: { secretKeyRef: { name: 'login', key: name } },
      })),
    );
    expect(JSON.stringify(all.objects('ConfigMap'))).toContain('"STORE_URL":"https://s3.example.com:443"');
    all.allows('ingress', '10.0.3.3', 443);
  });

  test.each<[Partial<ObjectStoreExternalOptions>, string, string, string]>([
    [{}, 's3.example.com:443', 'https://s3.example.com:443', 'us-east-1'],
    [{ region: 'eu-west-1', port: 9443 }, 's3.example.com:9443', 'https://s3.example.com:9443', 'eu-west-1'],
    [{ tls: false }, 's3.example.com:80', 'http://s3.example.com:80', 'us-east-1'],
  ])('with %j it is at %s', (options, address, url, region) => {
    const store = s3(testChart(), options);
    expect(store.address.address).toBe(address);
    expect(store.url().address).toBe(url);
    expect(store).toMatchObject({ protocol: ObjectProtocol.S3, buckets: ['messages'], region });
  });

  test('a client without its keys, a bucket that is none and a host that is none are errors', () => {
    const chart = testChart();
    const credentials = new Credentials(chart, 'short', { keys: ['id'] });
    s3(chart, { host: 'https://s3', buckets: ['A'], clients: { ingress: { credentials } } });
    expect(problems(chart).map(([where]) => where)).toEqual([
      'test/shop/objects  buckets',
      'test/shop/objects  credentials',
      'test/shop/objects  host',
    ]);
  });

  test('a client that there is not is an error', () => {
    const chart = testChart();
    expect(s3(chart, { clients: undefined }).login('ingress')).toEqual({});
    expectProblem(chart, [
      'test/shop/objects  login',
      'got "ingress"',
      'its clients are: none',
      '→ name one of them, or add it to clients',
    ]);
  });
});

describe('Azure Blob', () => {
  test('with the key of the account', () => {
    const chart = testChart();
    const store = blob(chart, { credentials: accountKey(chart) });
    const all = uses(chart, store);
    expect(environmentOf(all)).toEqual([
      { name: 'AZURE_STORAGE_KEY', valueFrom: { secretKeyRef: { name: 'account', key: 'AZURE_STORAGE_KEY' } } },
    ]);
    all.allows('ingress', '10.0.4.3', 443);
    expect(store.address.address).toBe('messages1.blob.core.windows.net:443');
    expect(store.url().address).toBe('https://messages1.blob.core.windows.net');
    expect(store).toMatchObject({ protocol: ObjectProtocol.AZURE_BLOB, buckets: ['messages'], region: undefined });
  });

  test('with the identity of its pods there is no key', () => {
    const workloadIdentity = { tenantId: '99999999-2222-3333-4444-555555555555', loginCidrs: ['20.190.128.0/18'] };
    const chart = testChart(Cluster.generic({ workloadIdentity }));
    const all = uses(chart, blob(chart, { workloadIdentity: IDENTITY }));
    expect(environmentOf(all)).toBeUndefined();
    expect(all.resource('ServiceAccount', 'ingress').metadata.annotations).toMatchObject({
      'azure.workload.identity/client-id': IDENTITY.clientId,
    });
  });

  test('domain and key are what it has', () => {
    const chart = testChart();
    const client = { credentials: accountKey(chart, 'key'), accountKeyKey: 'key' };
    const store = blob(chart, client, { domain: 'blob.core.usgovcloudapi.net' });
    expect(problems(chart)).toEqual([]);
    expect(store.url().address).toBe('https://messages1.blob.core.usgovcloudapi.net');
    expect(store.login('ingress')).toMatchObject({ secretAccessKey: { key: 'key' } });
  });

  test.each<[string, (chart: Chart) => AzureBlobClient, string]>([
    [
      'both',
      (chart) => ({ credentials: accountKey(chart), workloadIdentity: IDENTITY }),
      'got credentials and workloadIdentity',
    ],
    ['neither', () => ({}), 'got neither credentials nor workloadIdentity'],
  ])('a client with %s is an error', (_, client, value) => {
    const chart = testChart();
    blob(chart, client(chart));
    expectProblem(chart, [
      'test/shop/objects  clients.ingress',
      value,
      'a program comes with the key of the account or with the identity of its pods',
      '→ give one of the two: an identity opens only what it is granted',
    ]);
  });

  test('an account that is none', () => {
    const chart = testChart();
    blob(chart, { credentials: accountKey(chart) }, { account: 'messages-1' });
    expectProblem(chart, [
      'test/shop/objects  account',
      'got "messages-1"',
      'the name of a storage account is 3 to 24 of a-z and 0-9',
      '→ give the name alone, without a domain',
    ]);
  });

  test('a container that is none', () => {
    const chart = testChart();
    blob(chart, { credentials: accountKey(chart) }, { containers: ['a--b'] });
    expectProblem(chart, [
      'test/shop/objects  containers',
      'got "a--b"',
      'a container has 3 to 63 of a-z, 0-9 and single -, and begins and ends with a letter or digit',
      '→ correct the name',
    ]);
  });
});
