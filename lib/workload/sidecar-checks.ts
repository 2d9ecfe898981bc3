import type { Construct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { Cluster } from '../environment/cluster';
import type { WorkloadPlan } from './workload-plan';

/** From this version on Kubernetes runs native sidecars by default. */
const FIRST_VERSION = '1.29';

/** Reports sidecars that the cluster cannot run, sidecars that keep a task from completing, and options without effect. */
export function checkSidecars(scope: Construct, plan: WorkloadPlan): void {
  checkInits(scope, plan);
  const { controller, sidecars, props } = plan;
  const { kubernetesVersion } = Cluster.of(scope);
  const isOld = !Cluster.of(scope).runsAtLeast(FIRST_VERSION);
  sidecars.forEach(({ property, name, isNativeSidecar, isBeforeSidecars }) => {
    if (isNativeSidecar && isOld) {
      reportError(scope, {
        property,
        value: `${JSON.stringify(name)}, ${controller.isService ? 'a native sidecar' : `in a ${controller.kind}`}, on Kubernetes ${kubernetesVersion}`,
        rule: controller.isService
          ? `native sidecars need Kubernetes ${FIRST_VERSION}: an older one waits for the end of the container`
          : `a task with a container that runs on never completes; native sidecars, which do not count, need Kubernetes ${FIRST_VERSION}`,
        fix: controller.isService
          ? 'leave out nativeSidecar, or declare the version that the cluster runs: kubernetesVersion'
          : 'declare the version that the cluster runs: kubernetesVersion; or leave the sidecar out; or, if it ends by itself, set nativeSidecar: false',
      });
    }
    if (!controller.isService && !isNativeSidecar) {
      reportWarning(scope, {
        property: `${property}.nativeSidecar`,
        value: `false, for ${JSON.stringify(name)} in a ${controller.kind}`,
        rule: 'a task completes when all of its containers have ended: one that runs on keeps it until its deadline',
        fix: 'leave nativeSidecar out; or, if the sidecar ends by itself, acknowledge it with the reason',
        id: 'task-waits-for-sidecar',
      });
    }
    if (isBeforeSidecars) {
      reportError(scope, {
        property: `${property}.beforeSidecars`,
        value: `true, for ${JSON.stringify(name)}`,
        rule: 'beforeSidecars orders init containers; native sidecars start in the order of the list',
        fix: 'leave beforeSidecars out, or move the container to initContainers',
      });
    }
    if (isNativeSidecar && props.verticalScaling?._containers(plan.main.name).some(([scaled]) => scaled === name)) {
      reportError(scope, {
        property: `verticalScaling.containers.${name}`,
        value: `${JSON.stringify(name)}, a native sidecar`,
        rule: 'a VerticalPodAutoscaler does not scale init containers, and so no native sidecars',
        fix: 'leave it out of containers, or leave nativeSidecar out',
      });
    }
  });
}

/** The API server refuses probes of init containers: it waits for their end. */
function checkInits(scope: Construct, { inits, props }: WorkloadPlan): void {
  inits.forEach(({ property, name, readiness, liveness, startup }, index) => {
    for (const [probe, given] of Object.entries({ readiness, liveness, startup })) {
      if (given) {
        reportError(scope, {
          property: `${property}.${probe}`,
          value: `a probe of ${JSON.stringify(name)}`,
          rule: 'an init container ends before the next one starts: the API server refuses its probes',
          fix: 'leave the probe out; or, if the container runs on, move it to sidecars with nativeSidecar: true',
        });
      }
    }
    const { nativeSidecar } = props.initContainers?.[index]._options ?? {};
    if (nativeSidecar !== undefined) {
      reportError(scope, {
        property: `${property}.nativeSidecar`,
        value: `${nativeSidecar}, for ${JSON.stringify(name)}`,
        rule: 'an init container ends before the next one starts; a native sidecar runs on',
        fix: nativeSidecar ? 'move the container to sidecars' : 'leave nativeSidecar out',
      });
    }
  });
}
