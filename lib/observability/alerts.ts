import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type {
  PrometheusRuleSpec,
  PrometheusRuleSpecGroups,
  PrometheusRuleSpecGroupsRules,
} from '../../imports/monitoring.coreos.com';
import { clusterIdentityOf } from '../core/cluster-identity';
import { defineObject, namespaceOf } from '../core/define-object';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { standaloneLabels } from '../core/labels';
import { RootState } from '../core/root-state';
import type { Wire } from '../core/wire';
import { Cluster } from '../environment/cluster';
import { checkAlertRule, checkInterval } from './alert-checks';
import { checkOutsideUrl } from './outside-url';
import type { AlertRule } from './alert-rule';
import { inPrometheus } from './prometheus-duration';

/** Alerts about one thing. */
export interface AlertsProps {
  /**
   * The name of the thing, and of the object that holds the alerts. Alerts of the same name in
   * a namespace stand in one object.
   *
   * @default - the id
   */
  readonly name?: string;

  /** The alerts. */
  readonly rules: AlertRule[];

  /**
   * What the alerts are about, as their label `component` says it.
   *
   * @default - the name
   */
  readonly component?: string;

  /**
   * The name of the group that the alerts are evaluated in.
   *
   * @default - the name
   */
  readonly group?: string;

  /**
   * How often the alerts are evaluated.
   *
   * @default - as Prometheus evaluates all: every 30 seconds where prometheus-operator made it
   */
  readonly interval?: Duration;

  /**
   * Labels of the object that holds the alerts, beside those by which the cluster's Prometheus selects rules.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

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

  private readonly props: AlertsProps;

  constructor(scope: Construct, id: string, props: AlertsProps) {
    super(scope, id);
    this.props = props;
    this.name = props.name ?? id;
    this.rules = [...props.rules];
    const operator = Cluster.of(this).prometheusOperator;
    this.runbookBaseUrl = props.runbookBaseUrl ?? operator?.runbookBaseUrl;
    diagnosticRegistry.of(this).defer(() => {
      this.rules.forEach((rule) => checkAlertRule(this, rule));
      if (props.interval) {
        checkInterval(this, props.interval, this.rules);
      }
      this.checkLinks();
    });
    if (this.rules.length === 0) {
      return;
    }
    const parts = this.join();
    if (operator && parts.length === 1) {
      defineObject(this, 'Resource', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        name: this.name,
        labels: { ...standaloneLabels(this.name), ...operator.labels, ...props.labels },
        annotations: props.annotations,
        content: () => ({ spec: spec(parts) }),
      });
    }
  }

  /** The address of a cluster's runbooks is one mistake, however many alerts link there. */
  private checkLinks(): void {
    const known = checkedBaseUrls.of(this);
    const base = this.runbookBaseUrl;
    if (base !== undefined && this.rules.length > 0 && !known.has(base)) {
      known.add(base);
      checkOutsideUrl(this, 'runbookBaseUrl', base);
    }
    this.rules.forEach(({ name, runbookUrl }) => {
      if (runbookUrl === undefined || !known.has(runbookUrl.slice(0, -`/${name}.md`.length))) {
        checkOutsideUrl(this, `rules.${name}.runbookUrl`, runbookUrl);
      }
    });
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
   * The group that the alerts are evaluated in.
   *
   * @internal
   */
  public get _group(): Wire<PrometheusRuleSpecGroups> {
    const { group, interval } = this.props;
    return { name: group ?? this.name, interval: interval && inPrometheus(interval) };
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
      labels: { ...rule.labels, severity: rule.severity, component: this.props.component ?? this.name },
      annotations: {
        summary: rule.summary,
        description: rule.description,
        ...(runbook === undefined ? {} : { runbook_url: runbook }),
      },
    };
  }
}

/** The addresses of runbooks in a tree that were checked. */
const checkedBaseUrls = new RootState(() => new Set<string>());

/** The alerts of a tree by cluster, namespace and name, in the order in which they were made. */
const alertsByName = new RootState(() => new Map<string, Alerts[]>());

function spec(parts: readonly Alerts[]): Wire<PrometheusRuleSpec> {
  const groups = new Map<string, Wire<PrometheusRuleSpecGroups>>();
  for (const alerts of parts) {
    const group = alerts._group;
    const { rules = [], ...known } = groups.get(group.name) ?? group;
    const more = alerts.rules.map((rule) => alerts._render(rule));
    groups.set(group.name, { ...known, rules: [...rules, ...more] });
  }
  return { groups: [...groups.values()] };
}
