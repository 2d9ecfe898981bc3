import { numberOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { sleepBeforeStop } from '../reads';
import { type Fault, PodRule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Kubernetes' own. */
const DEFAULT_GRACE_SECONDS = 30;

/** The time that is left after the hook before SIGTERM. */
export class GracePeriod extends PodRule {
  public readonly id = 'Production.GracePeriod';
  public readonly asks = 'the grace period is longer than the sleep before SIGTERM: it runs meanwhile';
  public readonly fix = 'raise terminationGracePeriodSeconds to the sleep and the time that the program needs to stop';
  public readonly source = POD_AND_CONTAINER;

  protected fault({ spec, path }: PodView, { _containers }: PolicyResource): Fault {
    const grace = numberOf(spec.terminationGracePeriodSeconds) ?? DEFAULT_GRACE_SECONDS;
    const sleep = Math.max(0, ..._containers.map((container) => sleepBeforeStop(container.spec)));
    return sleep > 0 && grace <= sleep
      ? { path: `${path}.terminationGracePeriodSeconds`, value: `${grace}, with a sleep of ${sleep} before SIGTERM` }
      : undefined;
  }
}
