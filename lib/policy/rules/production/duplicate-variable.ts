import { listOf, textOf } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** A variable with two values. */
export class DuplicateVariable extends ContainerRule {
  public readonly id = 'Production.DuplicateVariable';
  public readonly asks = 'a variable is set once: of two, the last wins, and server-side apply refuses them';
  public readonly fix = 'remove one of the two';
  public readonly source = `${POD_AND_CONTAINER}; kube-linter`;

  protected fault({ spec, path }: ContainerView): Fault {
    const variables = listOf(spec.env);
    if (variables.length < 2) {
      return undefined;
    }
    const names = variables.map(({ name }) => textOf(name) ?? '');
    const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    return [...twice].map((name) => fault(`${path}.env[${name}]`, 'twice'));
  }
}
