import { DiagnosticLevel } from '../../../core/diagnostics';
import { isGiven } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** Pods that are broken and cannot be drained. */
export class UnhealthyEviction extends ObjectRule {
  public readonly id = 'Production.UnhealthyEviction';
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks =
    'a PodDisruptionBudget says what becomes of pods that never got ready: by default they block a drain';
  public readonly fix = 'give unhealthyPodEvictionPolicy: AlwaysAllow';
  public readonly source = AROUND;
  public override readonly kinds = ['PodDisruptionBudget'];

  protected fault({ _manifest }: PolicyResource): Fault {
    const policy = _manifest.spec?.unhealthyPodEvictionPolicy;
    return isGiven(policy) ? undefined : fault('spec.unhealthyPodEvictionPolicy', policy);
  }
}
