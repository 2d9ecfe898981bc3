import { labelsOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** Labels that a release changes. */
const MOVING = ['app.kubernetes.io/version', 'helm.sh/chart', 'pod-template-hash', 'version'];

/** Selectors that cannot be changed, of labels that do. */
export class StableSelector extends ObjectRule {
  public readonly id = 'Production.StableSelector';
  public readonly asks = 'the selector of a workload has no label that a release changes: it can never be changed';
  public readonly fix = 'select by app.kubernetes.io/name and app.kubernetes.io/instance alone';
  public readonly source = `${AROUND}: frozen selectors`;
  public override readonly kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'argoproj.io/Rollout'];

  protected fault({ _manifest }: PolicyResource): Fault {
    const selector = labelsOf(_manifest.spec?.selector?.matchLabels);
    return MOVING.filter((label) => selector[label] !== undefined).map((label) =>
      fault(`spec.selector.matchLabels[${label}]`, selector[label]),
    );
  }
}
