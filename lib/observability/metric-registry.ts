import type { IConstruct } from 'constructs';
import { closestName } from '../core/closest-name';
import { RootState } from '../core/root-state';
import { type Metric, MetricType } from './metric';
import type { MetricFact } from './metric-fact';
import { knownMetrics } from './metrics/known-metrics';

/** What is known of a series. */
export interface SeriesFact extends MetricFact {
  /** Whether the name is that of a histogram, which is stored under other names only. */
  readonly isHistogram: boolean;
  /** Whether it counts by upper bounds. */
  readonly isBucket: boolean;
}

/** The series that a metric is stored in, beside its own name. */
const SUFFIXES = /_(bucket|sum|count)$/;

/** Prometheus keeps such names for itself, so that nobody exposes them: here they stand for a name to be put in. */
const STAND_IN = '__';

/** The metrics of a tree. */
export class MetricRegistry {
  private readonly declared = new Map<string, MetricFact>();
  private readonly said = new WeakMap<IConstruct, Set<string>>();
  private readonly closest = new Map<string, string | undefined>();

  /** Whether something is said of a construct for the first time. */
  isFirst(scope: IConstruct, text: string): boolean {
    const said = this.said.get(scope) ?? new Set<string>();
    this.said.set(scope, said);
    const isNew = !said.has(text);
    said.add(text);
    return isNew;
  }

  /** Declares a metric; gives its type where it is declared as of another. */
  add({ name, kind: type, labels }: Metric): MetricType | undefined {
    const known = this.declared.get(name);
    this.declared.set(name, { type, labels: new Set([...(known?.labels ?? []), ...labels]) });
    return known === undefined || known.type === type ? undefined : known.type;
  }

  /** What is known of a series; undefined where nothing exposes it. */
  find(series: string): SeriesFact | undefined {
    const own = this.metric(series);
    if (own !== undefined) {
      const isSummary = own.type === MetricType.SUMMARY;
      return {
        type: isSummary ? MetricType.GAUGE : own.type,
        labels: isSummary ? withLabel(own.labels, 'quantile') : own.labels,
        isHistogram: own.type === MetricType.HISTOGRAM,
        isBucket: false,
      };
    }
    const suffix = SUFFIXES.exec(series)?.[1];
    const metric = suffix === undefined ? undefined : this.metric(series.replace(SUFFIXES, ''));
    const isBucket = suffix === 'bucket';
    if (metric?.type !== MetricType.HISTOGRAM && (metric?.type !== MetricType.SUMMARY || isBucket)) {
      return undefined;
    }
    const labels = isBucket ? withLabel(metric.labels, 'le') : metric.labels;
    return { type: MetricType.COUNTER, labels, isHistogram: false, isBucket };
  }

  /** The name of a metric that was probably meant. */
  closestTo(series: string): string | undefined {
    if (!this.closest.has(series)) {
      // Who mistypes a name seldom does so at both of its ends; to compare it with all names would take long.
      const [beginning, end] = [series.slice(0, 3), series.slice(-8)];
      const names = [...this.declared.keys(), ...knownMetrics().byName.keys()];
      const alike = names.filter((name) => name.startsWith(beginning) || name.endsWith(end));
      this.closest.set(series, closestName(series, alike));
    }
    return this.closest.get(series);
  }

  private metric(name: string): MetricFact | undefined {
    if (name.startsWith(STAND_IN)) {
      return {};
    }
    const { byName, families } = knownMetrics();
    const listed = this.declared.get(name) ?? byName.get(name);
    return listed ?? (families.some((beginning) => name.startsWith(beginning)) ? {} : undefined);
  }
}

function withLabel(labels: ReadonlySet<string> | undefined, label: string): ReadonlySet<string> | undefined {
  return labels && new Set([...labels, label]);
}

/** The metrics of a tree. */
export const metricRegistry = new RootState(() => new MetricRegistry());
