import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { podNames } from '../../core/pod-names';
import { type Subject, selectMatching } from './subject';

/** Prometheus finds a pod and gets no metrics of it. */
export function scrapeFailing(kind: string, { namespace, name }: Subject, duration: Duration): AlertRule {
  const pods = selectMatching({ namespace }, 'pod', podNames(kind, name));
  return {
    name: 'ScrapeFailing',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `min by (namespace, pod, endpoint) (up${pods}) == 0`,
    summary: 'Prometheus gets no metrics of pod {{ $labels.namespace }}/{{ $labels.pod }}, port {{ $labels.endpoint }}',
    description: `What ${name} tells is missing, and alerts and autoscalers that live of it are blind. Prometheus says why, in its list of targets.`,
    runbook: {
      meaning:
        'Prometheus knows a pod, asks it for metrics and gets none. Alerts on these metrics cannot fire meanwhile, and what scales on them stands still.',
      checks: [
        'Why: the page of targets of Prometheus has the error beside the pod.',
        'Whether the pod listens there: `kubectl -n NAMESPACE port-forward POD PORT`, then ask for `/metrics`.',
        'Whether the policy lets Prometheus in: the cluster declares its namespace and labels.',
      ],
      remedies: [
        'A time-out: the program takes long to tell; scrape it less often, or let it tell less.',
        'Connection refused: the program serves its metrics on another port, or on localhost only.',
        'No answer at all: declare `prometheus` of the cluster with its real namespace and labels.',
      ],
    },
  };
}

/** A container that will soon be killed for its memory. */
export function memoryNearLimit(
  kind: string,
  { namespace, name }: Subject,
  share: number,
  duration: Duration,
): AlertRule {
  const pods = podNames(kind, name);
  const each = (metric: string, labels: Record<string, string>): string =>
    `max by (namespace, pod, container) (${metric}${selectMatching({ namespace, ...labels }, 'pod', pods)})`;
  return {
    name: 'MemoryNearLimit',
    severity: AlertSeverity.WARNING,
    duration,
    expression: [
      each('container_memory_working_set_bytes', {}),
      `/ (${each('kube_pod_container_resource_limits', { resource: 'memory' })} > 0)`,
      `> ${share}`,
    ].join('\n'),
    summary:
      '{{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory',
    description: `At its limit it is killed, and starts anew with nothing in memory. See whether it grows all the time (a leak) or with the load of ${name}.`,
    runbook: {
      meaning:
        'A container uses nearly all the memory that it may. At its limit the kernel kills it, in the middle of what it does.',
      checks: [
        'Whether it grows all the time, or with the load: the panel of memory, over days.',
        'Whether all pods have it, or one: one alone has a large piece of work, or a stream that somebody does not read.',
        'Whether it was killed before: `kubectl -n NAMESPACE describe pod POD`, `OOMKilled` under Last State.',
      ],
      remedies: [
        'It grows with the load: raise the memory in the settings of the environment, or the number of pods.',
        'It grows all the time: `kubectl -n NAMESPACE rollout restart deployment/NAME` gives time to find the leak.',
      ],
    },
  };
}
