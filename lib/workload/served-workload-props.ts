import type { Exposure } from '../network/exposure';
import type { Port } from '../network/port';
import type { Route } from '../network/route';
import type { SessionAffinity } from '../network/session-affinity';
import type { Scaling } from '../scaling/scaling';
import type { Controller } from './controller';
import type { DisruptionBudget } from './disruption-budget';
import type { Migration } from './migration';
import type { RolloutOptions } from './rollout';
import type { WorkloadOptions } from './workload-props';

/** What every workload has in common that serves clients. */
export interface ServedWorkloadOptions extends WorkloadOptions {
  /**
   * What keeps its pods, for example `Controller.singlePod()`. It also says how a new version replaces the old one.
   *
   * @default - a Deployment that is rolled as `rollout` says
   */
  readonly controller?: Controller;

  /**
   * How many pods run, and what decides; not together with `replicas`.
   *
   * @default - `replicas`
   */
  readonly scaling?: Scaling;

  /**
   * The number of pods where nothing scales them.
   *
   * @default - 2 for a Deployment that is rolled, 1 for others
   */
  readonly replicas?: number;

  /**
   * How many pods may be missing while nodes are drained.
   *
   * @default DisruptionBudget.maxUnavailable('1')
   */
  readonly disruptions?: DisruptionBudget;

  /**
   * How a new version replaces the old one; not together with `controller`.
   *
   * @default - one pod more at a time, none less
   */
  readonly rollout?: RolloutOptions;

  /**
   * The way in from outside, through the edge.
   *
   * @default - none
   */
  readonly route?: Route;

  /**
   * How it is reached from outside past the edge: by a Service of its own, named like the first with `-external`.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Whether a client comes back to the pod that it was with before.
   *
   * @default SessionAffinity.none(), but for a `StreamingIngress`
   */
  readonly sessionAffinity?: SessionAffinity;

  /**
   * What runs once before a new version starts.
   *
   * @default - nothing
   */
  readonly migration?: Migration;
}

/** What a workload is made of that serves clients. */
export interface ServedWorkloadProps extends ServedWorkloadOptions {
  /** The ports that it listens on, at least one of them for clients. */
  readonly ports: Port[];
}
