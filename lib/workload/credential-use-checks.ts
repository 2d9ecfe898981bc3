import type { Construct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { Cluster } from '../environment/cluster';
import { CREDENTIALS_IN_ENVIRONMENT, readsCredentialsAtStart } from './workload-exceptions';
import type { WorkloadPlan } from './workload-plan';

/** The id under which it is acknowledged that somebody restarts pods after a rotation. */
const ROTATION_NEEDS_RESTART = 'rotation-needs-restart';

/** What an operator should know about the credentials of pods that run on. A task reads them anew at each run. */
export function checkCredentialUse(scope: Construct, plan: WorkloadPlan): void {
  checkMountedWhileRead(scope, plan);
  warnOfUnseenRotation(scope, plan);
  if (!readsCredentialsAtStart(plan)) {
    return;
  }
  const rotating = plan.bundles.filter(
    ({ variables, binding }) => variables.length > 0 && binding.rotates && binding.noticesChanges !== false,
  );
  if (rotating.length > 0 && !Cluster.of(scope).reloader) {
    reportWarning(scope, {
      property: 'credentials',
      value: rotating.map(({ source }) => source.secretName).join(', '),
      rule: 'its values are read once, at the start of a pod, and the cluster declares nothing that restarts pods',
      fix: 'declare reloader on the cluster, or acknowledge that a rotation is followed by a restart by hand',
      id: ROTATION_NEEDS_RESTART,
    });
  }
  reportWarning(scope, {
    property: 'credentials',
    value: 'credentials in environment variables',
    rule: 'whoever can see a process sees its environment, and it does not change until the pod is restarted',
    fix: 'mount them where the program can read files: credentialFiles; or acknowledge it with the reason',
    id: CREDENTIALS_IN_ENVIRONMENT,
  });
}

/** A Secret that pods bring about by mounting it is not there while no pod runs. */
function checkMountedWhileRead(scope: Construct, plan: WorkloadPlan): void {
  const fewest = plan.bounds?.min ?? plan.replicas;
  for (const { source, variables } of plan.bundles) {
    if (fewest === 0 && source.existsOnlyWhileMounted && variables.length > 0) {
      reportError(scope, {
        property: plan.bounds ? 'scaling.min' : 'replicas',
        value: `0, with variables from ${source.secretName}`,
        rule: 'the Secret exists only while a pod mounts the bundle: without pods there is none to start or scale with',
        fix: 'keep at least 1 pod, read the bundle as credentialFiles, or use a source whose Secret stays: SecretSource.keyVault(…)',
      });
    }
  }
}

function warnOfUnseenRotation(scope: Construct, plan: WorkloadPlan): void {
  const unseen = plan.bundles.filter(({ binding }) => binding.rotates && binding.noticesChanges === false);
  if (unseen.length > 0) {
    reportWarning(scope, {
      property: 'credentials',
      value: unseen.map(({ source }) => source.secretName).join(', '),
      rule: 'nothing polls for changed values: files and variables stay as they were at the start of the pod',
      fix: 'turn on the rotation of the CSI driver and declare it: rotation: true; or acknowledge that a rotation is followed by a restart by hand',
      id: ROTATION_NEEDS_RESTART,
    });
  }
}
