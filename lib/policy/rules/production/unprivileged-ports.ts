import { listOf, numberOf } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Ports that only root may take. */
export class UnprivilegedPorts extends ContainerRule {
  public readonly id = 'Production.UnprivilegedPorts';
  public readonly asks = 'containers listen on ports from 1024 on: below, they need a right of root';
  public readonly fix = 'let the program listen on a higher port; the Service can have the lower one';
  public readonly source = `${POD_AND_CONTAINER}; Trivy KSV117`;

  protected fault({ spec, path }: ContainerView): Fault {
    const low = listOf(spec.ports).filter(({ containerPort }) => (numberOf(containerPort) ?? 1024) < 1024);
    return low.map(({ containerPort }) => fault(`${path}.ports.containerPort`, containerPort));
  }
}
