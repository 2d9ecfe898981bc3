import { type Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parse } from 'yaml';
import {
  Cluster,
  type CredentialBinding,
  CredentialKey,
  Credentials,
  type CredentialsProps,
  type CredentialUse,
  Manifests,
  SecretSource,
  WorkloadIdentity,
} from '../../lib';
import { sealedManifest } from '../support/sealing';
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

describe('what it asks of a workload', () => {
  const VAULT = { secretSource: SecretSource.vault('kv') };
  const bindingOn = (cluster: Cluster, use?: CredentialUse): CredentialBinding => {
    const chart = testChart(cluster);
    return build(KEYS)(chart).bindToWorkload(testWorkload(chart, 'api'), use);
  };
  const variables = ['user'];

  test('nothing, from a source that does not change', () => {
    expect(bindingOn(Cluster.generic(), { variables })).toEqual({ secretName: 'shop-db', rotates: false });
  });

  test('nothing more without Reloader', () => {
    expect(bindingOn(Cluster.generic(VAULT), { variables })).toEqual({ secretName: 'shop-db', rotates: true });
  });

  test('a restart by Reloader for variables', () => {
    expect(bindingOn(Cluster.generic({ ...VAULT, reloader: true }), { variables }).annotations).toEqual({
      'secret.reloader.stakater.com/reload': 'shop-db',
    });
  });

  test.each<[string, CredentialUse | undefined]>([
    ['files, which change in place', {}],
    ['a task, which Reloader would run again', { variables, longRunning: false }],
  ])('no restart for %s', (_, use) => {
    expect(bindingOn(Cluster.generic({ ...VAULT, reloader: true }), use).annotations).toBeUndefined();
  });
});

describe('sealed', () => {
  const values = { user: 'shop', Pass_word: 'correct horse' };
  const SEALED = sealedManifest('shop', 'shop-db', values);
  const from = (manifest: object): SecretSource =>
    SecretSource.sealedManifests({ 'shop/shop-db': JSON.stringify(manifest) });
  const encryptedData = { user: expect.any(String), Pass_word: expect.any(String) };

  test('minimal', () => {
    const [object] = synthesized(build({ ...KEYS, source: from(SEALED) }));
    expect(object).toMatchSnapshot({ spec: { encryptedData } });
  });

  test('full: a wider scope, a type, a Secret that never changes', () => {
    const wide = sealedManifest('shop', 'shop-db', values, 'cluster-wide');
    const template = { type: 'kubernetes.io/basic-auth', immutable: true };
    const [object] = synthesized(build({ ...KEYS, source: from({ ...wide, spec: { ...wide.spec, template } }) }));
    expect(object).toMatchSnapshot({ spec: { encryptedData } });
  });

  test('a value sealed anew is a rollout of what reads it at start, and of nothing else', () => {
    const podsWith = (manifest: object, key: string, cluster = Cluster.generic()): unknown => {
      const chart = testChart(cluster);
      const credentials = build({ ...KEYS, source: from(manifest) })(chart);
      testWorkload(chart, 'api', { credentials: { VALUE: credentials.key(key) } });
      return Manifests.of(chart).resource('Deployment', 'api').spec.template.metadata.annotations;
    };
    const data = sealedManifest('shop', 'shop-db', values).spec.encryptedData as Record<string, string>;
    const renewed = {
      ...SEALED,
      spec: { encryptedData: { ...(SEALED.spec.encryptedData as object), user: data.user } },
    };
    expect(podsWith(SEALED, 'user')).toEqual({
      'tradewind.dev/sealed': expect.stringMatching(/^shop-db=[a-z0-9]{10}$/),
    });
    expect(podsWith(SEALED, 'user')).toEqual(podsWith(SEALED, 'user'));
    expect(podsWith(renewed, 'user')).not.toEqual(podsWith(SEALED, 'user'));
    expect(podsWith(renewed, 'Pass_word')).toEqual(podsWith(SEALED, 'Pass_word'));
    expect(podsWith(SEALED, 'user', Cluster.generic({ reloader: true }))).toBeUndefined();
  });
});

describe('mounted by the Secrets Store CSI driver', () => {
  const ID = '11111111-2222-3333-4444-555555555555';
  const TENANT = '99999999-8888-7777-6666-555555555555';
  const CSI = Cluster.aks({
    workloadIdentity: { tenantId: TENANT },
    secretSource: SecretSource.secretsStore('shop-kv', { identity: WorkloadIdentity.azure(ID) }),
  });

  test('minimal: no Secret for what nobody reads as a variable', () => {
    expect(synthesized(build(KEYS), CSI)).toMatchSnapshot();
  });

  test('full: a tenant of its own, and a Secret of the keys that are variables', () => {
    const identity = WorkloadIdentity.azure(ID, { tenantId: ID });
    const source = SecretSource.secretsStore('other-kv', { identity });
    const objects = synthesized((chart) => {
      const credentials = build({ ...KEYS, name: 'database', source })(chart);
      testWorkload(chart, 'api', { credentials: { USER: credentials.key('user') } });
      testWorkload(chart, 'worker', { credentials: { USER: credentials.key('user') } });
    }, CSI) as { kind: string }[];
    expect(objects.filter(({ kind }) => kind === 'SecretProviderClass')).toMatchSnapshot();
  });

  test('the list of objects is YAML in YAML, whatever the keys look like', () => {
    const keys = ['2024-01-01', 'on', 'tls.crt', '_', 'user'];
    const [object] = synthesized(build({ keys }), CSI) as { spec: { parameters: { objects: string } } }[];
    const { array } = parse(object.spec.parameters.objects) as { array: string[] };
    expect(array.map((text) => parse(text) as unknown)).toEqual(
      [...keys].sort().map((key) => ({
        objectName: `shop-db-${key === '_' ? '-' : key.replace('.', '-')}`,
        objectType: 'secret',
        objectAlias: key,
      })),
    );
  });

  test('what it asks of a workload: the mount, the identity; the Secret is there only meanwhile', () => {
    const chart = testChart(CSI);
    const credentials = build(KEYS)(chart);
    expect(credentials.existsOnlyWhileMounted).toBe(true);
    expect(build(KEYS)(testChart()).existsOnlyWhileMounted).toBe(false);
    expect(credentials.bindToWorkload(testWorkload(chart, 'api'))).toEqual({
      secretName: 'shop-db',
      rotates: true,
      noticesChanges: false,
      podLabels: { 'azure.workload.identity/use': 'true' },
      accountAnnotations: { 'azure.workload.identity/client-id': ID },
      volume: { driver: 'secrets-store.csi.k8s.io', attributes: { secretProviderClass: 'shop-db' } },
    });
  });

  test('a variable that comes after the bundle was rendered has no Secret to come from', () => {
    const chart = testChart(CSI);
    const credentials = build(KEYS)(chart);
    const workload = testWorkload(chart, 'api', { credentials: { USER: credentials.key('user') } });
    Testing.synth(chart);
    expect(() => credentials.bindToWorkload(workload, { variables: ['user'] })).not.toThrow();
    expect(() => credentials.bindToWorkload(workload, { variables: ['Pass_word'] })).toThrow(
      'test/shop/api: a variable from test/shop/shop-db came after that bundle was rendered',
    );
  });
});

test('of a Secret of cdk8s-plus any key may be used', () => {
  const chart = testChart();
  const source = Credentials.fromSecret(kplus.Secret.fromSecretName(chart, 'existing', 'theirs'));
  expect(source.secretName).toBe('theirs');
  expect(source.knownKeys).toBeUndefined();
  expect(source.bindToWorkload(chart)).toEqual({ secretName: 'theirs' });
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
