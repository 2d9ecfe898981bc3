import { Duration } from 'cdk8s';
import {
  Acknowledgements,
  Cluster,
  Controller,
  Credentials,
  SecretSource,
  WorkloadIdentity,
  type WorkloadProps,
  Peer,
} from '../../lib';
import { problems, warnings } from '../support/findings';
import { chartIn, controllerOf, podOf, workload } from '../support/workload';

const VAULT = { secretSource: SecretSource.keyVault('shop-kv') };

const JOB = Controller.job({ deadline: Duration.hours(1) });
const DATABASE = Peer.cidr('10.1.0.0/28', { port: 5432 });

function withCredentials(cluster: Cluster, props: Partial<WorkloadProps> = {}) {
  const chart = chartIn(cluster);
  const secrets = new Credentials(chart, 'secrets', { keys: ['key'] });
  return workload({ credentials: { K: secrets.key('key') }, ...props }, chart);
}

describe('credentials in variables', () => {
  test('are pointed out', () => {
    expect(warnings(withCredentials(Cluster.generic()))).toEqual([
      [
        'test/shop/api  credentials  [credentials-in-environment]',
        'got credentials in environment variables',
        'whoever can see a process sees its environment, and it does not change until the pod is restarted',
        '→ mount them where the program can read files: credentialFiles; or acknowledge it with the reason',
      ],
    ]);
  });

  test('that rotate need a restart, which nothing gives', () => {
    expect(warnings(withCredentials(Cluster.generic(VAULT)))).toContainEqual([
      'test/shop/api  credentials  [rotation-needs-restart]',
      'got secrets',
      'its values are read once, at the start of a pod, and the cluster declares nothing that restarts pods',
      '→ declare reloader on the cluster, or acknowledge that a rotation is followed by a restart by hand',
    ]);
  });

  test('that rotate are followed by a restart where the cluster has Reloader', () => {
    const made = withCredentials(Cluster.generic({ ...VAULT, reloader: true }));
    expect(warnings(made).map(([where]) => where)).toEqual([
      'test/shop/api  credentials  [credentials-in-environment]',
    ]);
    expect(controllerOf(made).metadata.annotations).toMatchObject({
      'secret.reloader.stakater.com/reload': 'secrets',
    });
  });

  test('of a task are read by a run of their own each time', () => {
    expect(warnings(withCredentials(Cluster.generic(VAULT), { controller: JOB }).connectTo(DATABASE))).toEqual([]);
  });
});

const ID = '11111111-2222-3333-4444-555555555555';

function mounted(rotation: boolean, reloader = false): Cluster {
  const identity = WorkloadIdentity.azure(ID);
  return Cluster.generic({
    reloader,
    workloadIdentity: { tenantId: ID },
    secretSource: SecretSource.secretsStore('shop-kv', { identity, rotation }),
  });
}

function withFiles(cluster: Cluster, props: Partial<WorkloadProps> = {}) {
  const chart = chartIn(cluster);
  return workload(
    { credentialFiles: { '/run/db': new Credentials(chart, 'secrets', { keys: ['key'] }) }, ...props },
    chart,
  );
}

describe('credentials as files', () => {
  test.each([
    ['of External Secrets', Cluster.generic(VAULT)],
    ['of a CSI driver that polls', mounted(true)],
  ])('%s change in place: nothing to warn of', (_, cluster) => {
    expect(warnings(withFiles(cluster))).toEqual([]);
  });

  test('of a CSI driver that does not poll stay as they were, Reloader or not', () => {
    const expected = [
      'test/shop/api  credentials  [rotation-needs-restart]',
      'got secrets',
      'nothing polls for changed values: files and variables stay as they were at the start of the pod',
      '→ turn on the rotation of the CSI driver and declare it: rotation: true; or acknowledge that a rotation is followed by a restart by hand',
    ];
    expect(warnings(withFiles(mounted(false)))).toEqual([expected]);
    expect(warnings(withFiles(mounted(false, true)))).toEqual([expected]);
    expect(warnings(withFiles(mounted(false), { controller: JOB }).connectTo(DATABASE))).toEqual([]);
    const made = withFiles(mounted(false));
    Acknowledgements.of(made).add({ id: 'rotation-needs-restart', reason: 'rotated twice a year, by hand' });
    expect(warnings(made)).toEqual([]);
  });
});

test('each reason to restart is given once, and about the bundles that it is true of', () => {
  const rotationsOf = (construct: ReturnType<typeof workload>) =>
    warnings(construct)
      .filter(([where]) => where.includes('rotation-needs-restart'))
      .map(([, bundles, rule]) => [bundles, rule.split(':')[0].split(',')[0]]);
  expect(rotationsOf(withCredentials(mounted(false)))).toEqual([['got secrets', 'nothing polls for changed values']]);
  const chart = chartIn(Cluster.generic(VAULT));
  const files = new Credentials(chart, 'files', { keys: ['key'] });
  const read = new Credentials(chart, 'read', { keys: ['key'] });
  const credentials = { K: read.key('key') };
  expect(rotationsOf(workload({ credentials, credentialFiles: { '/run/files': files } }, chart))).toEqual([
    ['got read', 'its values are read once'],
  ]);
});

describe('a Secret that exists only while a pod mounts it', () => {
  test('is not there for what may have no pods', () => {
    expect(problems(withCredentials(mounted(true, true), { replicas: 0 }))).toEqual([
      [
        'test/shop/api  replicas',
        'got 0, with variables from secrets',
        'the Secret exists only while a pod mounts the bundle: without pods there is none to start or scale with',
        '→ keep at least 1 pod, read the bundle as credentialFiles, or use a source whose Secret stays: SecretSource.keyVault(…)',
      ],
    ]);
  });

  test('does not matter for files, for pods that always run, for tasks and for other sources', () => {
    expect(problems(withFiles(mounted(true), { replicas: 0 }))).toEqual([]);
    expect(problems(withCredentials(mounted(true), { replicas: 1 }))).toEqual([]);
    expect(problems(withCredentials(mounted(true), { controller: Controller.cronJob('0 1 * * *') }))).toEqual([]);
    expect(problems(withCredentials(Cluster.generic(VAULT), { replicas: 0 }))).toEqual([]);
  });
});

test('a restart is for pods that run on: Reloader would run a task again', () => {
  const cluster = Cluster.generic({ ...VAULT, reloader: true });
  const annotationsOf = (controller: Controller) =>
    Object.keys(controllerOf(withCredentials(cluster, { controller })).metadata.annotations ?? {});
  const reload = 'secret.reloader.stakater.com/reload';
  expect(annotationsOf(Controller.statefulSet())).toContain(reload);
  expect(annotationsOf(Controller.job())).not.toContain(reload);
  expect(annotationsOf(Controller.cronJob('0 1 * * *'))).not.toContain(reload);
});

test('two bundles that rotate both restart the pods', () => {
  const chart = chartIn(Cluster.generic({ ...VAULT, reloader: true }));
  const [one, two] = ['one', 'two'].map((id) => new Credentials(chart, id, { keys: ['key'] }));
  const made = workload({ credentials: { ONE: one.key('key'), TWO: two.key('key') } }, chart);
  expect(controllerOf(made).metadata.annotations).toMatchObject({ 'secret.reloader.stakater.com/reload': 'one,two' });
  expect(podOf(made).volumes).toHaveLength(1);
});
