import { DiagnosticLevel } from '../../../core/diagnostics';
import { textOf } from '../../field';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Who gives way when a node is full. */
export class PriorityClass extends PodRule {
  public readonly id = 'Production.PriorityClass';
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks = 'pods say how important they are: without a class all give way to all';
  public readonly fix = 'give scheduling: { priorityClass } with a class that the cluster declares';
  public readonly source = `${POD_AND_CONTAINER}; Polaris`;

  protected fault({ spec, path }: PodView): Fault {
    return textOf(spec.priorityClassName) === undefined ? fault(`${path}.priorityClassName`, undefined) : undefined;
  }
}
