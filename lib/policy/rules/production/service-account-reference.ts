import type { Reference, Workload } from '../../workload';
import { AROUND } from './readiness-list';
import { ReferenceRule } from './reference-rule';

/** Accounts that do not exist. */
export class ServiceAccountReference extends ReferenceRule {
  public readonly id = 'Production.ServiceAccountReference';
  public readonly asks = 'the account of pods exists: without it none is created';
  public readonly fix = 'correct serviceAccountName, or add the ServiceAccount';
  public readonly source = `${AROUND}: every reference hits something real; kube-linter`;

  protected readonly kind = 'ServiceAccount';

  protected referencesOf({ serviceAccount, podPath }: Workload): readonly Reference[] {
    return serviceAccount === undefined || serviceAccount === 'default'
      ? []
      : [{ path: `${podPath}.serviceAccountName`, name: serviceAccount }];
  }
}
