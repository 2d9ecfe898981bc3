import { Duration } from 'cdk8s';
import { canonical } from '../core/canonical';
import type { AlertRule } from '../observability/alert-rule';
import type { Panel } from '../observability/panel';
import { errorSharePanel, latencyPanel, throughputPanel } from '../observability/panels/messages';
import { errorShareHigh, latencyHigh } from '../observability/rules/messages';
import type { WorkloadMonitoringOptions } from './monitoring-props';

/** What is shown and told of messages, or of latency. */
export interface StreamPart {
  /** What it follows from: parts of one key are alike. */
  readonly key: string;
  readonly panels: Panel[];
  readonly rules: AlertRule[];
}

/** A rate needs two values, also where one is missing. */
const SCRAPES_IN_WINDOW = 4;
const SHORTEST_WINDOW = 60;

/** What is shown and told of a stream. */
export function streamParts(
  namespace: string,
  { messages, latency, thresholds = {} }: WorkloadMonitoringOptions,
  interval: Duration,
): StreamPart[] {
  const parts: StreamPart[] = [];
  if (messages) {
    const share = thresholds.errorShare ?? 0.05;
    const lasts = thresholds.errorShareFor ?? Duration.minutes(5);
    const seconds = Math.ceil((SCRAPES_IN_WINDOW * interval.toMilliseconds()) / 1000);
    const window = seconds > SHORTEST_WINDOW ? `${seconds}s` : '1m';
    const panels = [
      throughputPanel(namespace, messages, window),
      ...(messages.failure ? [errorSharePanel(namespace, messages, share)] : []),
    ];
    const rules = messages.failure ? [errorShareHigh(namespace, messages, share, lasts)] : [];
    parts.push({ key: keyOf(panels, rules), panels, rules });
  }
  if (latency) {
    const limit = thresholds.latency ?? Duration.millis(500);
    const lasts = thresholds.latencyFor ?? Duration.minutes(5);
    const panels = [latencyPanel(namespace, latency, limit.toMilliseconds() / 1000)];
    const rules = [latencyHigh(namespace, latency, thresholds.latencyQuantile ?? 0.95, limit, lasts)];
    parts.push({ key: keyOf(panels, rules), panels, rules });
  }
  return parts;
}

function keyOf(panels: readonly Panel[], rules: readonly AlertRule[]): string {
  const told = rules.map(({ expression, duration }) => [expression, duration?.toMilliseconds() ?? 0]);
  return JSON.stringify(canonical([panels, told]));
}
