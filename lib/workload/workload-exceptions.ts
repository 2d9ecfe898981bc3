import type { Construct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { mountsTokenEverywhere } from './api-token';
import type { CheckerException } from '../core/checker-exceptions';
import { allContainers, type WorkloadPlan } from './workload-plan';

/** The id under which credentials in variables are acknowledged. */
export const CREDENTIALS_IN_ENVIRONMENT = 'credentials-in-environment';

/** The id under which it is acknowledged that a node which has an image does not ask for it again. */
const PULLED_ONCE = 'image-pulled-once';

/** Whether any container reads credentials once, at its start. */
export function readsCredentialsAtStart(plan: WorkloadPlan): boolean {
  return allContainers(plan).some(({ credentials }) => Object.keys(credentials).length > 0);
}

/** Where a checker would complain about a workload, with the reason that makes it right here. */
export function workloadExceptions(scope: Construct, plan: WorkloadPlan): CheckerException[] {
  const { props, user } = plan;
  const acknowledged = (id: string): string | undefined => acknowledgementsOf(scope).reasonFor(scope, id);
  const candidates: (CheckerException | undefined)[] = [
    user._isLow
      ? {
          id: 'user',
          reason: user.reason ?? '',
          kubeScore: ['container-security-context-user-group-id'],
          checkov: ['CKV_K8S_40'],
        }
      : undefined,
    allContainers(plan).every(({ image }) => image._isDigest(scope))
      ? undefined
      : {
          id: 'image-tag',
          reason: 'the version is pinned by its tag; a digest may be written in its place',
          checkov: ['CKV_K8S_43'],
        },
    // Whatever the policy is: who installs a chart may choose another, and the reason stands.
    forReason(acknowledged(PULLED_ONCE), {
      id: PULLED_ONCE,
      kubeScore: ['container-image-pull-policy'],
      checkov: ['CKV_K8S_15'],
    }),
    readsCredentialsAtStart(plan)
      ? forReason(acknowledged(CREDENTIALS_IN_ENVIRONMENT), { id: CREDENTIALS_IN_ENVIRONMENT, checkov: ['CKV_K8S_35'] })
      : undefined,
    props.readiness
      ? undefined
      : (withoutProbe('readiness', acknowledged('without-readiness'), 'CKV_K8S_9') ?? uncalledWorker(plan)),
    props.liveness ? undefined : withoutProbe('liveness', acknowledged('without-liveness'), 'CKV_K8S_8'),
    ...sidecarProbes(plan),
    forReason(props.writableRoot, {
      id: 'writable-root',
      kubeScore: ['container-security-context-readonlyrootfilesystem'],
      checkov: ['CKV_K8S_22'],
    }),
    forReason(props.hostNetwork, { id: 'host-network', checkov: ['CKV_K8S_19'] }),
    forReason(hostFolders(plan), { id: 'host-path' }),
    forReason(tokenReasons(props).join('; '), {
      id: 'service-account-token',
      checkov: mountsTokenEverywhere(props) ? ['CKV_K8S_38'] : [],
    }),
    forReason(props.settings?.resources?.withoutCpuLimit, {
      id: 'cpu-limit',
      kubeScore: ['container-resources'],
      checkov: ['CKV_K8S_11'],
    }),
  ];
  return candidates.filter((candidate) => candidate !== undefined);
}

/** What the pods hold a token for. */
function tokenReasons({ permissions = [], clusterPermissions = [] }: WorkloadPlan['props']): string[] {
  const byVerbs = new Map<string, string[]>();
  for (const { resource, verbs } of clusterPermissions) {
    const key = verbs.join(', ');
    byVerbs.set(key, [...(byVerbs.get(key) ?? []), resource]);
  }
  return [
    ...permissions.map((permission) => permission._reason),
    ...[...byVerbs].map(([verbs, resources]) => `${verbs} in the whole cluster on ${resources.join(', ')}`),
  ];
}

/** The reasons of all folders of the node. */
function hostFolders(plan: WorkloadPlan): string {
  const volumes = allContainers(plan).flatMap(({ mounts }) => Object.values(mounts));
  return [...new Set(volumes.flatMap(({ _host }) => _host?.reason ?? []))].join('; ');
}

/** A worker fetches its work: nobody is sent to it that would have to wait until it is ready. */
function uncalledWorker({ controller, main, props }: WorkloadPlan): CheckerException | undefined {
  const isUncalled = controller.isService && props.scaledElsewhere !== undefined && main.ports.length === 0;
  return isUncalled
    ? {
        id: 'without-readiness',
        reason: 'a worker fetches its work: nobody is sent to it who would wait until it is ready',
        checkov: ['CKV_K8S_9'],
      }
    : undefined;
}

/**
 * What serves the program beside it, such as an exporter of metrics, must not take it from its clients. Checkers look at
 * the probes of containers, not at those of init containers: native sidecars need no exception.
 */
function sidecarProbes({ props, sidecars }: WorkloadPlan): CheckerException[] {
  const reason = 'a sidecar that fails must not take the program out of service';
  return props.readiness && sidecars.some(({ readiness, isNativeSidecar }) => !readiness && !isNativeSidecar)
    ? [{ id: 'sidecar-readiness', reason, checkov: ['CKV_K8S_9'] }]
    : [];
}

function withoutProbe(probe: string, reason: string | undefined, check: string): CheckerException | undefined {
  return forReason(reason, { id: `without-${probe}`, kubeScore: ['pod-probes'], checkov: [check] });
}

function forReason(reason: string | undefined, rest: Omit<CheckerException, 'reason'>): CheckerException | undefined {
  return reason?.trim() ? { ...rest, reason } : undefined;
}
