import type { Reference, Workload } from '../../workload';
import { AROUND } from './readiness-list';
import { ReferenceRule } from './reference-rule';

/** Configuration that does not exist. */
export class ConfigMapReference extends ReferenceRule {
  public readonly id = 'Production.ConfigMapReference';
  public readonly asks = 'a ConfigMap that pods read exists: without it they never start';
  public readonly fix = 'correct the name, add the ConfigMap, or mark the reference optional';
  public readonly source = `${AROUND}: every reference hits something real`;

  protected readonly kind = 'ConfigMap';

  protected referencesOf({ configMaps }: Workload): readonly Reference[] {
    // The authority of the cluster is in every namespace.
    return configMaps.filter(({ name }) => name !== 'kube-root-ca.crt');
  }
}
