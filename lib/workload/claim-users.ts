import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { namespaceOf } from '../core/define-object';
import { Label } from '../core/labels';
import { RootState } from '../core/root-state';
import type { Wire } from '../core/wire';
import { AccessMode } from '../storage/access-mode';
import { claimKey, claimModes } from '../storage/claim-registry';
import type { MountedClaim } from '../storage/mounted-claim';
import { allContainers, type WorkloadPlan } from './workload-plan';

/** A workload that mounts a claim. */
export interface ClaimUser {
  readonly scope: Construct;
  readonly plan: WorkloadPlan;
}

/** The workloads that mount one claim, in the order in which they were made. */
export interface ClaimUsers {
  /** Those that hold the claim as long as they run. */
  readonly services: ClaimUser[];
  /** Those that hold it until they have ended. */
  readonly tasks: ClaimUser[];
}

const claimUsers = new RootState(() => new Map<string, ClaimUsers>());

/** A claim with the property that mounts it. */
export interface ClaimUse {
  readonly claim: MountedClaim;
  readonly property: string;
}

/** The claims that the containers of a workload mount and other pods may mount, too; each once. */
export function claimsOf(plan: WorkloadPlan): ClaimUse[] {
  const uses = new Map<string, ClaimUse>();
  for (const { property, mounts } of allContainers(plan)) {
    for (const [path, { _mountedClaim: claim }] of Object.entries(mounts)) {
      if (claim && !uses.has(claim.claimName)) {
        uses.set(claim.claimName, { claim, property: `${property ? `${property}.` : ''}volumes.${path}` });
      }
    }
  }
  return [...uses.values()];
}

/** Records that a workload mounts its claims. */
export function mountClaims(scope: Construct, plan: WorkloadPlan): void {
  for (const { claim } of claimsOf(plan)) {
    const users = usersOf(scope, claim);
    (plan.controller.isService ? users.services : users.tasks).push({ scope, plan });
  }
}

/** The workloads that mount a claim in the namespace of a construct. */
export function usersOf(scope: Construct, { claimName }: MountedClaim): ClaimUsers {
  const all = claimUsers.of(scope);
  const key = claimKey(scope, namespaceOf(scope), claimName);
  const users = all.get(key) ?? { services: [], tasks: [] };
  all.set(key, users);
  return users;
}

/** The access mode of a claim: that of the object in the same tree, else what the author says of it. */
export function modeOf(scope: Construct, { claimName, accessMode }: MountedClaim): AccessMode | undefined {
  return claimModes.of(scope).get(claimKey(scope, namespaceOf(scope), claimName)) ?? accessMode;
}

/**
 * Sends the pods of a task to the node of the pod that holds a claim of one node. A task that names itself too starts
 * on any node while nothing else holds the claim, as at a first installation.
 */
export function claimAffinity(scope: Construct, plan: WorkloadPlan): Pick<Wire<k8s.PodSpec>, 'affinity'> {
  if (plan.controller.isService) {
    return {};
  }
  const held = claimsOf(plan)
    .filter(({ claim }) => modeOf(scope, claim) === AccessMode.READ_WRITE_ONCE)
    .map(({ claim }) => usersOf(scope, claim).services)
    .filter((services) => services.length > 0);
  if (held.length === 0) {
    return {};
  }
  const terms = held.map((services) => ({
    topologyKey: Label.HOSTNAME,
    labelSelector: {
      matchExpressions: [
        {
          key: Label.INSTANCE,
          operator: 'In',
          values: [...new Set([...services.map((service) => instanceOf(service.plan)), instanceOf(plan)])].sort(),
        },
      ],
    },
  }));
  return { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } };
}

function instanceOf({ instance }: WorkloadPlan): string {
  return instance[Label.INSTANCE];
}
