import type { Reference, Workload } from '../../workload';
import { AROUND } from './readiness-list';
import { ReferenceRule } from './reference-rule';

/** Storage that nobody claimed. */
export class ClaimReference extends ReferenceRule {
  public readonly id = 'Production.ClaimReference';
  public readonly asks = 'a claim that pods mount exists';
  public readonly fix = 'correct claimName, or add the PersistentVolumeClaim';
  public readonly source = `${AROUND}: every reference hits something real`;

  protected readonly kind = 'PersistentVolumeClaim';

  protected referencesOf({ claims }: Workload): readonly Reference[] {
    return claims;
  }
}
