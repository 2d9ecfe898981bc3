import type { Construct } from 'constructs';
import { namespaceOf } from '../core/define-object';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { ownerPath } from '../core/owner-path';
import { AccessMode } from '../storage/access-mode';
import { type ClaimUse, claimsOf, modeOf, usersOf } from './claim-users';
import type { WorkloadPlan } from './workload-plan';

/** A claim that not every pod can mount, as one workload uses it. */
interface Use extends ClaimUse {
  readonly scope: Construct;
  readonly plan: WorkloadPlan;
  readonly mode: AccessMode | undefined;
}

const SHARED = 'give the claim accessMode: AccessMode.READ_WRITE_MANY';

/**
 * Reports claims that more pods mount than their access mode lets: the pods of one workload, those of two versions
 * while one replaces the other, and those of different workloads.
 */
export function checkMountedClaims(scope: Construct, plan: WorkloadPlan, hasForeignAutoscaler: boolean): void {
  for (const { claim, property } of claimsOf(plan)) {
    const namespace = namespaceOf(scope);
    if (claim.madeIn && claim.madeIn.namespace !== namespace) {
      reportError(scope, {
        property,
        value: `the claim ${claim.claimName} of the namespace ${claim.madeIn.namespace ?? '(none)'}`,
        rule: 'a pod mounts claims of its own namespace only: this one would stay Pending',
        fix: `make the claim in the namespace ${namespace ?? 'of the workload'}`,
      });
      continue;
    }
    const mode = modeOf(scope, claim);
    if (claim.accessMode !== undefined && claim.accessMode !== mode) {
      reportError(scope, {
        property: `${property}.accessMode`,
        value: `${claim.accessMode}, for a claim that is ${mode}`,
        rule: 'the PersistentClaim of this name says its access mode itself',
        fix: 'leave it out here; or use volume() of the PersistentClaim',
      });
    }
    if (mode !== AccessMode.READ_WRITE_MANY && mode !== AccessMode.READ_ONLY_MANY) {
      const use: Use = { scope, plan, claim, property, mode };
      checkPods(use, hasForeignAutoscaler);
      checkOthers(use);
    }
  }
}

/** An error where the access mode is known; else a warning, since the claim may be one that many pods mount. */
function report({ scope, property, claim, mode }: Use, where: string, fix: string, otherwise = fix): void {
  const value = `the claim ${claim.claimName}, ${where}`;
  if (mode === undefined) {
    reportWarning(scope, {
      property,
      value,
      rule: 'most claims are ReadWriteOnce: a pod on a second node never starts, and two on one node both write. The access mode of this claim is not known',
      fix: `give it: Volume.persistentVolumeClaim(name, ${JSON.stringify(claim.claimName)}, { accessMode: AccessMode.READ_WRITE_MANY }); if it is ReadWriteOnce, ${otherwise}; or acknowledge it with the reason`,
      id: 'claim-of-unknown-access-mode',
    });
    return;
  }
  reportError(scope, {
    property,
    value,
    rule:
      mode === AccessMode.READ_WRITE_ONCE_POD
        ? 'ReadWriteOncePod: one pod mounts the claim, and a second one stays Pending'
        : 'ReadWriteOnce: the pods of one node mount the claim. A pod on another node never starts, and two on one node both write',
    fix,
  });
}

function checkPods(use: Use, hasForeignAutoscaler: boolean): void {
  const { plan, scope, property, claim, mode } = use;
  const { controller } = plan;
  const pods = podsAtOnce(plan, hasForeignAutoscaler);
  if (pods.most > 1) {
    report(use, `in ${pods.text}`, `${pods.fix}; or ${SHARED}`, pods.fix);
  } else if (controller._surge(1) > 0) {
    const fix = plan.bounds
      ? "give rollout: { maxSurge: '0', maxUnavailable: '1' } and the claim accessMode: AccessMode.READ_WRITE_ONCE_POD"
      : 'let the old pod end before the new one starts: controller: Controller.singlePod() never runs two pods, Controller.recreate() also replaces the pod of a lost node by itself';
    report(use, 'in a second pod while a new version replaces the old one', fix);
  } else if (controller._isRolled && mode === AccessMode.READ_WRITE_ONCE) {
    reportWarning(scope, {
      property,
      value: `the claim ${claim.claimName}, in a rollout without surge`,
      rule: 'a rolling update starts the new pod while the old one ends: on one node both write to the claim for that time',
      fix: 'use controller: Controller.singlePod() or Controller.recreate(), or give the claim accessMode: AccessMode.READ_WRITE_ONCE_POD; or acknowledge it with the reason',
      id: 'claim-written-by-two-versions',
    });
  }
}

/** The most pods of a workload that run at the same time, without those that a rollout adds. */
function podsAtOnce(
  { controller, bounds, replicas }: WorkloadPlan,
  hasForeignAutoscaler: boolean,
): { readonly most: number; readonly text: string; readonly fix: string } {
  const one = 'run one pod: controller: Controller.singlePod()';
  if (controller._nodes !== undefined) {
    return { most: controller._nodes, text: 'a pod on each node', fix: one };
  }
  if (hasForeignAutoscaler) {
    const text = 'as many pods as an autoscaler made elsewhere wants';
    return { most: Infinity, text, fix: `${one}, without autoscaler` };
  }
  if (bounds) {
    return { most: bounds.max, text: `up to ${bounds.max} pods`, fix: 'lower the maximum of scaling to 1' };
  }
  if (controller.kind === 'StatefulSet') {
    const fix = `${one}; or give each pod a claim of its own: Volume.claim(…)`;
    return { most: replicas, text: `${replicas} pods`, fix };
  }
  if (controller.isService) {
    return { most: replicas, text: `${replicas} pods`, fix: one };
  }
  const overlaps = controller._options.cronJob?.concurrent ?? false;
  return { most: overlaps ? Infinity : 1, text: 'runs that may overlap', fix: 'leave out concurrent of the schedule' };
}

/** Tasks on one claim wait for each other. A service never ends, so what waits for its claim never starts. */
function checkOthers(use: Use): void {
  const { scope, plan, claim, mode } = use;
  const [first] = usersOf(scope, claim).services;
  if (first === undefined || first.scope === scope) {
    return;
  }
  const other = `${first.plan.controller.kind} ${ownerPath(first.scope)}`;
  if (plan.controller.isService) {
    const fix = 'run both programs in one pod: sidecars; or give each a claim of its own';
    report(use, `which ${other} mounts, too`, `${fix}; or ${SHARED}`, fix);
  } else if (mode !== AccessMode.READ_WRITE_ONCE) {
    const once =
      'give the claim accessMode: AccessMode.READ_WRITE_ONCE, and the task runs on the node of the other pod';
    const otherwise = 'say so in the same way, and the task runs on the node of the other pod';
    report(use, `which ${other} holds as long as it runs`, `${once}; or ${SHARED}`, otherwise);
  }
}
