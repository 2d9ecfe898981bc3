import { listOf, numberOf } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { BASELINE } from './standard';

/** Ports that a container takes on its node. */
export class HostPorts extends ContainerRule {
  public readonly id = 'Restricted.HostPorts';
  public readonly asks = 'no container takes a port of its node';
  public readonly fix = 'leave hostPort out and reach the pods through a Service';
  public readonly source = `${BASELINE}: Host Ports`;

  protected fault({ spec, path }: ContainerView): Fault {
    const taken = listOf(spec.ports).filter(({ hostPort }) => (numberOf(hostPort) ?? 0) !== 0);
    return taken.map(({ hostPort }) => fault(`${path}.ports.hostPort`, hostPort));
  }
}
