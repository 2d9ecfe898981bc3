import { Construct } from 'constructs';
import type { VerticalPodAutoscalerSpec } from '../../imports/autoscaling.k8s.io';
import { authorOf } from '../core/author';
import { defineObject } from '../core/define-object';
import { diagnosticRegistry } from '../core/diagnostic-registry';
import type { Wire } from '../core/wire';
import type { IScaleTarget } from '../contracts/scale-target';
import { Cluster } from '../environment/cluster';
import { checkVerticalScaling } from './vertical-checks';
import { RESOURCES } from './vertical-resources';
import type { ContainerBounds, VerticalScaling } from './vertical-scaling';

/** What a vertical autoscaler is made of. */
export interface VerticalAutoscalerProps {
  /** What is scaled. Its first container is the main one. */
  readonly target: IScaleTarget;

  /** How, and between which bounds. */
  readonly scaling: VerticalScaling;

  /**
   * The name.
   *
   * @default - the name of the target, followed by `-vpa`
   */
  readonly name?: string;

  /**
   * Labels of the autoscaler.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };
}

/**
 * A VerticalPodAutoscaler. Where the cluster declares none, one that only recommends is not emitted, and one that changes
 * something is an error. So is one that changes what another autoscaler of the same target follows.
 */
export class VerticalAutoscaler extends Construct {
  /** The name. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: VerticalAutoscalerProps) {
    super(scope, id);
    const { target, scaling } = props;
    this.name = props.name ?? `${target.name}-vpa`;
    const containers = Object.keys(target.containerRequests ?? {});
    const policies = scaling._containers(containers[0] ?? '*').map(policyOf);
    if (Cluster.of(this).verticalPodAutoscaler) {
      defineObject(this, 'Resource', {
        apiVersion: 'autoscaling.k8s.io/v1',
        kind: 'VerticalPodAutoscaler',
        name: this.name,
        labels: props.labels,
        content: () => ({
          spec: {
            targetRef: { apiVersion: target.apiVersion, kind: target.kind, name: target.name },
            updatePolicy: { updateMode: scaling.mode as 'Off' | 'Initial' | 'Recreate' },
            resourcePolicy:
              policies.length > 0
                ? {
                    containerPolicies: [
                      ...policies,
                      ...(isForAll(policies) ? [] : [{ containerName: '*', mode: 'Off' as const }]),
                    ],
                  }
                : undefined,
          } satisfies Wire<VerticalPodAutoscalerSpec>,
        }),
      });
    }
    diagnosticRegistry.of(this).defer(() => checkVerticalScaling(this, authorOf(this), target, scaling));
  }
}

type ContainerPolicy = NonNullable<
  NonNullable<Wire<VerticalPodAutoscalerSpec>['resourcePolicy']>['containerPolicies']
>[number];

function policyOf([containerName, bounds]: [string, ContainerBounds]): ContainerPolicy {
  const controlled = RESOURCES.filter((resource) => bounds[resource]);
  const amounts = (side: 'min' | 'max'): Record<string, string> | undefined => {
    const given = controlled.flatMap((resource) => {
      const amount = bounds[resource]?.[side];
      return amount === undefined ? [] : [[resource, amount] as const];
    });
    return given.length > 0 ? Object.fromEntries(given) : undefined;
  };
  return {
    containerName,
    controlledResources: controlled,
    controlledValues: 'RequestsAndLimits',
    minAllowed: amounts('min'),
    maxAllowed: amounts('max'),
  };
}

/** Without this the VerticalPodAutoscaler takes every other container, injected ones too, for its own. */
function isForAll(policies: readonly ContainerPolicy[]): boolean {
  return policies.some(({ containerName }) => containerName === '*');
}
