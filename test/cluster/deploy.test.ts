import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import {
  ApiService,
  Cluster,
  Controller,
  Credentials,
  Environment,
  HelmChart,
  Identity,
  Migration,
  NamespaceChart,
  Platform,
  Port,
  Probe,
  Redis,
  System,
  Workload,
} from '../../lib';
import { describeWithTool } from '../checkers/tool';
import { only } from '../rendered/manifest';
import { withPods } from '../rendered/synthesize';
import { temporaryFolder } from '../rendered/temporary';
import { synthesize } from '../support/synth';
import { IMAGE } from '../support/workload';
import { describeOnCluster } from './support/clusters';
import { execute } from './support/kubectl';
import { claim, release } from './support/namespace';
import { provideVolumes } from './support/volumes';

const NAMESPACE = 'deploys';
const CLUSTER = Cluster.generic({ storageClass: 'tradewind-by-hand' });
const API = {
  image: IMAGE,
  ports: [Port.http(8080)],
  readiness: Probe.http('/ready'),
  liveness: Probe.http('/live'),
};

/** What an environment named `name` of the system `deploys` writes. */
function rendered(fill: (chart: NamespaceChart) => void, name = 'prod', cluster = CLUSTER): string {
  const outdir = temporaryFolder('dist');
  const platform = new Platform({ name: NAMESPACE, outdir });
  fill(new NamespaceChart(new Environment(platform, name, { cluster }), NAMESPACE));
  expect(synthesize(platform).exitCode).toBeUndefined();
  return join(outdir, NAMESPACE, name);
}

/** A store, and a service whose migration needs it. */
function migrated(chart: NamespaceChart): void {
  const redis = new Redis(chart, 'redis');
  new ApiService(chart, 'api', {
    ...API,
    migration: Migration.run(['/migrate'], { endpoints: { REDIS: redis.url() } }),
  });
}

/** The same folder, whose script waits a few seconds only. */
function impatient(folder: string): string {
  const script = join(folder, 'deploy.sh');
  writeFileSync(script, readFileSync(script, 'utf8').replace(/^((?:rollout|job) \S+ \S+) \d+/gm, '$1 4'), {
    mode: 0o755,
  });
  return folder;
}

describeOnCluster('deploy.sh', (kubectl) => {
  let removeVolumes: (() => Promise<void>) | undefined;

  beforeEach(() => claim(kubectl, NAMESPACE));
  afterEach(async () => {
    await release(kubectl, NAMESPACE);
    await removeVolumes?.();
    removeVolumes = undefined;
  });

  const live = (kind: string) => kubectl.list(NAMESPACE, kind);
  const secondsOf = (text: unknown) => Date.parse(String(text)) / 1000;
  const createdAt = ({ metadata }: { metadata: object }) =>
    (metadata as { creationTimestamp: string }).creationTimestamp;

  describe('of a system whose migration needs its store', () => {
    test('has the store ready before the migration begins, on an empty cluster', async () => {
      const folder = rendered(migrated);
      removeVolumes = await provideVolumes(kubectl, folder);
      expect(await kubectl.deploy(folder)).toMatchObject({ code: 0 });
      const store = (await live('pods')).find(({ metadata }) => metadata.name === 'redis-0');
      const ready = store?.status.conditions.find(({ type }: { type: string }) => type === 'Ready');
      const job = only(await live('jobs'), 'Job');
      expect(secondsOf(createdAt(job))).toBeGreaterThanOrEqual(secondsOf(ready.lastTransitionTime));
      expect(secondsOf(createdAt(only(await live('deployments'), 'Deployment')))).toBeGreaterThanOrEqual(
        secondsOf(job.status.completionTime),
      );
      expect(await kubectl.deploy(folder)).toMatchObject({ code: 0 });
    });

    test('starts no migration while the store is not ready', async () => {
      const folder = impatient(withPods(rendered(migrated), 'StatefulSet', 'unready'));
      removeVolumes = await provideVolumes(kubectl, folder);
      const { code, stderr } = await kubectl.deploy(folder);
      expect(stderr).toContain('statefulset/redis in deploys is not rolled out');
      expect(code).toBe(1);
      expect(await live('jobs,deployments')).toEqual([]);
    });
  });

  test('refuses the namespace of another environment, and changes nothing in it', async () => {
    const service = (chart: NamespaceChart) => void new ApiService(chart, 'api', API);
    expect(await kubectl.deploy(rendered(service, 'prod'))).toMatchObject({ code: 0 });
    const before = only(await live('deployments'), 'Deployment').metadata;
    const { code, stderr } = await kubectl.deploy(
      rendered((chart) => void new ApiService(chart, 'api', { ...API, replicas: 3 }), 'dev'),
    );
    expect(stderr).toContain(
      'namespace deploys in this cluster belongs to deploys/prod, and this script deploys deploys/dev',
    );
    expect(code).toBe(1);
    expect(only(await live('deployments'), 'Deployment').metadata).toEqual(before);
  });

  test('takes over a namespace that carries no labels', async () => {
    await kubectl.run('create', 'namespace', NAMESPACE);
    const folder = rendered((chart) => void new ApiService(chart, 'api', API));
    expect(await kubectl.deploy(folder)).toMatchObject({ code: 0 });
  });

  test('stops at a selector that cannot change, before the default deny cuts off the running pods', async () => {
    await kubectl.run('create', 'namespace', NAMESPACE);
    await kubectl.run('-n', NAMESPACE, 'create', 'deployment', 'api', '--image=registry.example/api:1', '--replicas=1');
    const folder = rendered((chart) => {
      new ApiService(chart, 'api', { ...API, identity: Identity.of({ selector: { service: 'api' } }) });
    });
    const { code, stderr } = await kubectl.deploy(folder, { TRADEWIND_APPLY_FLAGS: '--force-conflicts' });
    expect(stderr).toContain('field is immutable');
    expect(stderr).toContain('stopped: nothing was applied');
    expect(code).toBe(1);
    expect(await live('networkpolicies,resourcequotas')).toEqual([]);
  });

  test('lists at the start what the cluster lacks, and goes on where pods only wait for it', async () => {
    const folder = rendered((chart) => {
      const secrets = new Credentials(chart, 'database', { keys: ['password', 'url'] });
      new ApiService(chart, 'api', { ...API, credentialFiles: { '/secrets': secrets } });
    });
    const first = await kubectl.deploy(folder);
    expect(first.stderr).toContain(
      'deploys/prod needs, and this cluster does not have:\n  Secret deploys/database with keys password, url\n',
    );
    expect(first.code).toBe(0);
    await kubectl.run('-n', NAMESPACE, 'create', 'secret', 'generic', 'database', '--from-literal=url=u');
    expect((await kubectl.deploy(folder)).stderr).toContain('Secret deploys/database with keys password, url\n');
    await kubectl.run('-n', NAMESPACE, 'delete', 'secret', 'database');
    const all = ['--from-literal=url=u', '--from-literal=password=p'];
    await kubectl.run('-n', NAMESPACE, 'create', 'secret', 'generic', 'database', ...all);
    expect((await kubectl.deploy(folder)).stderr).not.toContain('does not have');
  });

  test('stops before the first write where a kind is missing', async () => {
    const folder = rendered((chart) => void new ApiService(chart, 'api', API));
    const script = join(folder, 'deploy.sh');
    writeFileSync(
      script,
      readFileSync(script, 'utf8').replace(
        'lacking\n',
        'kinds a.example/v1/Widget\nserves a.example/v1/Widget\nlacking\n',
      ),
    );
    const { code, stderr } = await kubectl.deploy(folder);
    expect(stderr).toContain('the kind a.example/v1/Widget: install its CustomResourceDefinition and its controller');
    expect(code).toBe(1);
    expect(await kubectl.run('get', 'namespace', NAMESPACE, '--ignore-not-found')).toBe('');
  });

  test('a Job that its time to live has removed while another one ran is a success', async () => {
    const job = (chart: NamespaceChart, id: string, keep: Duration): void => {
      const controller = Controller.job({ keep, deadline: Duration.seconds(20) });
      new Workload(chart, id, { image: IMAGE, command: ['true'], controller });
    };
    const folder = rendered((chart) => {
      job(chart, 'a', Duration.minutes(10));
      job(chart, 'b', Duration.seconds(1));
    });
    const { code, stderr } = await kubectl.deploy(withoutHurry(folder));
    expect([code, stderr]).toEqual([0, expect.any(String)]);
  });
});

/** The same folder, whose script looks at the second Job once it is gone. */
function withoutHurry(folder: string): string {
  const script = join(folder, 'deploy.sh');
  // One that is gone already is no reason to stop.
  const gone = 'kube -n deploys wait --for=delete job/$2 --timeout=30s || true';
  writeFileSync(script, readFileSync(script, 'utf8').replace(/^(job deploys (b-\S+) .*)$/m, `${gone}\n$1`), {
    mode: 0o755,
  });
  return folder;
}

describeWithTool('helm', () =>
  describeOnCluster('the chart of a system whose migration needs its store', (kubectl) => {
    const RELEASE = 'deploys';
    let chart: string;
    let removeVolumes: () => Promise<void>;
    const helm = (...args: string[]) =>
      execute('helm', ['-n', 'default', ...args], { ...process.env, KUBECONFIG: kubectl.kubeconfig });

    beforeAll(async () => {
      const outdir = temporaryFolder('helm');
      const system = new System({
        name: NAMESPACE,
        environments: { prod: { cluster: CLUSTER, settings: { level: 'info' } } },
        composition: {
          compose: (environment: Environment, { level }: { level: string }) => {
            const scope = new NamespaceChart(environment, NAMESPACE);
            const redis = new Redis(scope, 'redis');
            new ApiService(scope, 'api', {
              ...API,
              variables: { LEVEL: level },
              migration: Migration.run(['/migrate'], { endpoints: { REDIS: redis.url() } }),
            });
          },
        },
      });
      synthesize({ synth: () => new HelmChart({ system, version: '0.1.0', outdir }).write() });
      chart = join(outdir, NAMESPACE, 'helm', NAMESPACE);
      await claim(kubectl, NAMESPACE);
      removeVolumes = await provideVolumes(kubectl, rendered(migrated));
    });
    afterAll(async () => {
      await helm('uninstall', RELEASE, '--ignore-not-found');
      await release(kubectl, NAMESPACE);
      await removeVolumes();
    });

    test('makes the store before the migration at the first installation, and owns it in upgrades', async () => {
      expect(await helm('install', RELEASE, chart, '--timeout', '60s')).toMatchObject({ code: 0 });
      const created = (object: { metadata: object }) =>
        Date.parse((object.metadata as { creationTimestamp: string }).creationTimestamp);
      const store = only(await kubectl.list(NAMESPACE, 'statefulsets'), 'StatefulSet');
      const job = only(await kubectl.list(NAMESPACE, 'jobs'), 'Job');
      expect(created(store)).toBeLessThanOrEqual(created(job));
      const policies = (await kubectl.list(NAMESPACE, 'networkpolicies')).filter(({ metadata }) =>
        ['redis', 'api-migrate'].includes(String(metadata.name)),
      );
      expect(policies).toHaveLength(2);
      policies.forEach((policy) => expect(created(policy)).toBeLessThanOrEqual(created(job)));
      expect(await helm('upgrade', RELEASE, chart, '--timeout', '60s', '--set', 'level=debug')).toMatchObject({
        code: 0,
      });
      const after = only(await kubectl.list(NAMESPACE, 'statefulsets'), 'StatefulSet');
      expect((after.metadata as unknown as { uid: string }).uid).toBe(
        (store.metadata as unknown as { uid: string }).uid,
      );
      expect((await helm('get', 'manifest', RELEASE)).stdout).toContain('kind: StatefulSet');
    });
  }),
);
