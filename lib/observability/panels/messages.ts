import type { LatencyMetrics, MessageMetrics } from '../message-metrics';
import { type Panel, PanelUnit } from '../panel';
import { errorLabels, latencyQuantile, messageRate } from '../rules/messages';

/** How many messages are handled in a second. */
export function throughputPanel(namespace: string, messages: MessageMetrics, window: string): Panel {
  const by = messages.by ?? [];
  return {
    title: by.length > 0 ? `Throughput by ${inWords(by)}` : 'Throughput',
    unit: PanelUnit.PER_SECOND,
    queries: [
      {
        expression: messageRate(namespace, messages, messages.success ?? {}, by, window),
        legend: legendOf(by, 'messages'),
      },
    ],
  };
}

/** Which share of the messages fails. Where none has failed yet the line is at zero, and not missing. */
export function errorSharePanel(namespace: string, messages: MessageMetrics, limit: number): Panel {
  const by = errorLabels(messages);
  const failed = messageRate(namespace, messages, messages.failure ?? {}, by, '5m');
  const all = messageRate(namespace, messages, {}, by, '5m');
  return {
    title: 'Error rate, as a share of messages',
    unit: PanelUnit.SHARE,
    queries: [{ expression: `(${failed} or 0 * ${all})\n/ (${all} > 0)`, legend: legendOf(by, 'errors') }],
    limit,
  };
}

/** How long it takes, for the middle and for the slowest. */
export function latencyPanel(namespace: string, latency: LatencyMetrics, limit: number): Panel {
  const by = latency.by ?? [];
  return {
    title: 'Latency, p50, p95 and p99',
    unit: PanelUnit.SECONDS,
    queries: [0.5, 0.95, 0.99].map((quantile) => ({
      expression: latencyQuantile(namespace, latency, quantile),
      legend: [`p${Math.round(quantile * 100)}`, ...by.map((label) => `{{${label}}}`)].join(' '),
    })),
    limit,
  };
}

function legendOf(by: readonly string[], otherwise: string): string {
  return by.length > 0 ? by.map((label) => `{{${label}}}`).join(' ') : otherwise;
}

function inWords(labels: readonly string[]): string {
  return [...(labels.length > 1 ? [labels.slice(0, -1).join(', ')] : []), labels[labels.length - 1]].join(' and ');
}
