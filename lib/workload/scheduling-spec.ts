import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isLabelValue, isQualifiedName } from '../core/dns-name';
import { Label } from '../core/labels';
import type { Wire } from '../core/wire';
import { Cluster } from '../environment/cluster';
import type { Scheduling } from './scheduling';

/** The part of a pod's spec that decides where it runs. */
export type SchedulingSpec = Pick<
  Wire<k8s.PodSpec>,
  'nodeSelector' | 'tolerations' | 'priorityClassName' | 'topologySpreadConstraints' | 'affinity'
>;

/** Where the pods of a workload run. */
export function schedulingSpec(
  cluster: Cluster,
  scheduling: Scheduling,
  selector: Readonly<Record<string, string>>,
  controller: { readonly spreads: boolean; readonly isDeployment: boolean },
): SchedulingSpec {
  const failover = scheduling.failover?.toSeconds() ?? (controller.isDeployment ? 60 : undefined);
  const tolerations: NonNullable<SchedulingSpec['tolerations']> = (scheduling.tolerations ?? []).map((toleration) => ({
    key: toleration.key,
    operator: toleration.value === undefined ? 'Exists' : 'Equal',
    // The server holds no empty value: `Equal` without one means the empty value.
    value: toleration.value || undefined,
    effect: toleration.effect,
  }));
  if (failover !== undefined) {
    for (const condition of ['not-ready', 'unreachable']) {
      const key = `node.kubernetes.io/${condition}`;
      tolerations.push({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: failover });
    }
  }
  return {
    nodeSelector: scheduling.nodeSelector && { ...scheduling.nodeSelector },
    tolerations: tolerations.length > 0 ? tolerations : undefined,
    priorityClassName: scheduling.priorityClass,
    ...(controller.spreads ? spread(cluster, scheduling, selector, controller.isDeployment) : {}),
  };
}

function spread(
  cluster: Cluster,
  scheduling: Scheduling,
  selector: Readonly<Record<string, string>>,
  isDeployment: boolean,
): Pick<SchedulingSpec, 'topologySpreadConstraints' | 'affinity'> {
  // Without the hash a rollout would be spread together with the generation that it replaces.
  const matchLabelKeys = isDeployment ? ['pod-template-hash'] : undefined;
  const constraint = (
    topologyKey: string,
    whenUnsatisfiable: string,
    nodeTaintsPolicy?: string,
  ): Wire<k8s.TopologySpreadConstraint> => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    nodeTaintsPolicy,
    labelSelector: { matchLabels: { ...selector } },
    matchLabelKeys: matchLabelKeys && [...matchLabelKeys],
  });
  const strict = scheduling.strictZones ?? true;
  // The nodes of a dead zone are tainted: counted in, they would keep the pods that survive from being replaced.
  const zones =
    cluster.zones >= 2 ? [constraint(Label.ZONE, strict ? 'DoNotSchedule' : 'ScheduleAnyway', 'Honor')] : [];
  return {
    topologySpreadConstraints: [...zones, constraint(Label.HOSTNAME, 'ScheduleAnyway')],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: { topologyKey: Label.HOSTNAME, labelSelector: { matchLabels: { ...selector } } },
          },
        ],
      },
    },
  };
}

/** Reports classes that the cluster does not have, and a failover that is too nervous. */
export function checkScheduling(scope: IConstruct, scheduling: Scheduling): void {
  const cluster = Cluster.of(scope);
  const { priorityClass, failover } = scheduling;
  if (priorityClass !== undefined && !cluster.priorityClasses.includes(priorityClass)) {
    reportError(scope, {
      property: 'scheduling.priorityClass',
      value: JSON.stringify(priorityClass),
      rule: 'the cluster does not declare this PriorityClass: the API server would refuse every pod',
      fix: `declare it in priorityClasses of the cluster, or use one of: ${cluster.priorityClasses.join(', ')}`,
    });
  }
  if (failover !== undefined && failover.toSeconds() < 30) {
    reportError(scope, {
      property: 'scheduling.failover',
      value: `${failover.toSeconds()} s`,
      rule: 'below 30 s a short failure of the API server evicts pods everywhere at once',
      fix: 'give at least 30 s',
    });
  }
  for (const [name, value] of Object.entries(scheduling.nodeSelector ?? {})) {
    if (!isQualifiedName(name) || !isLabelValue(value)) {
      reportError(scope, {
        property: `scheduling.nodeSelector.${name}`,
        value: JSON.stringify(value),
        rule: 'a label is a qualified name with a value of at most 63 letters, digits, -, _ and .',
        fix: 'give a label that nodes carry, such as kubernetes.io/arch: amd64',
      });
    }
  }
  for (const [index, { key, value, effect }] of (scheduling.tolerations ?? []).entries()) {
    if (key === undefined && value !== undefined) {
      reportError(scope, {
        property: `scheduling.tolerations[${index}].value`,
        value: JSON.stringify(value),
        rule: 'without a key every taint is tolerated, whatever its value: the API server refuses one',
        fix: 'give the key of the taint, or leave out the value',
      });
    }
    if ((key !== undefined && !isQualifiedName(key)) || !isLabelValue(value ?? '')) {
      reportError(scope, {
        property: `scheduling.tolerations[${index}]`,
        value: `the key ${JSON.stringify(key)}${value === undefined ? '' : ` with the value ${JSON.stringify(value)}`}`,
        rule: 'the key of a taint is a qualified name, its value at most 63 letters, digits, -, _ and .',
        fix: 'give the key and value of the taint as the nodes have it',
      });
    }
    if (effect !== undefined && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect)) {
      reportError(scope, {
        property: `scheduling.tolerations[${index}].effect`,
        value: JSON.stringify(effect),
        rule: 'the effect of a taint is NoSchedule, PreferNoSchedule or NoExecute',
        fix: 'correct it, or leave it out for any effect',
      });
    }
  }
}
