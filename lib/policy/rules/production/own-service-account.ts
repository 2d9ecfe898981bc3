import { textOf } from '../../field';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** The account that all who say nothing share. */
export class OwnServiceAccount extends PodRule {
  public readonly id = 'Production.OwnServiceAccount';
  public readonly asks = 'pods have an account of their own: what the default one may do, everybody may';
  public readonly fix = 'make a ServiceAccount and name it in serviceAccountName';
  public readonly source = `${POD_AND_CONTAINER}; kube-linter`;

  protected fault({ spec, path }: PodView): Fault {
    const name = textOf(spec.serviceAccountName);
    return name === undefined || name === 'default' ? fault(`${path}.serviceAccountName`, name) : undefined;
  }
}
