import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { PodSecurity } from './pod-security';
import { allContainers, type WorkloadPlan } from './workload-plan';

/** Reports pods that see their node, in a namespace of ours that admits none of that kind. */
export function checkNodeAccess(scope: Construct, plan: WorkloadPlan): void {
  const folders = allContainers(plan)
    .flatMap(({ mounts }) => Object.values(mounts))
    .flatMap(({ _host }) => _host?.folder ?? []);
  const seen = [...(plan.props.hostNetwork === undefined ? [] : ['its network']), ...new Set(folders)];
  const { namespace, podSecurity } = Chart.of(scope) as Chart & { readonly podSecurity?: unknown };
  if (plan.props.hostNetwork?.trim() === '') {
    reportError(scope, {
      property: 'hostNetwork',
      value: 'an empty reason',
      rule: 'what has the network of a node has a reason that an auditor reads',
      fix: 'say in a sentence what the program does there, or leave it out',
    });
  }
  if (seen.length > 0 && podSecurity instanceof PodSecurity && podSecurity.level !== 'privileged') {
    reportError(scope, {
      property: 'podSecurity of the chart',
      value: `${podSecurity.level} in ${namespace}, for pods that see of their node: ${seen.join(', ')}`,
      rule: 'the API server would refuse every pod',
      fix: 'put it into a NamespaceChart of its own with podSecurity: PodSecurity.privileged({ reason: … })',
    });
  }
}
