import { Construct } from 'constructs';
import type { ScaledObjectSpec } from '../../imports/keda.sh';
import { authorOf } from '../core/author';
import { defineObject } from '../core/define-object';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { secondsOf } from '../core/seconds';
import type { Wire } from '../core/wire';
import type { IScaleTarget } from '../contracts/scale-target';
import { bindTriggers, renderTriggers } from './bound-triggers';
import type { QueueScaling } from './queue-scaling';
import { checkKeda, checkQueueScaling } from './queue-scaling-checks';
import { ownResource } from './resource-owners';
import { claimTarget } from './scale-claims';
import { scalingBehavior } from './scaling-behavior';
import { checkResourceTriggers } from './resource-trigger-checks';
import { checkTriggers } from './trigger-checks';
import { isResource } from './trigger-definition';

/** What an autoscaler of events is made of. */
export interface EventAutoscalerProps {
  /** What is scaled: a Deployment, a StatefulSet, or anything with a scale. */
  readonly target: IScaleTarget;

  /** Between which bounds, and what decides. */
  readonly scaling: QueueScaling;

  /**
   * The name.
   *
   * @default - the name of the target
   */
  readonly name?: string;

  /**
   * Labels of the autoscaler and of its authentications.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };
}

const WHAT = 'a ScaledObject of KEDA';

/** KEDA's `ScaledObject` of a workload, with an authentication for every set of credentials that its triggers need. */
export class EventAutoscaler extends Construct {
  /** The name. */
  public readonly name: string;

  /** The name of the HorizontalPodAutoscaler that KEDA makes of it. */
  public readonly horizontalAutoscalerName: string;

  constructor(scope: Construct, id: string, props: EventAutoscalerProps) {
    super(scope, id);
    const { target, scaling, labels } = props;
    this.name = props.name ?? target.name;
    this.horizontalAutoscalerName = `keda-hpa-${this.name}`;
    claimTarget(this, target, WHAT);
    for (const { kind } of scaling.triggers.filter(({ _definition }) => isResource(_definition))) {
      ownResource(this, target, kind, WHAT);
    }
    const triggers = bindTriggers(this, scaling.triggers, { name: this.name, labels });
    const { paused } = scaling._state;
    defineObject(this, 'Resource', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      name: this.name,
      labels,
      annotations: paused && pausedAnnotations(paused.replicas),
      content: () => ({
        spec: {
          scaleTargetRef: { apiVersion: target.apiVersion, kind: target.kind, name: target.name },
          ...boundsOf(scaling),
          advanced: {
            restoreToOriginalReplicaCount: scaling._state.restore,
            horizontalPodAutoscalerConfig: { behavior: scalingBehavior(scaling._state.up, scaling._state.down) },
          },
          fallback: fallbackOf(scaling),
          triggers: renderTriggers(triggers),
        } satisfies Wire<ScaledObjectSpec>,
      }),
    });
    diagnosticRegistry.of(this).defer(() => {
      const author = authorOf(this);
      checkKeda(author);
      checkQueueScaling(author, scaling, triggers);
      checkTriggers(author, triggers);
      checkResourceTriggers(author, scaling, triggers, target);
      this.checkName(author);
      if (scaling.runsJobs) {
        reportError(author, {
          property: 'scaling.asJobs',
          value: `jobs, for ${target.kind} ${target.name}`,
          rule: 'pods that run on are scaled by their number: a job is made anew for each piece of work',
          fix: 'leave out asJobs(), or use WorkerWithKeda, which makes the jobs',
        });
      }
    });
  }

  private checkName(author: Construct): void {
    if (this.horizontalAutoscalerName.length > 63) {
      reportError(author, {
        property: 'name',
        value: `${this.name}, ${this.name.length} characters`,
        rule: `KEDA makes a HorizontalPodAutoscaler named ${this.horizontalAutoscalerName} of it, and refuses more than 63 characters`,
        fix: 'choose a name of at most 54 characters',
      });
    }
  }
}

/** KEDA warns of times that it does not use: they are written only where the last pod can go. */
function boundsOf(scaling: QueueScaling): Partial<Wire<ScaledObjectSpec>> {
  const { idle, polling, cooldown, initialCooldown } = scaling._state;
  const reachesZero = scaling.fewest === 0;
  const polls = reachesZero || scaling.triggers.some(({ _definition }) => _definition.cachedMetrics);
  return {
    idleReplicaCount: idle,
    minReplicaCount: scaling.min,
    maxReplicaCount: scaling.max,
    pollingInterval: polls && polling ? secondsOf(polling) : undefined,
    cooldownPeriod: reachesZero && cooldown ? secondsOf(cooldown) : undefined,
    initialCooldownPeriod: reachesZero && initialCooldown ? secondsOf(initialCooldown) : undefined,
  };
}

function fallbackOf({ _state: { fallback } }: QueueScaling): Wire<ScaledObjectSpec>['fallback'] {
  return fallback && { failureThreshold: fallback.failures ?? 3, replicas: fallback.pods, behavior: fallback.behavior };
}

function pausedAnnotations(replicas: number | undefined): Record<string, string> {
  return replicas === undefined
    ? { 'autoscaling.keda.sh/paused': 'true' }
    : { 'autoscaling.keda.sh/paused-replicas': String(replicas) };
}
