import type { Indexes } from '../../indexes';
import type { Workload } from '../../workload';
import { type Fault, WorkloadRule } from '../rule';
import { AROUND } from './readiness-list';

/** Pods that everybody reaches, and that reach everybody. */
export class NetworkPolicy extends WorkloadRule {
  public readonly id = 'Production.NetworkPolicy';
  public readonly asks = 'a network policy selects the pods, in both directions: otherwise all traffic passes';
  public readonly fix = 'add a NetworkPolicy that selects the pods, with policyTypes: [Ingress, Egress]';
  public readonly source = `${AROUND}; kube-score, Polaris, kubescape C-0260`;
  protected override concerns({ hostNetwork }: Workload): boolean {
    return !hostNetwork;
  }

  protected fault({ namespace, podLabels, podPath }: Workload, { closings }: Indexes): Fault {
    const selecting = closings.selecting(namespace, podLabels);
    const open = (['ingress', 'egress'] as const).filter((side) => !selecting.some((closing) => closing[side]));
    return open.length === 0
      ? undefined
      : { path: `${podPath.replace(/spec$/, '')}metadata.labels`, value: `no policy for ${open.join(', ')}` };
  }
}
