import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { namespaceOf } from '../core/define-object';
import { secondsOf } from '../core/seconds';
import { diagnosticRegistry, reportError, reportWarning } from '../core/diagnostic-registry';
import { Cluster } from '../environment/cluster';
import type { AlertRule } from '../observability/alert-rule';
import { Alerts } from '../observability/alerts';
import type { IMonitored, MonitoringProfile } from '../observability/monitoring-profile';
import type { Panel } from '../observability/panel';
import { namespacePanels } from '../observability/panels/namespace';
import { autoscalerMaxedOut, podDown } from '../observability/rules/namespace';
import { Dashboard } from './dashboard';
import type { DashboardRow } from './dashboard-props';
import { checkWorkloadMonitoring, labelsAsked, checkScrapeInterval } from './monitoring-checks';
import type {
  MonitoringAlertOptions,
  MonitoringProps,
  NamespaceMonitoringOptions,
  WorkloadMonitoringOptions,
} from './monitoring-props';
import { OfferedAlerts } from './offered-alerts';
import { clashesWithTarget, defineScrape } from './scrape';
import { type StreamPart, streamParts } from './stream-parts';
import { workloadAlerts } from './workload-alerts';
import { workloadPanels } from './workload-panels';

/**
 * The monitoring of a system: it asks each workload what it is, has Prometheus scrape it, tells somebody of what can go
 * wrong with such a thing beside what the workload tells of itself, and shows all of it in one dashboard. Without
 * prometheus-operator there are neither monitors nor alerts, without Prometheus no dashboard.
 */
export class Monitoring extends Construct {
  /** The dashboard; undefined on a cluster without Prometheus. */
  public readonly dashboard?: Dashboard;

  private readonly scrapeInterval: Duration;
  private readonly alerts: MonitoringAlertOptions;
  private readonly offered: OfferedAlerts;
  private readonly streams = new Set<string>();
  private readonly streamPanels: Panel[] = [];
  private readonly workloadRows: DashboardRow[] = [];
  private readonly namespaceRows: DashboardRow[] = [];

  constructor(scope: Construct, id: string, props: MonitoringProps = {}) {
    super(scope, id);
    this.scrapeInterval = props.scrapeInterval ?? Duration.seconds(30);
    this.alerts = props.alerts ?? {};
    this.offered = new OfferedAlerts(this, this.alerts.names, this.alerts.without, {
      names: 'alerts.names',
      without: 'alerts.without',
    });
    const { prometheus, prometheusOperator } = Cluster.of(this);
    if (prometheus ?? prometheusOperator) {
      const { title = id, name = `${id}-dashboard`, ...options } = props.dashboard ?? {};
      this.dashboard = new Dashboard(this, 'dashboard', { ...options, title, name });
      this.dashboard._firstRows = () => this.rows();
    }
  }

  /** Monitors a workload, in its namespace. */
  public workload(monitored: IMonitored, options: WorkloadMonitoringOptions = {}): Monitoring {
    const profile = monitored.toMonitoringProfile();
    const { name, namespace } = profile;
    if (namespace === undefined) {
      this.warnOfMissingNamespace(name);
    } else if (monitored.node.tryFindChild('monitoring')) {
      reportError(monitored, {
        property: 'monitoring',
        value: `${this.node.path}, beside another`,
        rule: 'what is monitored twice is scraped twice, and counts double',
        fix: 'call workload() for it once',
      });
    } else {
      const scope = new Construct(monitored, 'monitoring');
      const outer = namespaceOf(this) === namespace ? this : scope;
      this.monitor(scope, outer, { ...profile, namespace }, options);
    }
    return this;
  }

  /**
   * Monitors the namespace of this construct as a whole: its pods, its autoscalers and its quota.
   *
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  public namespace(options: NamespaceMonitoringOptions = {}): Monitoring {
    const namespace = namespaceOf(this);
    if (namespace === undefined) {
      this.warnOfMissingNamespace('the namespace');
      return this;
    }
    const rules = [
      podDown(namespace, options.podDown ?? Duration.minutes(2), options.provisioning ?? Duration.minutes(15)),
      autoscalerMaxedOut(namespace, options.autoscalerAtMaximum ?? Duration.minutes(10)),
    ];
    this.defineAlerts(this, 'namespace-alerts', this.offered, rules);
    this.namespaceRows.push({ title: 'Namespace', panels: namespacePanels(namespace) });
    return this;
  }

  private monitor(
    scope: Construct,
    outer: Construct,
    profile: MonitoringProfile & { readonly namespace: string },
    options: WorkloadMonitoringOptions,
  ): void {
    const { name, namespace } = profile;
    const { metricsPath, scrapeInterval: interval = this.scrapeInterval, thresholds = {} } = options;
    const asked = [...labelsAsked(options), ...profile.metrics.flatMap(({ labels }) => labels)];
    const honorLabels = options.honorLabels ?? clashesWithTarget(asked);
    defineScrape(scope, profile, { metricsPath, interval, honorLabels });
    checkScrapeInterval(scope, options, secondsOf(interval));
    const at = { names: 'alertNames', without: 'without' };
    const offered = new OfferedAlerts(scope, options.alertNames, options.without, at, this.offered);
    for (const part of streamParts(namespace, options, interval)) {
      this.monitorStream(outer, part, offered);
    }
    const rules = offered.of(workloadAlerts(profile, namespace, thresholds));
    new Alerts(scope, 'alerts', {
      name: `${name}-monitoring`,
      component: name,
      rules,
      interval: this.alerts.interval,
      labels: this.alerts.labels,
      annotations: offered.annotations,
    });
    this.workloadRows.push({
      title: outer === this ? name : `${namespace}/${name}`,
      panels: workloadPanels(profile, namespace),
    });
    diagnosticRegistry.of(this).defer(() => checkWorkloadMonitoring(scope, profile, options));
  }

  /** What several workloads count alike is shown once, and told of once. */
  private monitorStream(outer: Construct, { key, panels, rules }: StreamPart, offered: OfferedAlerts): void {
    const made = offered.of(rules);
    const whole = `${key}\n${made.map(({ name }) => name).join(' ')}`;
    if (this.streams.has(whole)) {
      return;
    }
    this.streams.add(whole);
    this.streamPanels.push(...panels);
    this.defineAlerts(outer, `${this.node.id}-stream-${this.streams.size}`, undefined, made);
  }

  private defineAlerts(
    scope: Construct,
    id: string,
    offered: OfferedAlerts | undefined,
    rules: readonly AlertRule[],
  ): void {
    const { name, group, interval, labels } = this.alerts;
    new Alerts(scope, id, {
      name: name ?? `${this.node.id}-alerts`,
      group: group ?? this.node.id,
      component: this.node.id,
      interval,
      labels,
      rules: offered ? offered.of(rules) : [...rules],
      annotations: this.offered.annotations,
    });
  }

  private rows(): DashboardRow[] {
    const streams = this.streamPanels.length > 0 ? [{ title: 'Messages', panels: [...this.streamPanels] }] : [];
    return [...streams, ...this.workloadRows, ...this.namespaceRows];
  }

  private warnOfMissingNamespace(what: string): void {
    reportWarning(this, {
      property: 'workload',
      value: `${what}, in a chart without a namespace`,
      rule: 'neither an alert nor a panel could tell it from one of the same name elsewhere: it is not monitored',
      fix: 'give the chart its namespace',
      id: 'not-monitored',
    });
  }
}
