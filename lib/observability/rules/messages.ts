import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import type { LatencyMetrics, MessageMetrics } from '../message-metrics';
import { select } from './subject';

/** The window over which rates are taken. */
const WINDOW = '5m';

/** The labels by which the errors of messages are told apart. */
export function errorLabels({ by = [], errorsBy = by.slice(0, 1) }: MessageMetrics): string[] {
  return [...errorsBy];
}

/** How much each of some labels handles in a second. */
export function messageRate(
  namespace: string,
  { metric }: MessageMetrics,
  labels: Readonly<Record<string, string>>,
  by: readonly string[],
  window: string,
): string {
  return `sum by (${['namespace', ...by].join(', ')}) (rate(${metric}${select({ namespace, ...labels })}[${window}]))`;
}

/** A quantile of a histogram. Buckets are added up before it is taken: a quantile of quantiles means nothing. */
export function latencyQuantile(namespace: string, { metric, by = [] }: LatencyMetrics, quantile: number): string {
  const labels = ['namespace', ...by, 'le'].join(', ');
  const buckets = `rate(${metric}_bucket${select({ namespace })}[${WINDOW}])`;
  return `histogram_quantile(${quantile}, sum by (${labels}) (${buckets}))`;
}

/** Too many of the messages fail: a share of them, however many there are. Without messages nobody is told. */
export function errorShareHigh(
  namespace: string,
  messages: MessageMetrics,
  threshold: number,
  duration: Duration,
): AlertRule {
  const by = errorLabels(messages);
  const all = messageRate(namespace, messages, {}, by, WINDOW);
  const whose = printed(by);
  return {
    name: 'HighErrorRate',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `${messageRate(namespace, messages, messages.failure ?? {}, by, WINDOW)}\n/ (${all} > 0)\n> ${threshold}`,
    summary: `{{ $value | humanizePercentage }} of the messages of {{ $labels.namespace }}${whose} fail`,
    description: `More than ${percent(threshold)} of the messages of the last five minutes failed. Read what the pods say: kubectl -n {{ $labels.namespace }} get pods, then the log of one of them.`,
    runbook: {
      meaning:
        'A larger share of the messages fails than is borne. Who sends them gets errors, or sends them again, which is more load.',
      checks: [
        'Which messages: the panels of errors and of throughput, by subject or operation; one of them alone, or all.',
        'What the pods say: `kubectl -n NAMESPACE logs -l app.kubernetes.io/instance=NAME --prefix --tail=50`.',
        'Whether it began with a rollout: `kubectl -n NAMESPACE rollout history deployment/NAME`.',
        'Whether what it keeps messages in is there: the alerts of its stores, and their panels.',
      ],
      remedies: [
        'It began with a new version: `kubectl -n NAMESPACE rollout undo deployment/NAME`, then synthesize and deploy the old version.',
        'A store does not answer or is full: mend that first.',
        'One sender sends what cannot be handled: have it stopped.',
      ],
    },
  };
}

/** Answers take too long, for the slowest few. */
export function latencyHigh(
  namespace: string,
  latency: LatencyMetrics,
  quantile: number,
  threshold: Duration,
  duration: Duration,
): AlertRule {
  const seconds = threshold.toMilliseconds() / 1000;
  return {
    name: 'HighLatency',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `${latencyQuantile(namespace, latency, quantile)}\n> ${seconds}`,
    summary: `the slowest ${percent(1 - quantile)} in {{ $labels.namespace }}${printed(latency.by ?? [])} take {{ $value | humanizeDuration }} and more`,
    description: `They took longer than ${seconds} s over the last five minutes. See which operation it is, and whether the pods are at their limits.`,
    runbook: {
      meaning:
        'The slowest part of what is asked takes longer than is borne. Others wait with it: streams stall, and clients run into their deadlines.',
      checks: [
        'Which operation, and since when: the panel of latency. One operation alone has its cause in what only it uses.',
        'Whether the pods are at their limits: the panels of CPU and memory, and of throttling.',
        'Whether there are as many pods as the load asks for: the panel of replicas; HPAMaxedOut and AutoscalerAtMaximum.',
        'Whether a store answers late: its panels.',
      ],
      remedies: [
        'More load than the pods bear: raise the maximum of the autoscaler in the settings of the environment.',
        'Too little for each pod: raise its requests and limits.',
        'It began with a new version: `kubectl -n NAMESPACE rollout undo deployment/NAME`.',
      ],
    },
  };
}

/** What annotations print of labels. */
function printed(labels: readonly string[]): string {
  return labels.map((label) => `, ${label} {{ $labels.${label} }}`).join('');
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
