import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { authorOf } from '../core/author';
import { reportError } from '../core/diagnostic-registry';
import { MAX_INT32, MAX_PODS } from '../core/numbers';
import { defineObject } from '../core/define-object';
import type { Wire } from '../core/wire';
import type { IScaleTarget } from '../contracts/scale-target';
import { diagnosticRegistry } from '../core/diagnostic-registry';
import { Cluster } from '../environment/cluster';
import { useRate } from './adapter-registry';
import { checkMessageRate, checkServed } from './message-rate-checks';
import { ownResource } from './resource-owners';
import { claimTarget } from './scale-claims';
import type { Scaling } from './scaling';
import { checkScalingRules } from './scaling-behavior';
import { checkMinimum, resourcesOf } from './scaling-checks';
import { checkTargetUse } from './target-checks';
import { TriggerMetricType } from './trigger-options';

/** What an autoscaler is made of. */
export interface HorizontalAutoscalerProps {
  /** What is scaled. */
  readonly target: IScaleTarget;

  /** Between which bounds, and what decides. */
  readonly scaling: Scaling;

  /**
   * The name.
   *
   * @default - the name of the target, followed by `-hpa`
   */
  readonly name?: string;

  /**
   * Labels of the autoscaler.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };
}

const WHAT = 'a HorizontalPodAutoscaler';

/** A HorizontalPodAutoscaler (v2). */
export class HorizontalAutoscaler extends Construct {
  /** The name. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: HorizontalAutoscalerProps) {
    super(scope, id);
    const { target, scaling } = props;
    this.name = props.name ?? `${target.name}-hpa`;
    checkScaling(this, scaling, target);
    claimTarget(this, target, WHAT);
    resourcesOf(scaling).forEach((resource) => ownResource(this, target, resource, WHAT));
    const { messageRate } = scaling;
    if (messageRate && Cluster.of(this).prometheusAdapter) {
      useRate(this, messageRate);
      diagnosticRegistry.of(this).defer(() => checkServed(authorOf(this), messageRate));
    }
    defineObject(this, 'Resource', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      name: this.name,
      labels: { ...props.labels, ...scaling._state.labels },
      content: () =>
        ({
          spec: {
            scaleTargetRef: { apiVersion: target.apiVersion, kind: target.kind, name: target.name },
            minReplicas: scaling.min,
            maxReplicas: scaling.max,
            metrics: [
              ...resourceMetric('cpu', scaling.cpuUtilization),
              ...resourceMetric('memory', scaling.memoryUtilization),
              ...messageMetric(scaling),
            ],
            behavior: scaling._behavior(),
          },
        }) satisfies { spec: Wire<k8s.HorizontalPodAutoscalerSpecV2> },
    });
  }
}

function resourceMetric(name: string, percent: number | undefined): Wire<k8s.MetricSpecV2>[] {
  return percent === undefined
    ? []
    : [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: percent } } }];
}

function messageMetric({ messageRate, messagesPerSecond }: Scaling): Wire<k8s.MetricSpecV2>[] {
  return messageRate === undefined || messagesPerSecond === undefined
    ? []
    : [
        {
          type: 'Pods',
          pods: {
            metric: { name: messageRate.metric },
            target: { type: 'AverageValue', averageValue: String(messagesPerSecond) },
          },
        },
      ];
}

/** The findings are about the workload that holds the autoscaler: that is where the author wrote them. */
function checkScaling(autoscaler: Construct, scaling: Scaling, target: IScaleTarget): void {
  const scope = authorOf(autoscaler);
  const { min, max, cpuUtilization, memoryUtilization } = scaling;
  checkMinimum(scope, scaling);
  checkMessageRate(scope, scaling);
  if (!Number.isInteger(max) || max < 1 || max > MAX_PODS) {
    reportError(scope, {
      property: 'scaling.max',
      value: String(max),
      rule: `the maximum is a whole number of pods, and a cluster is made for at most ${MAX_PODS}`,
      fix: 'give a whole number of at least the minimum',
    });
  } else if (max < min) {
    reportError(scope, {
      property: 'scaling.max',
      value: `${max}, with a minimum of ${min}`,
      rule: 'a maximum below the minimum is refused by the API server',
      fix: `raise max to at least ${min}, or lower min`,
    });
  } else if (max === min) {
    reportError(scope, {
      property: 'scaling.max',
      value: `${max}, which is the minimum too`,
      rule: 'an autoscaler with equal bounds never scales',
      fix: `raise max, or leave out scaling and give replicas: ${max}`,
    });
  }
  if (cpuUtilization === undefined && memoryUtilization === undefined && !scaling.messageRate) {
    reportError(scope, {
      property: 'scaling',
      value: 'bounds without a metric',
      rule: 'an autoscaler needs something to decide by',
      fix: 'add .onCpu(70) or .onMemory(80)',
    });
  }
  for (const [property, resource, percent] of [
    ['scaling.onCpu', 'cpu', cpuUtilization],
    ['scaling.onMemory', 'memory', memoryUtilization],
  ] as const) {
    if (percent === undefined) {
      continue;
    }
    if (!Number.isInteger(percent) || percent < 1 || percent > MAX_INT32) {
      reportError(scope, {
        property,
        value: String(percent),
        rule: 'the utilization to aim at is a whole number of percent above 0',
        fix: 'give a share of the request, such as 70',
      });
    } else {
      checkTargetUse(
        scope,
        property,
        { resource, value: String(percent), metricType: TriggerMetricType.UTILIZATION },
        target,
      );
    }
  }
  scaling._rules().forEach(({ property, rules }) => checkScalingRules(scope, property, rules));
}
