import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Acknowledgements,
  Cluster,
  Credentials,
  Manifests,
  Migration,
  SecretSource,
  User,
  WorkloadIdentity,
  type WorkloadProps,
} from '../../lib';
import { problems, warnings } from '../support/findings';
import { synthesized } from '../support/trees';
import { chartIn, IMAGE, manifestsOf, podOf, templateOf, workload } from '../support/workload';

const ID = '11111111-2222-3333-4444-555555555555';
const OTHER = '22222222-3333-4444-5555-666666666666';
const TENANT = '99999999-8888-7777-6666-555555555555';
const IDENTITY = WorkloadIdentity.azure(ID);
const LOGIN = { tenantId: TENANT, loginCidrs: ['20.190.128.0/18'] };
const CLUSTER = Cluster.generic({ workloadIdentity: LOGIN });

function made(props: Partial<WorkloadProps> = {}, cluster = CLUSTER) {
  return workload({ workloadIdentity: IDENTITY, ...props }, chartIn(cluster));
}

test('label, annotation and subject are one thing', () => {
  const cluster = Cluster.generic({ workloadIdentity: { ...LOGIN, issuer: 'https://oidc.example.com/1/' } });
  const api = made({}, cluster);
  expect(templateOf(api).metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
  expect(api.federatedSubject).toBe('system:serviceaccount:shop:api');
  expect(manifestsOf(api).resource('ServiceAccount', 'api')).toMatchObject({
    metadata: {
      annotations: {
        'azure.workload.identity/client-id': ID,
        'tradewind.dev/federated-issuer': 'https://oidc.example.com/1/',
        'tradewind.dev/federated-subject': 'system:serviceaccount:shop:api',
      },
    },
    automountServiceAccountToken: false,
  });
  expect(podOf(api)).toMatchObject({ serviceAccountName: 'api', automountServiceAccountToken: false });
});

test('the label never stands among those that select the pods', () => {
  const { spec } = manifestsOf(made()).resource('Deployment', 'api');
  expect(spec.selector.matchLabels).not.toHaveProperty('azure.workload.identity/use');
});

test('without an identity there is no trace of one', () => {
  const api = workload({}, chartIn(CLUSTER));
  expect(api.federatedSubject).toBeUndefined();
  expect(JSON.stringify(Testing.synth(Chart.of(api)))).not.toMatch(/azure|federated/);
});

test('the same twice', () => {
  synthesized((chart) => workload({ workloadIdentity: IDENTITY }, chart), CLUSTER);
});

describe('the way to the login', () => {
  const hostname = Cluster.aks({ hostnameFiltering: true, workloadIdentity: { tenantId: TENANT } });

  test('is open to whoever exchanges a token, by address', () => {
    const { egress } = manifestsOf(made()).resource('NetworkPolicy', 'api').spec;
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '20.190.128.0/18' } }],
      ports: [{ port: 443, protocol: 'TCP' }],
    });
  });

  test('is open by name where the cluster filters names', () => {
    const { egress } = manifestsOf(made({}, hostname)).resource('CiliumNetworkPolicy', 'api').spec;
    expect(egress).toContainEqual({
      toFQDNs: [{ matchName: 'login.microsoftonline.com' }],
      toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
    });
  });

  test('stays closed to a pod whose vault the CSI driver reads, from its own pods', () => {
    const chart = chartIn(CLUSTER);
    const source = SecretSource.secretsStore('shop-kv', { identity: IDENTITY, rotation: true });
    const bundle = new Credentials(chart, 'db', { keys: ['user'], source });
    const api = workload({ credentialFiles: { '/run/db': bundle } }, chart);
    expect(templateOf(api).metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
    expect(manifestsOf(api).resource('ServiceAccount', 'api').metadata.annotations).toEqual({
      'azure.workload.identity/client-id': ID,
      'tradewind.dev/federated-subject': 'system:serviceaccount:shop:api',
    });
    expect(manifestsOf(api).resource('NetworkPolicy', 'api').spec.egress).toHaveLength(1);
  });
});

test('a migration has an account, and so a subject, of its own', () => {
  const chart = chartIn(CLUSTER);
  const migration = Migration.run(['migrate'], { workloadIdentity: IDENTITY })._bind(chart, {
    name: 'api',
    image: IMAGE,
    user: User.nonRoot(),
    settings: undefined,
  });
  expect(migration.federatedSubject).toBe('system:serviceaccount:shop:api-migrate');
});

describe('an account that exists', () => {
  const api = (chart: Chart, serviceAccount: kplus.IServiceAccount) =>
    workload({ workloadIdentity: IDENTITY, serviceAccount }, chart);

  test('stands for the identity with its annotation', () => {
    const chart = chartIn(CLUSTER);
    const annotations = { 'azure.workload.identity/client-id': ID };
    const made = api(chart, new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'theirs', annotations } }));
    expect(problems(made)).toEqual([]);
    expect(warnings(made)).toEqual([]);
    expect(made.federatedSubject).toBe('system:serviceaccount:shop:theirs');
  });

  test.each([
    ['without it', {}],
    ['with that of another', { annotations: { 'azure.workload.identity/client-id': OTHER } }],
  ])('is refused %s', (_, metadata) => {
    const chart = chartIn(CLUSTER);
    const account = new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'theirs', ...metadata } });
    expect(problems(api(chart, account))).toEqual([
      [
        'test/shop/api  serviceAccount',
        'got theirs, without azure.workload.identity/client-id',
        'an account stands for an identity only with its annotation: the cloud would refuse the token of the pod',
        `→ annotate it with azure.workload.identity/client-id: ${ID}; or leave serviceAccount out`,
      ],
    ]);
  });

  test('may be annotated after the workload was made', () => {
    const chart = chartIn(CLUSTER);
    const account = new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'theirs' } });
    const made = api(chart, account);
    account.metadata.addAnnotation('azure.workload.identity/client-id', ID);
    expect(problems(made)).toEqual([]);
  });

  test('elsewhere cannot be seen, which is pointed out', () => {
    const chart = chartIn(CLUSTER);
    const made = api(chart, kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'theirs'));
    expect(warnings(made)).toEqual([
      [
        'test/shop/api  serviceAccount  [workload-identity-unseen]',
        'got theirs, which is not part of this tree',
        'an account stands for an identity only with its annotation, which cannot be seen here',
        `→ see that it carries azure.workload.identity/client-id: ${ID}, and acknowledge it; or leave serviceAccount out`,
      ],
    ]);
    Acknowledgements.of(made).add({ id: 'workload-identity-unseen', reason: 'the platform team annotates it' });
    expect(warnings(made)).toEqual([]);
  });
});

test('one identity a pod', () => {
  const chart = chartIn(CLUSTER);
  const source = SecretSource.secretsStore('shop-kv', { identity: WorkloadIdentity.azure(OTHER), rotation: true });
  const bundle = new Credentials(chart, 'db', { keys: ['user'], source });
  const api = workload({ workloadIdentity: IDENTITY, credentialFiles: { '/run/db': bundle } }, chart);
  expect(problems(api)).toEqual([
    [
      'test/shop/api  workloadIdentity',
      `got ${ID}, and ${OTHER} for db`,
      'a pod has one account, and an account stands for one identity',
      '→ let one identity read the vault and do the rest, or split the workload',
    ],
  ]);
});

test('a cluster that declares no workload identity', () => {
  expect(problems(made({}, Cluster.generic()))).toEqual([
    [
      'test/shop/api  workloadIdentity',
      `got the identity ${ID}`,
      'the cluster declares no workload identity: nothing would exchange the token of a pod',
      "→ declare workloadIdentity: { tenantId: '…' } on the cluster",
    ],
  ]);
});

test('a chart without a namespace', () => {
  const chart = new Chart(chartIn(CLUSTER), 'homeless', { namespace: undefined });
  const api = workload({ workloadIdentity: IDENTITY }, chart);
  expect(api.federatedSubject).toBeUndefined();
  expect(problems(api)).toEqual([
    [
      'test/shop/homeless/api  workloadIdentity',
      'got an identity, in a chart without a namespace',
      'the federated credential names the namespace of the account',
      '→ give the chart its namespace',
    ],
  ]);
});

test('nothing of it needs the API server', () => {
  expect(Manifests.of(Chart.of(made())).objects('Role')).toEqual([]);
});
