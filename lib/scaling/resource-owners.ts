import type { Construct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { namespaceOf } from '../core/define-object';
import { RootState } from '../core/root-state';
import type { IScaleTarget } from '../contracts/scale-target';

/** An autoscaler that follows how much pods use of a resource. */
export interface ResourceOwner {
  readonly path: string;
  readonly what: string;
}

const owners = new RootState(() => new Map<string, ResourceOwner>());

/** Says that an autoscaler decides the number of pods of a target by what they use of a resource. */
export function ownResource(autoscaler: Construct, target: IScaleTarget, resource: string, what: string): void {
  owners.of(autoscaler).set(keyOf(autoscaler, target, resource), { path: autoscaler.node.path, what });
}

/** Who decides the number of pods of a target by what they use of a resource. */
export function ownerOf(scope: Construct, target: IScaleTarget, resource: string): ResourceOwner | undefined {
  return owners.of(scope).get(keyOf(scope, target, resource));
}

function keyOf(scope: Construct, { kind, name }: IScaleTarget, resource: string): string {
  return [clusterIdentityOf(scope), namespaceOf(scope) ?? '', kind, name, resource].join('\n');
}
