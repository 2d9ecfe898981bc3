import { Construct } from 'constructs';
import { authorOf } from '../core/author';
import { defineObject } from '../core/define-object';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import type { AdapterRule } from '../environment/adapter-rule';
import { standaloneLabels } from '../core/labels';
import { toYaml } from '../core/yaml';
import { Cluster } from '../environment/cluster';
import type { MessageRate } from '../environment/message-rate';
import { knownRates, sameRate, writeRates } from './adapter-registry';

/** What the rules of an adapter are made of. */
export interface PrometheusAdapterRulesProps {
  /**
   * The name of the ConfigMap.
   *
   * @default 'prometheus-adapter-rules'
   */
  readonly name?: string;
}

/**
 * The file of rules that the prometheus-adapter of a cluster reads, in a ConfigMap of its namespace: a rule for each rate
 * that the cluster declares, and for each that a workload of the same tree and cluster scales on. It is one file, so it
 * belongs to the cluster-wide app, once a cluster, and no system has it. Mount it as the adapter's `config.yaml`; the
 * adapter's chart takes its name in `rules.existing`. The adapter reads it at start: restart it for a change.
 */
export class PrometheusAdapterRules extends Construct {
  /** The name of the ConfigMap. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: PrometheusAdapterRulesProps = {}) {
    super(scope, id);
    this.name = props.name ?? 'prometheus-adapter-rules';
    const { prometheusAdapter } = Cluster.of(this);
    writeRates(this);
    defineObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: this.name,
      namespace: prometheusAdapter?.namespace ?? 'monitoring',
      labels: standaloneLabels(this.name),
      content: () => ({ data: { 'config.yaml': toYaml({ rules: rulesOf(knownRates(this)) }) } }),
    });
    diagnosticRegistry.of(this).defer(() => this.check());
  }

  private check(): void {
    const author = authorOf(this);
    if (!Cluster.of(this).prometheusAdapter) {
      reportError(author, {
        property: 'prometheusAdapter',
        rule: 'the cluster declares no prometheus-adapter: nobody would read its rules',
        fix: 'declare it on the cluster: prometheusAdapter: {}; or leave PrometheusAdapterRules out',
      });
    }
    const byMetric = new Map<string, MessageRate>();
    for (const rate of knownRates(this)) {
      rate._check(author, `rates.${rate.metric}`);
      const first = byMetric.get(rate.metric) ?? rate;
      byMetric.set(rate.metric, first);
      if (!sameRate(first, rate)) {
        reportError(author, {
          property: `rates.${rate.metric}`,
          value: `${rate._rule().metricsQuery}, and ${first._rule().metricsQuery}`,
          rule: 'a cluster has one metric of a name: the adapter would answer with either of the two',
          fix: 'give all that scale on this counter the same MessageRate, or count in two counters',
        });
      }
    }
  }
}

/** Each rule once, in the order of the metrics. */
function rulesOf(rates: readonly MessageRate[]): AdapterRule[] {
  const byMetric = new Map(rates.map((rate) => [rate.metric, rate._rule()]));
  return [...byMetric.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
}
