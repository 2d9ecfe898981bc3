import type { DiagnosticEntry } from '../core/diagnostic-entry';
import { MetricType } from './metric';
import type { MetricRegistry } from './metric-registry';
import type { Claim } from './query/claims';

/** The id of what nothing is known to expose. */
export const UNKNOWN_METRIC = 'unknown-metric';

/** What is wrong with something that an expression takes for granted. */
export interface ClaimProblem {
  readonly level: DiagnosticEntry['level'];
  readonly id: string;
  readonly rule: string;
  readonly fix: string;
}

/** Labels that Prometheus puts on series when it scrapes, whatever the metric has. */
const TARGET_LABELS: ReadonlySet<string> = new Set(
  'namespace pod job instance service endpoint container cluster node metrics_path prometheus'.split(' '),
);

/** Why something that an expression takes for granted is not so with these metrics; undefined where it may be. */
export function claimProblem(metrics: MetricRegistry, claim: Claim): ClaimProblem | undefined {
  switch (claim.kind) {
    case 'series':
      return unknownSeries(metrics, claim.metric) ?? unknownLabel(metrics, claim.metric, claim.labels);
    case 'rate':
      return metrics.find(claim.metric)?.type === MetricType.GAUGE
        ? {
            level: 'error',
            id: 'rate-of-gauge',
            rule: `${claim.metric} is a gauge, and ${claim.function} takes each time it falls for a new start from zero`,
            fix: `take delta or deriv of it; where it only grows, declare it as Metric.counter('${claim.metric}')`,
          }
        : undefined;
    case 'total':
      return metrics.find(claim.metric)?.type === MetricType.COUNTER
        ? {
            level: 'warning',
            id: 'raw-counter',
            rule: `${claim.metric} counts since its program started: once ${claim.operator} is true, it may stay so until the next start`,
            fix: `compare what came of late: increase(${claim.metric}[5m]) or rate(${claim.metric}[5m])`,
          }
        : undefined;
    case 'quantile':
      return noHistogram(metrics, claim.metric);
    case 'bounds':
      return {
        level: 'error',
        id: 'quantile-without-le',
        rule: 'a quantile is computed from the counts of each upper bound, and the label le is gone by then',
        fix: 'keep it: histogram_quantile(0.95, sum by (le, …) (rate(…_bucket[5m])))',
      };
    case 'rate-of-sum':
      return {
        level: 'error',
        id: 'rate-of-sum',
        rule: `where one of many programs starts anew, their ${claim.operator} falls, and ${claim.function} takes that for a new start of all`,
        fix: `put together what each has: ${claim.operator}(${claim.function}(…[5m]))`,
      };
    case 'count-of-nothing':
      return {
        level: 'error',
        id: 'count-of-nothing',
        rule: `of nothing, count gives nothing, and not 0: count(…) ${claim.comparison} is never true`,
        fix: 'ask for what is missing: absent(…)',
      };
  }
}

function unknownSeries(metrics: MetricRegistry, series: string): ClaimProblem | undefined {
  const known = metrics.find(series);
  if (known === undefined) {
    const closest = metrics.closestTo(series);
    return {
      level: 'error',
      id: UNKNOWN_METRIC,
      rule: `nothing is known to expose ${series}, and of a metric that is not there Prometheus says nothing`,
      fix:
        `${closest === undefined ? '' : `write ${closest}, if that is meant; or `}declare it where it is exposed: ` +
        `metrics: [${declaration(series)}], or by MetricCatalogue.of(this).add(…)`,
    };
  }
  return known.isHistogram
    ? {
        level: 'error',
        id: UNKNOWN_METRIC,
        rule: `${series} is a histogram: Prometheus has it as ${series}_bucket, ${series}_sum and ${series}_count`,
        fix: `ask for a quantile: histogram_quantile(0.95, sum by (le) (rate(${series}_bucket[5m])))`,
      }
    : undefined;
}

/** How a series would be declared that is called so. */
function declaration(series: string): string {
  if (series.endsWith('_bucket')) {
    return `Metric.histogram('${series.replace(/_bucket$/, '')}')`;
  }
  return series.endsWith('_total') ? `Metric.counter('${series}')` : `Metric.gauge('${series}')`;
}

function unknownLabel(metrics: MetricRegistry, series: string, labels: readonly string[]): ClaimProblem | undefined {
  const own = metrics.find(series)?.labels;
  const unknown = own && labels.find((label) => !own.has(label) && !isTargetLabel(label));
  if (own === undefined || unknown === undefined) {
    return undefined;
  }
  const has = own.size === 0 ? 'it has none of its own' : `it has ${[...own].sort().join(', ')}`;
  return {
    level: 'warning',
    id: 'unknown-metric-label',
    rule: `${series} is not known to have the label ${unknown}: ${has}`,
    fix: 'select by a label that it has, or declare the label with the metric',
  };
}

function isTargetLabel(label: string): boolean {
  return TARGET_LABELS.has(label) || label.startsWith('exported_');
}

function noHistogram(metrics: MetricRegistry, series: string): ClaimProblem | undefined {
  const known = metrics.find(series);
  return known === undefined || known.type === undefined || known.isBucket || known.isHistogram
    ? undefined
    : {
        level: 'error',
        id: 'quantile-of-no-histogram',
        rule: `a quantile is computed from the buckets of a histogram, and ${series} has none`,
        fix: 'take the rate of the series whose name ends in _bucket',
      };
}
