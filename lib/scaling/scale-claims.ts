import type { Construct } from 'constructs';
import { authorOf } from '../core/author';
import { clusterIdentityOf } from '../core/cluster-identity';
import { namespaceOf } from '../core/define-object';
import { reportError } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import type { IScaleTarget } from '../contracts/scale-target';

interface Claim {
  readonly path: string;
  readonly what: string;
}

const claims = new RootState(() => new Map<string, Claim>());

/** Says that an autoscaler owns the number of pods of a target; a second one is an error. */
export function claimTarget(autoscaler: Construct, target: IScaleTarget, what: string): void {
  const place = [clusterIdentityOf(autoscaler), namespaceOf(autoscaler) ?? '', target.kind, target.name].join('\n');
  const first = claims.of(autoscaler).get(place);
  if (first) {
    reportError(authorOf(autoscaler), {
      property: 'scaling',
      value: `${what} on ${target.kind} ${target.name}, which has ${first.what} already (${first.path})`,
      rule: 'two autoscalers of one target undo what the other does; KEDA refuses it',
      fix: 'keep one of them: give all triggers to it, CPU and memory too',
    });
    return;
  }
  claims.of(autoscaler).set(place, { path: autoscaler.node.path, what });
}
