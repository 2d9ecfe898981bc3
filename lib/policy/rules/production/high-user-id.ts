import { numberOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

const HIGHEST_LOW_ID = 10_000;

/** Numbers that can be those of a user of the node. */
export class HighUserId extends PodRule {
  public readonly id = 'Production.HighUserId';
  public readonly asks = 'user, group and volume group are above 10000, where no user of the node is';
  public readonly fix = 'give runAsUser, runAsGroup and fsGroup numbers above 10000, or User.of(…, { reason: … })';
  public readonly source = `${POD_AND_CONTAINER}; kube-score, Trivy KSV020 and KSV021`;
  public override readonly exceptions = ['user'];

  protected fault({ spec, path }: PodView, { _containers }: PolicyResource): Fault {
    const context = spec.securityContext;
    const low: string[] = [];
    for (const field of ['runAsUser', 'runAsGroup', 'fsGroup'] as const) {
      const id = numberOf(context?.[field]);
      const everywhereElse =
        id === undefined &&
        field !== 'fsGroup' &&
        _containers.every((each) => isHigh(each.spec.securityContext?.[field]));
      if (!isHigh(id) && !everywhereElse) {
        low.push(`${field} ${id ?? 'nothing'}`);
      }
    }
    const faults = low.length > 0 ? [fault(`${path}.securityContext`, low.join(', '))] : [];
    for (const each of _containers) {
      for (const field of ['runAsUser', 'runAsGroup'] as const) {
        const id = numberOf(each.spec.securityContext?.[field]);
        if (id !== undefined && !isHigh(id)) {
          faults.push(fault(`${each.path}.securityContext.${field}`, id));
        }
      }
    }
    return faults;
  }
}

function isHigh(id: unknown): boolean {
  return (numberOf(id) ?? 0) > HIGHEST_LOW_ID;
}
