import { textOf } from '../../field';
import { kindKeyOf } from '../../kinds';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { Rule } from '../rule';
import { AROUND } from './readiness-list';

/** Autoscalers of nothing. */
export class AutoscalerTarget extends Rule {
  public readonly id = 'Production.AutoscalerTarget';
  public readonly asks = 'an autoscaler scales something that exists';
  public readonly fix = 'correct scaleTargetRef: kind, apiVersion and name, in the same namespace';
  public readonly source = `${AROUND}; kube-score, kube-linter`;
  public override readonly kinds = ['HorizontalPodAutoscaler', 'keda.sh/ScaledObject'];

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const target = _manifest.spec?.scaleTargetRef;
    const kind = textOf(target?.kind) ?? 'Deployment';
    const key = kindKeyOf(textOf(target?.apiVersion) ?? 'apps/v1', kind);
    const name = textOf(target?.name) ?? '';
    const { namespace } = identity;
    return PolicyVerdict.afterAll({
      answer: (inventory) =>
        inventory.find(key, name, namespace)
          ? PolicyVerdict.compliant()
          : PolicyVerdict.nonCompliant({ path: 'spec.scaleTargetRef', value: `${kind} ${name}, which is not here` }),
    });
  }
}
