import { isGiven, listOf, textOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** How much is claimed. */
export class StorageRequest extends ObjectRule {
  public readonly id = 'Production.StorageRequest';
  public readonly asks = 'a claim says how much storage it wants';
  public readonly fix = 'give resources.requests.storage';
  public readonly source = AROUND;
  public override readonly kinds = ['StatefulSet', 'PersistentVolumeClaim'];

  protected fault({ _manifest, identity }: PolicyResource): Fault {
    const claims =
      identity.kind === 'StatefulSet'
        ? listOf(_manifest.spec?.volumeClaimTemplates).map((claim) => ({
            spec: claim.spec,
            path: `spec.volumeClaimTemplates[${textOf(claim.metadata?.name) ?? ''}].spec`,
          }))
        : [{ spec: _manifest.spec, path: 'spec' }];
    return claims
      .filter(({ spec }) => !isGiven(spec?.resources?.requests?.storage))
      .map(({ path }) => fault(`${path}.resources.requests.storage`, undefined));
  }
}
