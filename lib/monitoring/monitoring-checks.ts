import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { type Metric, MetricType } from '../observability/metric';
import type { MonitoringProfile } from '../observability/monitoring-profile';
import type { MonitoringThresholds, WorkloadMonitoringOptions } from './monitoring-props';
import { clashesWithTarget } from './scrape';

/** The labels by which the messages and the latency of a workload are told apart. */
export function labelsAsked({ messages, latency }: WorkloadMonitoringOptions): string[] {
  return [
    ...(messages?.by ?? []),
    ...(messages?.errorsBy ?? []),
    ...Object.keys(messages?.success ?? {}),
    ...Object.keys(messages?.failure ?? {}),
    ...(latency?.by ?? []),
  ];
}

/** Reports options that contradict each other, or what the workload declares. */
export function checkWorkloadMonitoring(
  scope: IConstruct,
  profile: MonitoringProfile,
  options: WorkloadMonitoringOptions,
): void {
  const { messages, latency, honorLabels } = options;
  checkThresholds(scope, options.thresholds ?? {});
  if (honorLabels === false && clashesWithTarget(labelsAsked(options))) {
    reportError(scope, {
      property: 'honorLabels',
      value: 'false',
      rule: 'Prometheus sets a label of the same name, and renames that of the metric: the expressions would ask for the wrong one',
      fix: 'leave it out',
    });
  }
  if (messages) {
    const asked = [
      messages.by,
      messages.errorsBy,
      Object.keys(messages.success ?? {}),
      Object.keys(messages.failure ?? {}),
    ];
    checkDeclared(
      scope,
      profile,
      'messages',
      messages.metric,
      MetricType.COUNTER,
      asked.flatMap((labels) => labels ?? []),
    );
  }
  if (latency) {
    checkDeclared(scope, profile, 'latency', latency.metric, MetricType.HISTOGRAM, latency.by ?? []);
  }
}

/** A workload that declares its metrics has no others. */
function checkDeclared(
  scope: IConstruct,
  { name, metrics }: MonitoringProfile,
  property: string,
  metric: string,
  type: MetricType,
  labels: readonly string[],
): void {
  if (metrics.length === 0) {
    return;
  }
  const declared = metrics.find((each) => each.name === metric);
  if (declared?.kind !== type) {
    const names = metrics.filter((each) => each.kind === type).map((each) => each.name);
    reportError(scope, {
      property: `${property}.metric`,
      value: metric,
      rule: `${name} declares no ${type} of this name`,
      fix: `name one of: ${names.join(', ') || 'none (declare it in metrics)'}`,
    });
    return;
  }
  for (const label of undeclared(declared, labels)) {
    reportError(scope, {
      property: `${property}.by`,
      value: label,
      rule: `${metric} declares no such label`,
      fix: `name one of: ${declared.labels.join(', ') || 'none (declare it in metrics)'}`,
    });
  }
}

function undeclared({ labels: declared }: Metric, labels: readonly string[]): string[] {
  return [...new Set(labels)].filter((label) => !declared.includes(label) && !clashesWithTarget([label]));
}

function checkThresholds(scope: IConstruct, thresholds: MonitoringThresholds): void {
  for (const property of ['errorShare', 'latencyQuantile', 'memoryShare'] as const) {
    const value = thresholds[property];
    if (value !== undefined && !(value > 0 && value < 1)) {
      reportError(scope, {
        property: `thresholds.${property}`,
        value: String(value),
        rule: 'a share is more than 0 and less than 1',
        fix: 'give 0.05 for 5 percent',
      });
    }
  }
  for (const property of ['latency', 'certificateLeft'] as const) {
    if (thresholds[property]?.toMilliseconds() === 0) {
      reportError(scope, {
        property: `thresholds.${property}`,
        value: '0',
        rule: property === 'latency' ? 'everything takes longer than no time' : 'by then it has ended',
        fix: 'give a longer time',
      });
    }
  }
}

/** The range of the rates that alerts of messages and of latency compare, in seconds. */
const ALERT_RANGE = 300;

/** Reports scrapes that are too rare for the rates of the alerts: a rate of one sample is nothing. */
export function checkScrapeInterval(
  scope: IConstruct,
  { messages, latency }: WorkloadMonitoringOptions,
  seconds: number,
): void {
  if ((messages || latency) && 2 * seconds > ALERT_RANGE) {
    reportError(scope, {
      property: 'scrapeInterval',
      value: `${seconds} s`,
      rule: `the alerts of messages and latency take a rate over ${ALERT_RANGE} s, which needs two scrapes: they would never fire`,
      fix: `scrape at least every ${ALERT_RANGE / 2} s`,
    });
  }
}
