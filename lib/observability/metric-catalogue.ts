import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import type { Metric } from './metric';
import { metricRegistry } from './metric-registry';

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * The metrics that alerts and dashboards of a tree may ask for. It knows those of Kubernetes and of the exporters that
 * the library deploys, and what workloads declare; add what else there is, for example what a program outside of the
 * tree exposes, or what a recording rule makes.
 */
export class MetricCatalogue {
  /** The catalogue of the tree that a construct belongs to. */
  public static of(scope: IConstruct): MetricCatalogue {
    return new MetricCatalogue(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Declares metrics, whoever exposes them. The order does not matter: expressions are checked when the tree is
   * finished. A name or a label that Prometheus does not take is an error, and a metric declared as of two types.
   */
  public add(...metrics: Metric[]): void {
    metrics.forEach((metric) => {
      this.check(metric);
      const other = metricRegistry.of(this.scope).add(metric);
      if (other !== undefined) {
        reportError(this.scope, {
          property: 'metrics',
          value: `${metric.name} as a ${metric.kind}, declared as a ${other} elsewhere`,
          rule: 'what may be asked of a metric follows from its type',
          fix: 'declare it alike everywhere, or give one of the two another name',
        });
      }
    });
  }

  private check({ name, labels }: Metric): void {
    if (!NAME.test(name)) {
      reportError(this.scope, {
        property: 'metrics',
        value: JSON.stringify(name),
        rule: 'the name of a metric is letters, digits, _ and :, without a digit at the beginning',
        fix: 'write the name as the program exposes it',
      });
    }
    const wrong = labels.find((label) => !LABEL.test(label));
    if (wrong !== undefined) {
      reportError(this.scope, {
        property: 'metrics',
        value: `${name} with the label ${JSON.stringify(wrong)}`,
        rule: 'the label of a metric is letters, digits and _, without a digit or __ at the beginning',
        fix: 'write the label as the program exposes it',
      });
    }
  }
}
