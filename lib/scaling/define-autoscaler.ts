import type { Construct } from 'constructs';
import { authorOf } from '../core/author';
import type { IScaleTarget } from '../contracts/scale-target';
import { namespaceOf } from '../core/define-object';
import { podNames } from '../core/pod-names';
import { Cluster } from '../environment/cluster';
import type { MessageRate } from '../environment/message-rate';
import { EventAutoscaler } from './event-autoscaler';
import { HorizontalAutoscaler } from './horizontal-autoscaler';
import { checkMessageRate } from './message-rate-checks';
import { QueueScaling } from './queue-scaling';
import type { Scaling } from './scaling';
import { checkMinimum } from './scaling-checks';
import { ScalingTrigger } from './scaling-trigger';

/** What to scale, and how. */
export interface AutoscalerParts {
  readonly target: IScaleTarget;
  readonly scaling: Scaling;
  readonly labels: Readonly<Record<string, string>>;
}

/** The autoscaler that was made. */
export interface DefinedAutoscaler {
  /** The name of the HorizontalPodAutoscaler. */
  readonly name: string;
  /** The name of KEDA's scaler, where KEDA makes the HorizontalPodAutoscaler. */
  readonly scaler?: string;
}

/**
 * One autoscaler, by what the cluster has. What scales on messages does so by the prometheus-adapter; where there is none
 * KEDA asks Prometheus, and gets CPU and memory too, for a second autoscaler would undo what the first does.
 */
export function defineAutoscaler(scope: Construct, id: string, parts: AutoscalerParts): DefinedAutoscaler {
  const { target, scaling } = parts;
  const { keda, prometheusAdapter } = Cluster.of(scope);
  if (!scaling.messageRate || prometheusAdapter || !keda) {
    const { name } = new HorizontalAutoscaler(scope, id, parts);
    return { name };
  }
  const labels = { ...parts.labels, ...scaling._state.labels };
  const autoscaler = new EventAutoscaler(scope, id, { target, scaling: askedByKeda(scope, target, scaling), labels });
  if (scaling.min === 0) {
    checkMinimum(authorOf(autoscaler), scaling);
  }
  checkMessageRate(authorOf(autoscaler), scaling);
  return { name: autoscaler.horizontalAutoscalerName, scaler: autoscaler.name };
}

function askedByKeda(scope: Construct, target: IScaleTarget, scaling: Scaling): QueueScaling {
  const { min, max, cpuUtilization, memoryUtilization, messageRate, messagesPerSecond } = scaling;
  const { up, down } = scaling._state;
  const triggers = [
    ...(cpuUtilization === undefined ? [] : [ScalingTrigger.cpu(cpuUtilization)]),
    ...(memoryUtilization === undefined ? [] : [ScalingTrigger.memory(memoryUtilization)]),
    ...(messageRate === undefined || messagesPerSecond === undefined
      ? []
      : [
          // Of all pods together: KEDA divides by their number.
          ScalingTrigger.prometheus(`sum(${messagesOf(scope, target, messageRate)})`, {
            serverAddress: prometheusAddress(scope),
            valuePerPod: messagesPerSecond,
          }),
        ]),
  ];
  const base = QueueScaling.pods({ min, max }).on(...triggers);
  const growing = up ? base.scaleUp(up) : base;
  return down ? growing.scaleDown(down) : growing;
}

/** The messages a second of the pods of a target, in PromQL. */
export function messagesOf(scope: Construct, { kind, name }: IScaleTarget, rate: MessageRate): string {
  const namespace = namespaceOf(scope);
  return rate._expression(
    ...(namespace === undefined ? [] : [`namespace=${JSON.stringify(namespace)}`]),
    `pod=~${JSON.stringify(podNames(kind, name))}`,
  );
}

function prometheusAddress(scope: Construct): string {
  const {
    namespace = 'monitoring',
    serviceName = 'prometheus-operated',
    port = 9090,
  } = Cluster.of(scope).prometheus ?? {};
  return `http://${serviceName}.${namespace}.svc:${port}`;
}
