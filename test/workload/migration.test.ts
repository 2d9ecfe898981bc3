import { Duration } from 'cdk8s';
import {
  Acknowledgements,
  ApiService,
  Container,
  CredentialKey,
  Image,
  type KubernetesObject,
  Manifests,
  Migration,
  type MigrationOptions,
  Peer,
  Phase,
  Port,
  Probe,
  Redis,
} from '../../lib';
import { chartIn } from '../support/workload';

const DATABASE = Peer.cidr('10.1.0.4/32', { port: 5432 });

function service(options: MigrationOptions = {}, image = Image.of('r.example/api', '1.0.0')): ApiService {
  return new ApiService(chartIn(), 'api', {
    image,
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    migration: Migration.run(['/api', 'migrate'], { connectTo: [DATABASE], ...options }),
  });
}

function jobOf(api: ApiService) {
  const [job] = Manifests.of(api).objects('Job');
  return job;
}

test('is a Job named by its content, in a phase before the rest, without a time to live', () => {
  const api = service();
  const job = jobOf(api);
  expect(job.metadata.name).toMatch(/^api-migrate-[a-z0-9]{10}$/);
  expect(job.spec).toMatchObject({ backoffLimit: 3, activeDeadlineSeconds: 600 });
  expect(job.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  expect(job.spec.template.spec).toMatchObject({
    restartPolicy: 'Never',
    serviceAccountName: 'api-migrate',
    containers: [{ name: 'migrate', image: 'r.example/api:1.0.0', command: ['/api', 'migrate'] }],
  });
  const objects = (api.migration?.node.findAll() ?? []).filter((child) => 'phase' in child) as KubernetesObject[];
  expect(objects.map(({ kind, phase }) => [kind, phase])).toContainEqual(['Job', Phase.BEFORE]);
  expect(new Set(objects.map(({ phase }) => phase))).toEqual(new Set([Phase.BEFORE]));
});

test('is tried until a store of its environment has started', () => {
  const chart = chartIn();
  const api = new ApiService(chart, 'api', {
    image: Image.of('r.example/api', '1.0.0'),
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    migration: Migration.run(['/api', 'migrate'], { connectTo: [new Redis(chart, 'redis')] }),
  });
  expect(Manifests.of(chart).objects('Job')[0].spec).toMatchObject({ backoffLimit: 5, activeDeadlineSeconds: 600 });
  expect(api.migration?.name).toBe('api-migrate');
});

test('is made as it is said', () => {
  const job = jobOf(
    service({
      name: 'db-migrate',
      image: Image.of('r.example/tool', '2.0.0'),
      variables: { LEVEL: '3' },
      endpoints: { DB: DATABASE.address },
      deadline: Duration.minutes(30),
      retries: 0,
      restartInPlace: true,
      initContainers: [Container.of('wait', { image: Image.of('r.example/wait', '1.0.0') })],
      sidecars: [Container.of('proxy', { image: Image.of('r.example/proxy', '1.0.0') })],
      resources: { requests: { cpu: '1' } },
    }),
  );
  expect(job.metadata.name).toMatch(/^db-migrate-[a-z0-9]{10}$/);
  expect(job.spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 1800 });
  expect(job.spec.template.spec).toMatchObject({
    restartPolicy: 'OnFailure',
    initContainers: [{ name: 'proxy', restartPolicy: 'Always' }, { name: 'wait' }],
  });
  expect(job.spec.template.spec.containers[0]).toMatchObject({
    image: 'r.example/tool:2.0.0',
    resources: { requests: { cpu: '1' } },
    envFrom: [{ configMapRef: { name: expect.stringMatching(/^db-migrate-config-/) } }],
  });
});

describe('the name', () => {
  const name = (api: ApiService) => jobOf(api).metadata.name;

  test.each<[string, ApiService]>([
    ['another image', service({}, Image.of('r.example/api', '1.0.1'))],
    ['another command', service({ variables: { A: '1' } })],
    ['other resources', service({ resources: { limits: { cpu: '2' } } })],
  ])('changes with %s', (_, changed) => {
    expect(name(changed)).not.toBe(name(service()));
  });

  test('stays when an acknowledgement, an annotation or a label of the Job changes', () => {
    const changed = service();
    const job = changed.migration?.node.defaultChild as KubernetesObject;
    job.metadata.addAnnotation('example.com/note', 'changed');
    job.metadata.addLabel('team', 'trading');
    expect(name(changed)).toBe(name(service()));
  });

  test('stays when credentials in the environment are acknowledged', () => {
    const withKey = () => {
      const secret = { secretName: 's', bindToWorkload: () => ({ secretName: 's' }) };
      return service({ credentials: { URL: CredentialKey.of(secret, 'url') } });
    };
    const acknowledged = withKey();
    Acknowledgements.of(acknowledged).add({ id: 'credentials-in-environment', reason: 'it reads nothing else' });
    expect(name(acknowledged)).toBe(name(withKey()));
  });
});

test('reaches its peers and DNS, and nobody reaches it', () => {
  const manifests = Manifests.of(service());
  const job = manifests.objects('Job')[0].metadata.name;
  manifests.allows(job, '10.1.0.4/32', 5432);
  manifests.allows(job, 'dns', 53);
  manifests.denies(job, '10.1.0.16/28', 5432);
  manifests.denies(job, '10.1.0.1', 443);
  manifests.denies(job, 'api', 8080);
  manifests.denies('api', job, 8080);
  manifests.denies('api', '10.1.0.1', 5432);
});
