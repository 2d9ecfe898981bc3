import { isField } from '../../field';
import type { ContainerView } from '../../views';
import { asksTheSame } from '../reads';
import { ContainerRule, type Fault } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Pods that are killed because they are busy. */
export class DistinctProbes extends ContainerRule {
  public readonly id = 'Production.DistinctProbes';
  public readonly asks = 'readiness and liveness ask different things: a busy pod is spared, not killed';
  public readonly fix = 'ask liveness about the process alone, readiness about what it needs';
  public readonly source = `${POD_AND_CONTAINER}; kube-score`;

  protected fault({ spec, path }: ContainerView): Fault {
    const { readinessProbe, livenessProbe } = spec;
    return isField(readinessProbe) && isField(livenessProbe) && asksTheSame(readinessProbe, livenessProbe)
      ? { path: `${path}.livenessProbe`, value: 'the question of readinessProbe' }
      : undefined;
  }
}
