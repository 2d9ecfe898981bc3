import { Duration } from 'cdk8s';
import { Cluster, Controller, Port, Probe, Shutdown, type WorkloadProps } from '../../lib';
import { warnings } from '../support/findings';
import { chartIn, workload } from '../support/workload';

const shutdown = Shutdown.onSignal({ drain: Duration.minutes(11) });
const SAFE_TO_EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict';

function found(props: Partial<WorkloadProps>, cluster?: Cluster) {
  return warnings(workload(props, chartIn(cluster)));
}

test('a pod that drains for longer than the cluster autoscaler waits', () => {
  expect(found({ shutdown })).toEqual([
    [
      'shop/api  shutdown.grace  [grace-outlasts-autoscaler]',
      'got 660 s, on a cluster whose autoscaler waits 600 s',
      'the cluster autoscaler waits no longer for the pods of a node that it removes: the program is killed while it still drains',
      `→ leave its node alone: podAnnotations: { '${SAFE_TO_EVICT}': 'false' }; or let jobs do long work: WorkerWithKeda with scaling: ….asJobs(); or declare the autoscalerPatience of the cluster; or acknowledge it with the reason`,
    ],
  ]);
});

test.each<[string, Partial<WorkloadProps>, Cluster | undefined]>([
  ['its node is left alone', { shutdown, podAnnotations: { [SAFE_TO_EVICT]: 'false' } }, undefined],
  ['the cluster waits longer', { shutdown }, Cluster.aks({ autoscalerPatience: Duration.minutes(15) })],
  ['a DaemonSet goes with its node', { shutdown, controller: Controller.daemonSet() }, undefined],
  ['it is gone in time', { shutdown: Shutdown.onSignal({ drain: Duration.minutes(10) }) }, undefined],
])('nothing is wrong where %s', (_, props, cluster) => {
  expect(found(props, cluster)).toEqual([]);
});

test('liveness that gives up before readiness is asked', () => {
  const ports = [Port.http(8080)];
  const liveness = Probe.http('/live', { delay: Duration.seconds(5) });
  const readiness = Probe.http('/ready', { delay: Duration.seconds(35) });
  expect(found({ ports, liveness, readiness })).toEqual([
    [
      'shop/api  liveness  [liveness-before-readiness]',
      'got it gives up after 35 s, and readiness is asked after 35 s',
      'a program that starts as slowly as readiness expects is killed before it is ready, again and again',
      '→ give it a startup probe, which the others wait for; or acknowledge it with the reason',
    ],
  ]);
  expect(found({ ports, liveness, readiness, startup: Probe.http('/started') })).toEqual([]);
  expect(found({ ports, liveness, readiness: Probe.http('/ready', { delay: Duration.seconds(34) }) })).toEqual([]);
});
