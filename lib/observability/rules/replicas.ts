import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { type Subject, select } from './subject';

/** How kube-state-metrics counts the pods of a kind. */
interface Counts {
  readonly label: string;
  readonly wanted: string;
  readonly ready: string;
  readonly updated: string;
}

const COUNTS: Readonly<Record<string, Counts>> = {
  Deployment: {
    label: 'deployment',
    wanted: 'kube_deployment_spec_replicas',
    ready: 'kube_deployment_status_replicas_available',
    updated: 'kube_deployment_status_replicas_updated',
  },
  StatefulSet: {
    label: 'statefulset',
    wanted: 'kube_statefulset_replicas',
    ready: 'kube_statefulset_status_replicas_ready',
    updated: 'kube_statefulset_status_replicas_updated',
  },
  DaemonSet: {
    label: 'daemonset',
    wanted: 'kube_daemonset_status_desired_number_scheduled',
    ready: 'kube_daemonset_status_number_available',
    updated: 'kube_daemonset_status_updated_number_scheduled',
  },
};

/** A metric of a Deployment or StatefulSet, once, however many exporters report it. */
function once(metric: string, { namespace, name }: Subject, label: string, more: Record<string, string> = {}): string {
  return `max by (namespace, ${label}) (${metric}${select({ namespace, [label]: name, ...more })})`;
}

/** Some of the wanted pods are not ready. */
export function podsNotReady(kind: string, subject: Subject, duration: Duration): AlertRule {
  const { label, wanted, ready } = countsOf(kind);
  return {
    name: 'PodsNotReady',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `${once(wanted, subject, label)}\n- ${once(ready, subject, label)}\n> 0`,
    summary: `{{ $value }} pods of {{ $labels.namespace }}/{{ $labels.${label} }} are not ready`,
    description: `${subject.name} runs with fewer pods than it should. See what the missing ones wait for: kubectl -n {{ $labels.namespace }} get pods, then describe one of them.`,
    runbook: {
      meaning:
        'A workload has run with fewer ready pods than wanted for a while. It serves, but with less room than planned: a peak, a drain or another loss will hurt.',
      checks: [
        'What the missing pods wait for: `kubectl -n NAMESPACE get pods`, then `kubectl -n NAMESPACE describe pod POD`.',
        'No pod at all for some of them: `kubectl -n NAMESPACE get events --field-selector type=Warning`: quota, or Pod Security.',
        'Running and not ready: the readiness probe fails. Ask it, and read the log.',
        'Pending: no node has room, or none that the spread over zones allows.',
      ],
      remedies: [
        'Quota: raise `quotaHeadroom` of the namespace, or the bounds that it is made of.',
        'No room on nodes: add nodes. A zone is gone: the pods come back with it.',
        'The probe fails since a rollout: `kubectl -n NAMESPACE rollout undo deployment/NAME`.',
        'The probe asks for something that others provide: mend it there, and take it out of the readiness probe if the workload can serve without.',
      ],
    },
  };
}

/** None of the wanted pods is ready. A workload that is scaled to zero wants none. */
export function noPodReady(kind: string, subject: Subject, duration: Duration): AlertRule {
  const { label, wanted, ready } = countsOf(kind);
  return {
    name: 'NoPodReady',
    severity: AlertSeverity.CRITICAL,
    duration,
    expression: `${once(ready, subject, label)} == 0\nand\n${once(wanted, subject, label)} > 0`,
    summary: `no pod of {{ $labels.namespace }}/{{ $labels.${label} }} is ready`,
    description: `${subject.name} does nothing for anybody: none of its pods is ready. See what they wait for: kubectl -n {{ $labels.namespace }} get pods, then describe one of them.`,
    runbook: {
      meaning: 'A workload wants pods and none is ready: nobody is served, no work is done.',
      checks: [
        'What the pods wait for: `kubectl -n NAMESPACE get pods`, then `kubectl -n NAMESPACE describe pod POD`.',
        'What changed last: `kubectl -n NAMESPACE rollout history deployment/NAME`, and changes to Secrets, policies and nodes.',
        'Whether others in the namespace have it, too: then it is a node, a zone, the quota or the network.',
        'What it says: `kubectl -n NAMESPACE logs -l app.kubernetes.io/instance=NAME --prefix --tail=50`.',
      ],
      remedies: [
        'It began with a rollout: `kubectl -n NAMESPACE rollout undo deployment/NAME`.',
        'It waits for a database, a broker or a Secret: mend that first.',
        'A StatefulSet whose node is gone: see PodOnDeadNode.',
      ],
    },
  };
}

/**
 * What is there while a rollout has not got through. A Deployment says by itself that its deadline is over. A
 * StatefulSet counts a pod as updated as soon as it is made, so with one pod, or with the last one, only its revisions
 * tell: the current one becomes the updated one when every pod is ready. The count tells where an old revision was
 * applied again and the pods of a broken one are left.
 */
function rolloutPending(kind: string, subject: Subject): string {
  const { label, wanted, updated } = countsOf(kind);
  if (kind === 'Deployment') {
    const stopped = { condition: 'Progressing', status: 'false' };
    return `${once('kube_deployment_status_condition', subject, label, stopped)} > 0`;
  }
  const counted = `${once(wanted, subject, label)}\n- ${once(updated, subject, label)}\n> 0`;
  if (kind !== 'StatefulSet') {
    return counted;
  }
  const set = select({ namespace: subject.namespace, [label]: subject.name });
  const revisions = [
    `max by (namespace, ${label}) (`,
    `kube_statefulset_status_current_revision${set}`,
    `unless on (namespace, ${label}, revision) kube_statefulset_status_update_revision${set}`,
    ') > 0',
  ].join('\n');
  return `${revisions}\nor\n${counted}`;
}

/** A new version that does not get through. */
export function rolloutStuck(kind: string, subject: Subject, duration: Duration): AlertRule {
  const { label } = countsOf(kind);
  return {
    name: 'RolloutStuck',
    severity: AlertSeverity.WARNING,
    duration,
    expression: rolloutPending(kind, subject),
    summary: `the rollout of {{ $labels.namespace }}/{{ $labels.${label} }} does not get on`,
    description: `The new version of ${subject.name} did not become ready in time; old pods go on. See why: kubectl -n {{ $labels.namespace }} get pods, then describe a new one. To go back: kubectl -n {{ $labels.namespace }} rollout undo ${label}/{{ $labels.${label} }}`,
    runbook: {
      meaning:
        'A new version was applied and its pods do not become ready. Those of the old version that are left go on serving, but part of the change is out and part is not.',
      checks: [
        'How far it got: `kubectl -n NAMESPACE rollout status deployment/NAME --timeout=1s` (or `statefulset/NAME`).',
        'What the new pods wait for: `kubectl -n NAMESPACE get pods`, then `kubectl -n NAMESPACE describe pod POD`.',
        'Whether there is room for the surge: `kubectl -n NAMESPACE describe quota`.',
      ],
      remedies: [
        'Go back: `kubectl -n NAMESPACE rollout undo deployment/NAME`, then synthesize and deploy the old version, or the next deployment rolls forward again.',
        'A StatefulSet with `podManagementPolicy: OrderedReady` keeps waiting for the pod that fails even after going back: delete that pod once the old version is applied. One with `Parallel` takes the next version by itself.',
        'The quota is in the way: raise `quotaHeadroom`.',
      ],
    },
  };
}

function countsOf(kind: string): Counts {
  return COUNTS[kind] ?? COUNTS.Deployment;
}
