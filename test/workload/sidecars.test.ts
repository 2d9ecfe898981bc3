import { Duration } from 'cdk8s';
import {
  ApiService,
  Cluster,
  Container,
  type ContainerOptions,
  Controller,
  Migration,
  Port,
  Probe,
  QueueScaling,
  ScalingTrigger,
  WorkerWithKeda,
  Workload,
  type WorkloadProps,
} from '../../lib';
import { PolicyResource } from '../../lib/policy/policy-resource';
import { problems, warnings } from '../support/findings';
import { chartIn, controllerOf, IMAGE, manifestsOf, podOf, workload } from '../support/workload';

const of = (name: string, options: Partial<ContainerOptions> = {}): Container =>
  Container.of(name, { image: IMAGE, ...options });
const names = (containers: readonly { name: string; restartPolicy?: string }[] = []): string[] =>
  containers.map(({ name, restartPolicy }) => (restartPolicy === undefined ? name : `${name} ${restartPolicy}`));
const deadline = Duration.hours(1);

describe.each([
  ['a Job', Controller.job({ deadline })],
  ['a CronJob', Controller.cronJob('0 3 * * *', { deadline })],
])('%s', (_kind, controller) => {
  test('completes although its sidecar runs on: it is a native one', () => {
    const made = workload({ controller, sidecars: [of('proxy', { args: ['--port=5432'] })] });
    expect(names(podOf(made).containers)).toEqual(['api']);
    expect(podOf(made).initContainers).toMatchObject([
      { name: 'proxy', restartPolicy: 'Always', args: ['--port=5432'], resources: { requests: { cpu: '100m' } } },
    ]);
    expect([...problems(made), ...warnings(made)]).toEqual([]);
  });

  test('may wait for a sidecar that ends by itself', () => {
    const made = workload({ controller, sidecars: [of('upload', { nativeSidecar: false })] });
    expect(names(podOf(made).containers)).toEqual(['api', 'upload']);
    expect(podOf(made).initContainers).toBeUndefined();
  });
});

test('a ScaledJob and a migration have native sidecars, too', () => {
  const worker = new WorkerWithKeda(chartIn(Cluster.generic({ keda: {} })), 'worker', {
    image: IMAGE,
    scaling: QueueScaling.pods({ min: 0, max: 3 })
      .on(ScalingTrigger.cron({ start: '0 8 * * *', end: '0 9 * * *', pods: 2 }))
      .asJobs(),
    longestTask: Duration.minutes(5),
    sidecars: [of('proxy')],
  });
  const { spec } = controllerOf(worker).spec.jobTargetRef.template;
  expect([names(spec.initContainers), names(spec.containers)]).toEqual([['proxy Always'], ['worker']]);
  const api = new ApiService(chartIn(), 'api', {
    image: IMAGE,
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    migration: Migration.run(['migrate'], { sidecars: [of('proxy')] }),
  });
  const [job] = manifestsOf(api).objects('Job');
  expect(names(job.spec.template.spec.initContainers)).toEqual(['proxy Always']);
});

test('a service has sidecars beside its container, unless it asks for native ones', () => {
  const made = workload({ sidecars: [of('exporter'), of('proxy', { nativeSidecar: true })] });
  expect(names(podOf(made).containers)).toEqual(['api', 'exporter']);
  expect(names(podOf(made).initContainers)).toEqual(['proxy Always']);
});

test('init containers run once the native sidecars have started, but for those that prepare them', () => {
  const made = workload({
    controller: Controller.job({ deadline }),
    initContainers: [of('schema'), of('certificates', { beforeSidecars: true })],
    sidecars: [of('proxy', { startup: Probe.exec(['/started']) }), of('logs')],
  });
  expect(names(podOf(made).initContainers)).toEqual(['certificates', 'proxy Always', 'logs Always', 'schema']);
  expect(podOf(made).initContainers[1].startupProbe).toMatchObject({ exec: { command: ['/started'] } });
  expect(problems(made)).toEqual([]);
});

describe('what looks at the containers of a pod sees native sidecars as containers that run', () => {
  const props: Partial<WorkloadProps> = {
    ports: [Port.http(8080)],
    readiness: Probe.exec(['/ready']),
    sidecars: [
      of('proxy', {
        nativeSidecar: true,
        ports: [Port.metrics(9100)],
        readiness: Probe.tcp(),
        liveness: Probe.exec(['/live']),
      }),
    ],
  };

  test('probes and ports are asked as of any container', () => {
    const made = workload(props);
    expect(problems(made)).toEqual([]);
    expect(podOf(made).initContainers[0]).toMatchObject({
      readinessProbe: { tcpSocket: { port: 'metrics' } },
      livenessProbe: { exec: { command: ['/live'] } },
      ports: [{ name: 'metrics', containerPort: 9100 }],
    });
    expect(made.ports.map(({ name }) => name)).toEqual(['http', 'metrics']);
  });

  test('an autoscaler divides by their requests, too', () => {
    expect(Object.keys(workload(props).containerRequests ?? {})).toEqual(['api', 'proxy']);
  });

  test('policies know that they do not end, and that init containers do', () => {
    const made = workload({ ...props, initContainers: [of('init', { ports: [Port.tcp('once', 7000)] })] });
    const resource = PolicyResource._of(controllerOf(made));
    expect(resource.containers.map(({ name, isInit }) => [name, isInit])).toEqual([
      ['proxy', false],
      ['init', true],
      ['api', false],
    ]);
    expect([...(resource._facts?.ports ?? [])]).toEqual([9100, 'metrics', 8080, 'http']);
  });

  test('checkers do not ask init containers for probes: there is no exception to write', () => {
    const { metadata } = controllerOf(workload({ ...props, sidecars: [of('proxy', { nativeSidecar: true })] }));
    expect(metadata.annotations ?? {}).not.toHaveProperty(['tradewind.dev/sidecar-readiness']);
  });

  test('their volumes are volumes of the pod', () => {
    expect(manifestsOf(workload(props)).objects('Deployment')[0].spec.template.spec.volumes).toContainEqual(
      expect.objectContaining({ name: 'proxy-tmp' }),
    );
  });
});

test('a workload in a plain chart has them as well', () => {
  const made = new Workload(chartIn(), 'import', {
    image: IMAGE,
    controller: Controller.job({ deadline }),
    sidecars: [of('proxy')],
  });
  expect(names(podOf(made).initContainers)).toEqual(['proxy Always']);
});
