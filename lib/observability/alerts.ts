import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { PrometheusRuleSpec, PrometheusRuleSpecGroupsRules } from '../../imports/monitoring.coreos.com';
import { clusterIdentityOf } from '../core/cluster-identity';
import { defineObject, namespaceOf } from '../core/define-object';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { standaloneLabels } from '../core/labels';
import { RootState } from '../core/root-state';
import type { Wire } from '../core/wire';
import { Cluster } from '../environment/cluster';
import { checkAlertRule } from './alert-checks';
import type { AlertRule } from './alert-rule';

/** Alerts about one thing. */
export interface AlertsProps {
  /**
   * The name of the thing, of the object that holds the alerts, and their label `component`. Alerts of the same name in
   * a namespace stand in one object.
   *
   * @default - the id
   */
  readonly name?: string;

  /** The alerts. */
  readonly rules: AlertRule[];

  /**
   * Where the pages of runbooks are, without a slash at the end.
   *
   * @default - as the cluster's prometheus-operator declares it
   */
  readonly runbookBaseUrl?: string;

  /**
   * Annotations of the object that holds the alerts.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/** Alerts about one thing, in its namespace. Nothing is emitted on a cluster without prometheus-operator. */
export class Alerts extends Construct {
  /** The name of the object that holds the alerts. */
  public readonly name: string;

  /** The alerts. */
  public readonly rules: AlertRule[];

  /** Where the pages of runbooks are; undefined where that is not known. */
  public readonly runbookBaseUrl?: string;

  constructor(scope: Construct, id: string, props: AlertsProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.rules = [...props.rules];
    const operator = Cluster.of(this).prometheusOperator;
    this.runbookBaseUrl = props.runbookBaseUrl ?? operator?.runbookBaseUrl;
    diagnosticRegistry.of(this).defer(() => this.rules.forEach((rule) => checkAlertRule(this, rule)));
    if (this.rules.length === 0) {
      return;
    }
    const parts = this.join();
    if (operator && parts.length === 1) {
      defineObject(this, 'Resource', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        name: this.name,
        labels: { ...standaloneLabels(this.name), ...operator.labels },
        annotations: props.annotations,
        content: () => ({ spec: spec(this.name, parts) }),
      });
    }
  }

  /** All alerts of this name in the namespace so far. Two of one name could not be told apart. */
  private join(): Alerts[] {
    const key = `${clusterIdentityOf(this)}\n${namespaceOf(this) ?? ''}\n${this.name}`;
    const known = alertsByName.of(this);
    const parts = known.get(key) ?? [];
    const names = parts.flatMap(({ rules }) => rules.map(({ name }) => name));
    for (const { name } of this.rules) {
      if (names.includes(name)) {
        reportError(this, {
          property: 'rules.name',
          value: `${name}, which there is already about ${this.name}`,
          rule: 'two alerts of one name about one thing cannot be told apart by who is told',
          fix: 'give one of them another name',
        });
      }
      names.push(name);
    }
    parts.push(this);
    known.set(key, parts);
    return parts;
  }

  /**
   * A rule in the words of the wire format.
   *
   * @internal
   */
  public _render(rule: AlertRule): Wire<PrometheusRuleSpecGroupsRules> {
    const page = rule.runbook && this.runbookBaseUrl && `${this.runbookBaseUrl}/${rule.name}.md`;
    const runbook = rule.runbookUrl ?? page;
    return {
      alert: rule.name,
      expr: rule.expression,
      for: rule.duration && inPrometheus(rule.duration),
      labels: { ...rule.labels, severity: rule.severity, component: this.name },
      annotations: {
        summary: rule.summary,
        description: rule.description,
        ...(runbook === undefined ? {} : { runbook_url: runbook }),
      },
    };
  }
}

function inPrometheus(duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/** The alerts of a tree by cluster, namespace and name, in the order in which they were made. */
const alertsByName = new RootState(() => new Map<string, Alerts[]>());

function spec(name: string, parts: readonly Alerts[]): Wire<PrometheusRuleSpec> {
  return { groups: [{ name, rules: parts.flatMap((alerts) => alerts.rules.map((rule) => alerts._render(rule))) }] };
}
