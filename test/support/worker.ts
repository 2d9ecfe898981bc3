import type { Chart } from 'cdk8s';
import {
  Cluster,
  Manifests,
  type PodBounds,
  Probe,
  QueueScaling,
  type ScalingTrigger,
  WorkerWithKeda,
  type WorkerWithKedaProps,
} from '../../lib';
import { Duration } from 'cdk8s';
import { connected } from './event-source';
import { chartIn, IMAGE } from './workload';

/** A cluster with KEDA and nothing else. */
export const KEDA = Cluster.generic({ keda: {} });

/** A worker named `worker` on a cluster with KEDA, with nothing to complain about, scaled by a trigger. */
export function scaledBy(
  trigger: (chart: Chart) => ScalingTrigger,
  bounds: PodBounds = { min: 1, max: 10 },
  cluster: Cluster = KEDA,
): WorkerWithKeda {
  const chart = chartIn(cluster);
  return worker({ scaling: QueueScaling.pods(bounds).on(trigger(chart)) }, chart);
}

/** A worker named `worker` with what a test is about. */
export function worker(
  props: Partial<WorkerWithKedaProps> & Pick<WorkerWithKedaProps, 'scaling'>,
  chart: Chart = chartIn(KEDA),
): WorkerWithKeda {
  return connected(
    new WorkerWithKeda(chart, 'worker', {
      image: IMAGE,
      longestTask: Duration.minutes(2),
      liveness: Probe.exec(['/worker', 'alive']),
      ...props,
    }),
  );
}

/** The ScaledObject, or ScaledJob, of a worker. */
export function scaledObjectOf(of: WorkerWithKeda) {
  return Manifests.of(of).objects(of.scaling.runsJobs ? 'ScaledJob' : 'ScaledObject')[0];
}
