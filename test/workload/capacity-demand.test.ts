import {
  Cluster,
  Container,
  type ContainerOptions,
  Controller,
  Image,
  Scaling,
  VerticalScaling,
  Volume,
  type WorkloadProps,
} from '../../lib';
import { capacityDemand } from '../../lib/workload/capacity-demand';
import { planWorkload } from '../../lib/workload/workload-plan';
import { chartIn, IMAGE } from '../support/workload';

const MEBIBYTE = 2 ** 20;

const CLUSTER = Cluster.generic({ verticalPodAutoscaler: true });

function demandOf(props: Partial<WorkloadProps>) {
  return capacityDemand(planWorkload(chartIn(), 'api', { image: IMAGE, ...props }), CLUSTER);
}

test.each<[string, Partial<WorkloadProps>, number]>([
  ['two pods, one of a surge, two that terminate', {}, 5],
  ['ten pods at the maximum, one of a surge, ten that terminate', { scaling: Scaling.pods({ min: 2, max: 10 }) }, 21],
  ['as many for a scaler made elsewhere', { scaledElsewhere: { min: 0, max: 10 } }, 21],
  [
    'a surge of a quarter, rounded up',
    { replicas: 10, controller: Controller.deployment({ maxSurge: '25%' }) },
    10 + 3 + 10,
  ],
  ['a StatefulSet without a surge', { controller: Controller.statefulSet(), replicas: 3 }, 6],
  ['a task, and the one of the run before', { controller: Controller.job() }, 2],
  ['a workload of no pods, which may be switched on', { replicas: 0 }, 3],
])('%s', (_, props, pods) => {
  expect(demandOf(props).pods).toBe(pods);
});

test('a pod takes what its containers take together, or its largest init container', () => {
  const container = (name: string, cpu: string): Container =>
    Container.of(name, {
      image: Image.of('registry.example/tool', '1'),
      resources: { requests: { cpu }, limits: { cpu } },
    });
  const settings = { resources: { requests: { cpu: '200m' }, limits: { cpu: '1' } } };
  expect(demandOf({ settings, sidecars: [container('side', '300m')] }).pod).toMatchObject({
    cpuRequest: 0.5,
    cpuLimit: 1.3,
  });
  expect(demandOf({ settings, initContainers: [container('init', '3')] }).pod).toMatchObject({
    cpuRequest: 3,
    cpuLimit: 3,
  });
});

test('a native sidecar runs beside the init containers after it, of a task by default', () => {
  const container = (name: string, cpu: string, options: Partial<ContainerOptions> = {}): Container =>
    Container.of(name, {
      image: Image.of('registry.example/tool', '1'),
      resources: { requests: { cpu }, limits: { cpu } },
      ...options,
    });
  const props = {
    settings: { resources: { requests: { cpu: '1' }, limits: { cpu: '1' } } },
    sidecars: [container('proxy', '300m')],
    initContainers: [container('schema', '2')],
  };
  expect(demandOf({ ...props, controller: Controller.job() }).pod).toMatchObject({ cpuRequest: 2.3, cpuLimit: 2.3 });
  expect(demandOf(props).pod).toMatchObject({ cpuRequest: 2, cpuLimit: 2 });
  const before = [container('certificates', '2', { beforeSidecars: true })];
  expect(demandOf({ ...props, initContainers: before, controller: Controller.job() }).pod.cpuRequest).toBe(2);
});

test('each pod of a StatefulSet claims for itself', () => {
  const volumes = { '/data': Volume.claim('data', { size: '10Gi' }) };
  expect(demandOf({ controller: Controller.statefulSet(), replicas: 3, volumes })).toMatchObject({
    claims: 3,
    claimedBytes: 3 * 10 * 2 ** 30,
  });
});

describe('what a VerticalPodAutoscaler may make of a pod', () => {
  const settings = {
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
  };
  const podOf = (verticalScaling?: VerticalScaling) => demandOf({ settings, verticalScaling }).pod;
  const before = podOf();

  test('counts at its largest, and limits keep their proportion', () => {
    const pod = podOf(VerticalScaling.recreate({ memory: { min: '128Mi', max: '2Gi' }, cpu: { max: '1' } }));
    expect(pod).toEqual({
      ...before,
      memoryRequest: 2048 * MEBIBYTE,
      memoryLimit: 4096 * MEBIBYTE,
      cpuRequest: 1,
      cpuLimit: 2,
    });
  });

  test('of a sidecar, too', () => {
    const sidecars = [Container.of('proxy', { image: Image.of('registry.example/proxy', '1') })];
    const verticalScaling = VerticalScaling.recreate({ containers: { proxy: { memory: { max: '1Gi' } } } });
    const grown = demandOf({ settings, sidecars, verticalScaling }).pod;
    expect(grown.memoryRequest - demandOf({ settings, sidecars }).pod.memoryRequest).toBe((1024 - 128) * MEBIBYTE);
  });

  test.each([
    ['that only recommends', VerticalScaling.recommendOnly({ memory: { max: '2Gi' } })],
    ['below what it has already', VerticalScaling.recreate({ memory: { max: '64Mi' } })],
  ])('counts nothing where it is one %s', (_what, verticalScaling) => {
    expect(podOf(verticalScaling)).toEqual(before);
  });

  test('counts nothing where the cluster has none', () => {
    const props = { image: IMAGE, settings, verticalScaling: VerticalScaling.recreate({ memory: { max: '2Gi' } }) };
    expect(capacityDemand(planWorkload(chartIn(), 'api', props), Cluster.generic()).pod).toEqual(before);
  });
});
