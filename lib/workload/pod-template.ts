import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Wire } from '../core/wire';
import { Cluster } from '../environment/cluster';
import type { Volume } from '../storage/volume';
import { mountsTokenEverywhere } from './api-token';
import { claimAffinity } from './claim-users';
import { renderContainer } from './container-spec';
import { joined } from './joined-annotations';
import { podIdentity } from './pod-identity';
import { schedulingSpec } from './scheduling-spec';
import { initContainersOf, ordinaryContainersOf } from './sidecars';
import { allContainers, type WorkloadPlan } from './workload-plan';

/** The pods of a workload in the words of the wire format. */
export function podTemplate(
  scope: Construct,
  plan: WorkloadPlan,
  labels: Readonly<Record<string, string>>,
  serviceAccountName: string,
): Wire<k8s.PodTemplateSpec> {
  return {
    metadata: {
      labels: podLabelsOf(plan, labels),
      annotations: joined([plan.props.podAnnotations, ...plan.bundles.map(({ binding }) => binding.podAnnotations)]),
    },
    spec: podSpec(scope, plan, serviceAccountName),
  };
}

/** What selects the pods stands last: a label of the author must not take them out of a Service or a policy. */
export function podLabelsOf(plan: WorkloadPlan, labels: Readonly<Record<string, string>>): Record<string, string> {
  return { ...labels, ...podIdentity(plan).podLabels, ...plan.selector, ...plan.instance };
}

function podSpec(scope: Construct, plan: WorkloadPlan, serviceAccountName: string): Wire<k8s.PodSpec> {
  const { controller, user, props } = plan;
  const cluster = Cluster.of(scope);
  const restartInPlace = controller._options.job?.restartInPlace ?? false;
  const inits = initContainersOf(plan).map((container) => renderContainer(scope, container));
  return {
    restartPolicy: controller.isService ? undefined : restartInPlace ? 'OnFailure' : 'Never',
    serviceAccountName,
    automountServiceAccountToken: mountsTokenEverywhere(props),
    enableServiceLinks: false,
    hostNetwork: props.hostNetwork?.trim() ? true : undefined,
    // By default such a pod asks the DNS of its node, which knows no Service.
    dnsPolicy: props.hostNetwork?.trim() ? 'ClusterFirstWithHostNet' : undefined,
    // A task that is not restarted by anybody ends with its node, once it was waited for.
    terminationGracePeriodSeconds:
      controller.isService || controller._isScaledJob ? plan.shutdown.graceSeconds : undefined,
    imagePullSecrets: cluster.imagePullSecret === undefined ? undefined : [{ name: cluster.imagePullSecret }],
    ...schedulingSpec(cluster, props.scheduling ?? {}, plan.selector, {
      spreads: controller.isService && controller._nodes === undefined,
      isDeployment: controller.kind === 'Deployment',
    }),
    ...claimAffinity(scope, plan),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user.id,
      runAsGroup: user.group,
      fsGroup: user.volumeGroup,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    initContainers: inits.length > 0 ? inits : undefined,
    containers: ordinaryContainersOf(plan).map((container) => renderContainer(scope, container)),
    volumes: volumes(plan),
  };
}

/** In the order of where they are mounted: another name of a Secret moves none of them. */
function volumes(plan: WorkloadPlan): Wire<k8s.Volume>[] {
  const byName = new Map<string, Volume>();
  for (const { mounts } of allContainers(plan)) {
    for (const path of Object.keys(mounts).sort()) {
      byName.set(mounts[path].name, mounts[path]);
    }
  }
  return [...byName.values()].flatMap((volume) => volume._volume() ?? []);
}
