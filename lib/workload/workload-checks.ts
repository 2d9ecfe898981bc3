import type { Construct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { checkConstructName } from '../core/name-checks';
import { MAX_PODS } from '../core/numbers';
import { formatBytes, parseQuantity } from '../core/quantity';
import { Cluster } from '../environment/cluster';
import { checkPorts } from '../network/port-checks';
import { checkAddresses } from './address-checks';
import { checkTokens } from './api-token';
import { checkClearText } from './clear-text-checks';
import { checkMountedClaims } from './claim-checks';
import { checkContainer } from './container-spec';
import { checkCredentialUse } from './credential-use-checks';
import type { DisruptionBudget } from './disruption-budget';
import { checkLogins } from './login-checks';
import { checkNodeAccess } from './node-access-checks';
import { checkPodIdentity } from './pod-identity';
import { checkScheduling } from './scheduling-spec';
import { claimSelector } from './selector-owners';
import { checkSidecars } from './sidecar-checks';
import { checkServiceTimes } from './service-times';
import { checkSinglePod } from './single-pod';
import { checkTask } from './task-checks';
import { checkTaskConnections } from './task-connections';
import { allContainers, portsOf, type WorkloadPlan } from './workload-plan';

/** Reports what the API server would refuse of a workload, what could not work, and what an operator should know. */
export function checkWorkload(
  scope: Construct,
  plan: WorkloadPlan,
  budget: DisruptionBudget | undefined,
  hasForeignAutoscaler: boolean,
): void {
  const { props, name, controller } = plan;
  checkConstructName(scope, controller.kind, name);
  checkPorts(scope, portsOf(plan));
  controller._check(scope);
  plan.user._check(scope);
  checkScheduling(scope, props.scheduling ?? {});
  checkTokens(scope, props);
  (props.permissions ?? []).forEach((permission, index) => permission._check(scope, `permissions[${index}]`));
  (props.clusterPermissions ?? []).forEach((permission, index) =>
    permission._check(scope, `clusterPermissions[${index}]`),
  );
  allContainers(plan).forEach((container) => checkContainer(scope, name, container));
  // Where no pods may run there is none to be evicted, and the budget says nothing.
  budget?._check(scope, plan.bounds ? Math.max(plan.bounds.min, 1) : plan.replicas);
  checkContainerNames(scope, plan);
  claimSelector(scope, plan);
  checkSidecars(scope, plan);
  checkTask(scope, plan);
  checkTaskConnections(scope, plan);
  checkVariableNames(scope, plan);
  checkVolumes(scope, plan);
  checkCounts(scope, plan);
  checkClaims(scope, plan);
  checkSinglePod(scope, plan, hasForeignAutoscaler);
  checkMountedClaims(scope, plan, hasForeignAutoscaler);
  checkPodIdentity(scope, plan);
  checkNodeAccess(scope, plan);
  checkLogins(scope, plan);
  checkClearText(scope, plan);
  checkAddresses(scope, plan);
  if (controller.isService) {
    checkCredentialUse(scope, plan);
    checkServiceTimes(scope, plan);
    warnOfMemoryTarget(scope, plan);
  }
}

function checkContainerNames(scope: Construct, plan: WorkloadPlan): void {
  if (Object.keys(plan.selector).length === 0) {
    reportError(scope, {
      property: 'identity.selector',
      value: 'no labels',
      rule: 'an empty selector would select every pod: the API server refuses it',
      fix: 'give at least one label, or leave selector out',
    });
  }
  const names = allContainers(plan).map((container) => container.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    reportError(scope, {
      property: 'sidecars',
      value: `${JSON.stringify(twice)}, twice`,
      rule: 'the containers of a pod have different names',
      fix: 'rename one of them',
    });
  }
}

function checkVariableNames(scope: Construct, plan: WorkloadPlan): void {
  const given: Record<string, string> = {};
  for (const [name, { source, key }] of Object.entries(plan.props.credentials ?? {})) {
    given[name] = `${source.secretName}/${key}`;
  }
  for (const [name, { secretKey, credentials }] of Object.entries(plan.props.endpoints ?? {})) {
    for (const [variable, { source, key }] of Object.entries({
      ...credentials,
      ...(secretKey && { [name]: secretKey }),
    })) {
      const value = `${source.secretName}/${key}`;
      if ((given[variable] ?? value) !== value) {
        reportError(scope, {
          property: `endpoints.${name}`,
          value: `${variable} from ${value}, which is ${given[variable]} already`,
          rule: 'a variable is set once',
          fix: 'give one of the two another name',
        });
      }
      given[variable] = value;
    }
    if (name in (plan.props.variables ?? {})) {
      reportError(scope, {
        property: `endpoints.${name}`,
        value: 'a name that is a plain variable, too',
        rule: 'a variable is set once',
        fix: 'remove one of the two',
      });
    }
  }
}

function checkVolumes(scope: Construct, plan: WorkloadPlan): void {
  const { volumes = {}, credentialFiles = {} } = plan.props;
  for (const path of Object.keys(credentialFiles)) {
    if (path in volumes) {
      reportError(scope, {
        property: `credentialFiles.${path}`,
        value: `the path of the volume ${volumes[path].name}, too`,
        rule: 'one thing is mounted at a path',
        fix: 'give one of the two another path',
      });
    }
  }
  const known = new Map<string, string>();
  for (const volume of allContainers(plan).flatMap((container) => Object.values(container.mounts))) {
    const content = JSON.stringify(volume._volume() ?? volume._claimTemplate(Cluster.of(scope)));
    if ((known.get(volume.name) ?? content) !== content) {
      reportError(scope, {
        property: 'volumes',
        value: `${JSON.stringify(volume.name)}, for two different volumes`,
        rule: 'the volumes of a pod have different names',
        fix: 'rename one of them',
      });
    }
    known.set(volume.name, content);
  }
}

function checkCounts(scope: Construct, plan: WorkloadPlan): void {
  const { scaling, verticalScaling, scaledElsewhere, replicas: given, settings, disruptions } = plan.props;
  if (scaling && scaledElsewhere) {
    reportError(scope, {
      property: 'scaledElsewhere',
      value: `from ${scaledElsewhere.min} to ${scaledElsewhere.max}, with scaling`,
      rule: 'two autoscalers of one workload undo what the other does',
      fix: 'leave out scaledElsewhere, or scaling',
    });
  }
  const { bounds } = plan;
  if (bounds && (given !== undefined || settings?.replicas !== undefined)) {
    reportError(scope, {
      property: 'replicas',
      value: `${settings?.replicas ?? given}, with scaling from ${bounds.min} to ${bounds.max}`,
      rule: 'the number of pods is either scaled or stated',
      fix: 'leave out replicas, or scaling',
    });
  }
  if (!Number.isInteger(plan.replicas) || plan.replicas < 0 || plan.replicas > MAX_PODS) {
    reportError(scope, {
      property: 'replicas',
      value: String(plan.replicas),
      rule: `the number of pods is a whole number, and a cluster is made for at most ${MAX_PODS}`,
      fix: 'give 0 or more',
    });
  }
  if (plan.controller._nodes !== undefined) {
    for (const [property, value] of Object.entries({
      scaling,
      scaledElsewhere,
      replicas: settings?.replicas ?? given,
      disruptions,
    })) {
      if (value !== undefined) {
        reportError(scope, {
          property,
          value: 'on a DaemonSet',
          rule: 'a DaemonSet has one pod on each node: nobody scales it, and a drain leaves it where it is',
          fix: 'leave it out; nodeSelector of scheduling says on which nodes it runs',
        });
      }
    }
  }
  if (!plan.controller.isService && (scaling || disruptions || verticalScaling)) {
    reportError(scope, {
      property: scaling ? 'scaling' : disruptions ? 'disruptions' : 'verticalScaling',
      value: `on a ${plan.controller.kind}`,
      rule: 'a task ends by itself: it is not scaled and not drained',
      fix: 'leave it out, or use Controller.deployment() or Controller.statefulSet()',
    });
  }
}

function checkClaims(scope: Construct, plan: WorkloadPlan): void {
  if (plan.controller.kind === 'StatefulSet') {
    return;
  }
  for (const volume of plan.claims) {
    reportError(scope, {
      property: `volumes (${volume.name})`,
      value: `a claim of each pod, in a ${plan.controller.kind}`,
      rule: 'only the pods of a StatefulSet have claims of their own',
      fix: 'use Controller.statefulSet(), or Volume.persistentVolumeClaim for a claim that exists',
    });
  }
}

function warnOfMemoryTarget(scope: Construct, plan: WorkloadPlan): void {
  const percent = plan.props.scaling?.memoryUtilization;
  const { requests, limits } = plan.main.resolvedResources;
  const request = parseQuantity(requests.memory);
  const limit = parseQuantity(limits.memory);
  if (percent === undefined || request === undefined || request < 0 || limit === undefined) {
    return;
  }
  const target = Math.floor((request * percent) / 100);
  if (target < limit / 2) {
    reportWarning(scope, {
      property: 'scaling.onMemory',
      value: `${percent} % of the request of ${requests.memory}, which is ${roundedDown(target)}, under a limit of ${limits.memory}`,
      rule: 'the target is a share of the request: a warm cache exceeds it for good and keeps the number of pods high',
      fix: 'raise the request to what the program really holds, or scale on CPU alone; or acknowledge it with the reason',
      id: 'memory-target-far-below-limit',
    });
  }
}

/** As people speak of it; amounts in manifests are rounded up. */
function roundedDown(bytes: number): string {
  return bytes < 2 ** 20 ? formatBytes(bytes) : `${Math.floor(bytes / 2 ** 20)}Mi`;
}
