import { isGiven } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** Runs that are late, or overtake each other. */
export class CronJobSchedule extends ObjectRule {
  public readonly id = 'Production.CronJobSchedule';
  public readonly asks =
    'a CronJob says how late a run may start and whether two may overlap: after 100 missed runs it never runs again';
  public readonly fix = 'give startingDeadlineSeconds and concurrencyPolicy';
  public readonly source = `${AROUND}; kube-score`;
  public override readonly kinds = ['CronJob'];

  protected fault({ _manifest }: PolicyResource): Fault {
    return ['startingDeadlineSeconds', 'concurrencyPolicy']
      .filter((field) => !isGiven(_manifest.spec?.[field]))
      .map((field) => fault(`spec.${field}`, undefined));
  }
}
