import { listOf } from '../../field';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Names that are written into a pod. */
export class HostAliases extends PodRule {
  public readonly id = 'Production.HostAliases';
  public readonly asks = 'names are resolved by DNS: an entry in /etc/hosts of a pod hides the truth and can be abused';
  public readonly fix = 'leave hostAliases out; use a Service, or a ServiceAlias';
  public readonly source = `${POD_AND_CONTAINER}; Trivy KSV007`;

  protected fault({ spec, path }: PodView): Fault {
    const aliases = listOf(spec.hostAliases);
    return aliases.length > 0 ? fault(`${path}.hostAliases`, spec.hostAliases) : undefined;
  }
}
