import type { IEventSource, ScalerRequest } from '../contracts/event-source';
import type { ScalerAuthentication } from './scaler-authentication';
import type { TriggerMetricType } from './trigger-options';

/** What a trigger is made of, in KEDA's words. */
export interface TriggerDefinition {
  /** The type of the scaler. */
  readonly type: string;
  readonly name?: string;
  readonly metricType?: TriggerMetricType;
  readonly cachedMetrics?: boolean;
  /** What the author said; what `source` says stands beside it. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Who is asked, and how. */
  readonly source?: IEventSource;
  readonly request?: ScalerRequest;
  readonly authentication?: ScalerAuthentication;
  /** The value that one pod is meant for, where work waits somewhere. */
  readonly perPod?: number;
  /** Whether work that somebody is doing still counts as waiting; undefined where no work waits anywhere. */
  readonly countsRunning?: boolean;
}

/** The given values as KEDA wants them: all texts, nothing that is not given. */
export function texts(values: Readonly<Record<string, string | number | boolean | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

/** Whether a trigger is about the resources of pods, which Kubernetes itself measures. */
export function isResource({ type }: Pick<TriggerDefinition, 'type'>): boolean {
  return type === 'cpu' || type === 'memory';
}
