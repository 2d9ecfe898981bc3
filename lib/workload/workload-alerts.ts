import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { diagnosticRegistry, reportError, reportWarning } from '../core/diagnostic-registry';
import { ANNOTATION_PREFIX } from '../core/labels';
import { Cluster } from '../environment/cluster';
import type { AlertRule } from '../observability/alert-rule';
import { Alerts } from '../observability/alerts';
import { autoscalerAtMaximum, autoscalerWithoutMetrics } from '../observability/rules/autoscaler';
import { scalerFailing } from '../observability/rules/event-scaling';
import { disruptionBudgetExhausted, podCrashLooping, podOnDeadNode } from '../observability/rules/pods';
import { noPodReady, podsNotReady, rolloutStuck } from '../observability/rules/replicas';
import { jobFailed, scheduleMissed } from '../observability/rules/tasks';
import type { DefinedAutoscaler } from '../scaling/define-autoscaler';
import type { Controller } from './controller';
import type { WorkloadAlertOptions } from './workload-alert-options';

/** The alerts of a workload, where the cluster has something that reads them. */
export class WorkloadAlerts {
  private readonly offered: string[] = [];
  private readonly namespace: string | undefined;

  constructor(
    private readonly scope: Construct,
    private readonly name: string,
    namespace: string | undefined,
    private readonly options: WorkloadAlertOptions = {},
  ) {
    if (!Cluster.of(scope).prometheusOperator) {
      return;
    }
    this.namespace = namespace;
    if (namespace === undefined) {
      reportWarning(scope, {
        property: 'alerts',
        value: 'a chart without a namespace',
        rule: 'an alert could not tell this workload from one of the same name elsewhere: it has none',
        fix: 'give the chart its namespace',
        id: 'without-alerts',
      });
    } else {
      diagnosticRegistry.of(scope).defer(() => this.checkLeftOut());
    }
  }

  /** What is told of the pods of a controller. */
  onController(controller: Controller): void {
    const { kind } = controller;
    const { options } = this;
    this.offer('workload-alerts', (namespace) => {
      const subject = { namespace, name: this.name };
      if (!controller.isService) {
        const missed = scheduleMissed(subject, options.missedBy ?? controller._longestDelay);
        return [jobFailed(kind, subject, controller._options.job), ...(kind === 'CronJob' ? [missed] : [])];
      }
      const isSet = kind === 'StatefulSet';
      return [
        podsNotReady(kind, subject, options.notReady ?? Duration.minutes(15)),
        noPodReady(kind, subject, options.noneReady ?? Duration.minutes(5)),
        podCrashLooping(kind, subject, options.crashLooping ?? Duration.minutes(10)),
        rolloutStuck(kind, subject, options.rolloutStuck ?? Duration.minutes(kind === 'Deployment' ? 1 : 30)),
        ...(isSet ? [podOnDeadNode(subject, options.onDeadNode ?? Duration.minutes(5))] : []),
      ];
    });
  }

  /** What is told of a disruption budget. */
  onBudget(name: string): void {
    const duration = this.options.withoutRoom ?? Duration.minutes(30);
    this.offer('budget-alerts', (namespace) => [disruptionBudgetExhausted({ namespace, name }, duration)]);
  }

  /** What is told of an autoscaler, and of KEDA where it scales by its scaler. */
  onAutoscaler({ name, scaler }: DefinedAutoscaler): void {
    const duration = this.options.atMaximum ?? Duration.minutes(30);
    this.offer('autoscaler-alerts', (namespace) => [
      autoscalerAtMaximum({ namespace, name }, duration),
      autoscalerWithoutMetrics({ namespace, name }, this.options.withoutMetrics ?? Duration.minutes(15)),
      ...(scaler === undefined ? [] : [scalerFailing({ namespace, name: scaler }, Duration.minutes(10))]),
    ]);
  }

  /** Makes those alerts that are not left out; all of a workload stand in one object. */
  offer(id: string, make: (namespace: string) => AlertRule[]): void {
    if (this.namespace === undefined) {
      return;
    }
    const rules = make(this.namespace);
    this.offered.push(...rules.map(({ name }) => name));
    const { without = {} } = this.options;
    const reasons = Object.keys(without).sort();
    new Alerts(this.scope, id, {
      name: this.name,
      rules: rules.filter(({ name }) => !Object.hasOwn(without, name)),
      annotations:
        reasons.length > 0
          ? { [`${ANNOTATION_PREFIX}/without-alerts`]: reasons.map((name) => `${name}: ${without[name]}`).join('; ') }
          : undefined,
    });
  }

  private checkLeftOut(): void {
    for (const [alert, reason] of Object.entries(this.options.without ?? {})) {
      if (!this.offered.includes(alert)) {
        reportError(this.scope, {
          property: `alerts.without.${alert}`,
          rule: 'this workload has no such alert',
          fix: `name one of: ${this.offered.join(', ')}`,
        });
      }
      if (reason.trim() === '') {
        reportError(this.scope, {
          property: `alerts.without.${alert}`,
          value: 'an empty reason',
          rule: 'what nobody is told about has a reason that an auditor reads',
          fix: 'say in a sentence why nobody has to know',
        });
      }
    }
  }
}
