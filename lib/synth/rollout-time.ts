import { isJsonObject, type Json, type JsonObject } from '../core/json';
import { graceSeconds, type PodTimes, PULL_SECONDS, startSeconds } from '../core/pod-times';

/** Less than this is never waited: volumes are made and attached, nodes are added. Deployments fail after it by default. */
const LEAST_SECONDS = 600;

/** The nodes that a DaemonSet is on at most, where it says how many pods may be missing at once and not which share. */
const MOST_NODES = 100;

/** prometheus-operator looks at its objects within this time. */
const OPERATOR_SECONDS = 60;

/** What prometheus-operator writes into the pods that it makes, where the object says nothing. */
const OPERATED: Readonly<Record<string, { readonly start: number; readonly grace: number }>> = {
  Prometheus: { start: 900, grace: 600 },
  Alertmanager: { start: 60, grace: 120 },
};

/**
 * The seconds that a rollout takes at most, for the number of pods where the object does not say it, because an
 * autoscaler owns it.
 */
export type RolloutTime = (pods: number) => number;

/**
 * How long a healthy first start or rollout of an object may take at most by its own account: what its probes allow, its
 * old pods' grace, the pull of images, one group of pods after another. Undefined for what starts no pods, or none by
 * itself. The result does not hold the manifest.
 */
export function rolloutTime(manifest: JsonObject): RolloutTime | undefined {
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {};
  const replicas = numberIn(spec, 'replicas');
  switch (`${groupOf(manifest)}/${String(manifest.kind)}`) {
    case 'apps/Deployment':
      return deploymentTime(spec, replicas);
    case 'apps/StatefulSet': {
      // Its pods are replaced one by one, also where they start all at once.
      const each = graceSeconds(podOf(spec)) + podSeconds(spec);
      return (pods) => atLeast((replicas ?? pods) * each);
    }
    case 'apps/DaemonSet':
      return fixed(atLeast(daemonSetRounds(spec) * (graceSeconds(podOf(spec)) + podSeconds(spec))));
    case 'batch/Job':
      return fixed(numberIn(spec, 'activeDeadlineSeconds'));
    case 'monitoring.coreos.com/Prometheus':
    case 'monitoring.coreos.com/Alertmanager':
      return fixed(operatedSeconds(String(manifest.kind), spec));
    default:
      return undefined;
  }
}

function fixed(seconds: number | undefined): RolloutTime | undefined {
  return seconds === undefined ? undefined : () => seconds;
}

function deploymentTime(spec: JsonObject, replicas: number | undefined): RolloutTime {
  const strategy = isJsonObject(spec.strategy) ? spec.strategy : {};
  const each = podSeconds(spec);
  const deadline = numberIn(spec, 'progressDeadlineSeconds') ?? LEAST_SECONDS;
  if (strategy.type === 'Recreate') {
    const recreated = Math.max(deadline, graceSeconds(podOf(spec)) + each);
    return () => recreated;
  }
  const { maxSurge = '25%', maxUnavailable = '25%' } = isJsonObject(strategy.rollingUpdate)
    ? strategy.rollingUpdate
    : {};
  return (pods) => {
    const count = replicas ?? pods;
    const atOnce = Math.max(1, amountOf(maxSurge, count, Math.ceil) + amountOf(maxUnavailable, count, Math.floor));
    return Math.max(deadline, Math.ceil(count / atOnce) * each);
  };
}

function daemonSetRounds(spec: JsonObject): number {
  const strategy = isJsonObject(spec.updateStrategy) ? spec.updateStrategy : {};
  const { maxUnavailable = 1 } = isJsonObject(strategy.rollingUpdate) ? strategy.rollingUpdate : {};
  return Math.ceil(MOST_NODES / Math.max(1, amountOf(maxUnavailable, MOST_NODES, Math.ceil)));
}

function operatedSeconds(kind: string, spec: JsonObject): number {
  const start = numberIn(spec, 'maximumStartupDurationSeconds') ?? OPERATED[kind].start;
  const grace = numberIn(spec, 'terminationGracePeriodSeconds') ?? OPERATED[kind].grace;
  const each = grace + PULL_SECONDS + start + (numberIn(spec, 'minReadySeconds') ?? 0);
  return OPERATOR_SECONDS + atLeast((numberIn(spec, 'replicas') ?? 1) * each);
}

/** The seconds until a new pod of a template is available. */
function podSeconds(spec: JsonObject): number {
  return PULL_SECONDS + startSeconds(podOf(spec)) + (numberIn(spec, 'minReadySeconds') ?? 0);
}

function podOf({ template }: JsonObject): PodTimes {
  return isJsonObject(template) && isJsonObject(template.spec) ? template.spec : {};
}

function atLeast(seconds: number): number {
  return Math.max(LEAST_SECONDS, seconds);
}

function amountOf(value: Json, pods: number, round: (share: number) => number): number {
  return typeof value === 'string' && value.endsWith('%')
    ? round((Number(value.slice(0, -1)) * pods) / 100)
    : Number(value);
}

function numberIn(spec: JsonObject, field: string): number | undefined {
  const value = spec[field];
  return typeof value === 'number' ? value : undefined;
}

function groupOf({ apiVersion }: JsonObject): string {
  return String(apiVersion).split('/')[0];
}
