import { type Field, isGiven } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { type Fault, PodRule } from '../rule';
import { PLATFORM_RULES } from './source';

/** TR-K8S-4: who is evicted first. */
export class QualityOfService extends PodRule {
  public readonly id = 'TR-K8S-4';
  public readonly asks = 'pods are Guaranteed or Burstable: one that is BestEffort is the first to be evicted';
  public readonly fix = 'give at least one container a request of cpu or memory';
  public readonly source = PLATFORM_RULES;

  protected fault({ path, spec }: PodView, { _containers }: PolicyResource): Fault {
    const claims = claimsAny(spec) || _containers.some((container) => claimsAny(container.spec));
    return claims ? undefined : { path: `${path}.containers`, value: 'no request and no limit in any container' };
  }
}

function claimsAny({ resources }: Field): boolean {
  const { requests, limits } = resources ?? {};
  return isGiven(requests?.cpu) || isGiven(requests?.memory) || isGiven(limits?.cpu) || isGiven(limits?.memory);
}
