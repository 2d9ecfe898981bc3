import { Duration } from 'cdk8s';
import {
  Acknowledgements,
  Cluster,
  Container,
  type ContainerOptions,
  Controller,
  Probe,
  VerticalScaling,
} from '../../lib';
import { expectProblem, problems, warnings } from '../support/findings';
import { chartIn, IMAGE, workload } from '../support/workload';

const of = (name: string, options: Partial<ContainerOptions> = {}): Container =>
  Container.of(name, { image: IMAGE, ...options });
const JOB = Controller.job({ deadline: Duration.hours(1) });
const on = (kubernetesVersion: string) => chartIn(Cluster.generic({ kubernetesVersion }));

describe('on a cluster older than Kubernetes 1.29', () => {
  test('a task has no sidecars', () => {
    expectProblem(workload({ controller: JOB, sidecars: [of('proxy')] }, on('1.28')), [
      'test/shop/api  sidecars[0]',
      'got "proxy", in a Job, on Kubernetes 1.28',
      'a task with a container that runs on never completes; native sidecars, which do not count, need Kubernetes 1.29',
      '→ declare the version that the cluster runs: kubernetesVersion; or leave the sidecar out; or, if it ends by itself, set nativeSidecar: false',
    ]);
  });

  test('a service has no native sidecars', () => {
    expectProblem(workload({ sidecars: [of('proxy', { nativeSidecar: true })] }, on('1.28')), [
      'test/shop/api  sidecars[0]',
      'got "proxy", a native sidecar, on Kubernetes 1.28',
      'native sidecars need Kubernetes 1.29: an older one waits for the end of the container',
      '→ leave out nativeSidecar, or declare the version that the cluster runs: kubernetesVersion',
    ]);
  });

  test('a service may have others', () => {
    expect(problems(workload({ sidecars: [of('proxy')] }, on('1.28')))).toEqual([]);
  });
});

test('from 1.29 on there are native sidecars', () => {
  expect(problems(workload({ controller: JOB, sidecars: [of('proxy')] }, on('1.29')))).toEqual([]);
});

test('a sidecar of a task that has to end by itself is a warning, to be acknowledged', () => {
  const made = workload({ controller: JOB, sidecars: [of('upload', { nativeSidecar: false })] });
  expect(problems(made)).toEqual([]);
  expect(warnings(made)).toEqual([
    [
      'shop/api  sidecars[0].nativeSidecar  [task-waits-for-sidecar]',
      'got false, for "upload" in a Job',
      'a task completes when all of its containers have ended: one that runs on keeps it until its deadline',
      '→ leave nativeSidecar out; or, if the sidecar ends by itself, acknowledge it with the reason',
    ],
  ]);
});

test('once acknowledged it is silent', () => {
  const made = workload({ controller: JOB, sidecars: [of('upload', { nativeSidecar: false })] });
  Acknowledgements.of(made).add({ id: 'task-waits-for-sidecar', reason: 'it ends after the last file' });
  expect(warnings(made)).toEqual([]);
});

test.each(['readiness', 'liveness', 'startup'] as const)('an init container has no %s', (probe) => {
  expectProblem(workload({ initContainers: [of('init', { [probe]: Probe.exec(['/asked']) })] }), [
    `shop/api  initContainers[0].${probe}`,
    'got a probe of "init"',
    'an init container ends before the next one starts: the API server refuses its probes',
    '→ leave the probe out; or, if the container runs on, move it to sidecars with nativeSidecar: true',
  ]);
});

test.each([
  [true, 'move the container to sidecars'],
  [false, 'leave nativeSidecar out'],
])('an init container is no sidecar: nativeSidecar %s', (nativeSidecar, fix) => {
  expectProblem(workload({ initContainers: [of('init', { nativeSidecar })] }), [
    'shop/api  initContainers[0].nativeSidecar',
    `got ${nativeSidecar}, for "init"`,
    'an init container ends before the next one starts; a native sidecar runs on',
    `→ ${fix}`,
  ]);
});

test('a sidecar does not run before the sidecars', () => {
  expectProblem(workload({ sidecars: [of('proxy', { beforeSidecars: true })] }), [
    'shop/api  sidecars[0].beforeSidecars',
    'got true, for "proxy"',
    'beforeSidecars orders init containers; native sidecars start in the order of the list',
    '→ leave beforeSidecars out, or move the container to initContainers',
  ]);
});

test('a VerticalPodAutoscaler scales no native sidecar', () => {
  const verticalScaling = VerticalScaling.recreate({ containers: { proxy: { memory: { max: '1Gi' } } } });
  const scope = () => chartIn(Cluster.generic({ verticalPodAutoscaler: true }));
  expect(problems(workload({ verticalScaling, sidecars: [of('proxy')] }, scope()))).toEqual([]);
  expectProblem(workload({ verticalScaling, sidecars: [of('proxy', { nativeSidecar: true })] }, scope()), [
    'test/shop/api  verticalScaling.containers.proxy',
    'got "proxy", a native sidecar',
    'a VerticalPodAutoscaler does not scale init containers, and so no native sidecars',
    '→ leave it out of containers, or leave nativeSidecar out',
  ]);
});
