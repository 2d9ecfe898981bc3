import type { Indexes } from '../../indexes';
import type { Workload } from '../../workload';
import { type Fault, WorkloadRule } from '../rule';
import { PLATFORM_RULES } from './source';

/** TR-K8S-7: nothing passes that nobody allowed. */
export class DefaultDeny extends WorkloadRule {
  public readonly id = 'TR-K8S-7';
  public readonly asks = 'the namespace of pods denies all traffic, in both directions, that no policy allows';
  public readonly fix =
    'make the chart a NamespaceChart, or add a NetworkPolicy with podSelector: {} and both policyTypes, and no rules but DNS';
  public readonly source = PLATFORM_RULES;
  protected fault({ namespace }: Workload, { denied }: Indexes): Fault {
    const open = (['ingress', 'egress'] as const).filter((direction) => !denied[direction].has(namespace));
    return open.length === 0
      ? undefined
      : {
          path: 'metadata.namespace',
          value: `${namespace || 'no namespace'}, open by default to ${open.join(' and ')}`,
        };
  }
}
