import { Container, Controller, Image, Scaling, Volume, type WorkloadProps } from '../../lib';
import { capacityDemand } from '../../lib/workload/capacity-demand';
import { planWorkload } from '../../lib/workload/workload-plan';
import { chartIn, IMAGE } from '../support/workload';

function demandOf(props: Partial<WorkloadProps>) {
  return capacityDemand(planWorkload(chartIn(), 'api', { image: IMAGE, ...props }));
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

test('each pod of a StatefulSet claims for itself', () => {
  const volumes = { '/data': Volume.claim('data', { size: '10Gi' }) };
  expect(demandOf({ controller: Controller.statefulSet(), replicas: 3, volumes })).toMatchObject({
    claims: 3,
    claimedBytes: 3 * 10 * 2 ** 30,
  });
});
