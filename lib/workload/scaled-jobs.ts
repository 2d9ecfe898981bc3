import type { k8s } from 'cdk8s-plus-28';
import type { Wire } from '../core/wire';

/** What makes tasks of what waits somewhere, around the tasks themselves. */
export interface ScaledJobs {
  readonly annotations: Record<string, string>;

  /** The spec of a ScaledJob, around the spec of its jobs. */
  render(job: Wire<k8s.JobSpec>): object;
}
