import { SERVICE_KINDS } from '../../kinds';
import { isField } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { fault, onceKnown, Rule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** When a pod may be asked. */
export class ReadinessProbe extends Rule {
  public readonly id = 'Production.ReadinessProbe';
  public readonly asks =
    'pods behind a Service say when they are ready: without a probe they are asked before they can answer';
  public readonly fix = "give readiness: Probe.http('/ready'), or the reason why there is none";
  public readonly source = `${POD_AND_CONTAINER}; kube-score, kube-linter, Polaris`;
  public override readonly kinds = SERVICE_KINDS;
  public override readonly exceptions = ['without-readiness'];

  public override check(resource: PolicyResource): PolicyVerdict {
    const pod = resource._pod;
    const workload = resource._facts;
    if (!pod || !workload) {
      return PolicyVerdict.notApplicable();
    }
    if (resource._containers.some(({ spec }) => isField(spec.readinessProbe))) {
      return PolicyVerdict.compliant();
    }
    const { namespace, podLabels, podPath } = workload;
    return onceKnown(({ services }) =>
      services.selecting(namespace, podLabels).length === 0
        ? undefined
        : fault(`${podPath}.containers.readinessProbe`, undefined),
    );
  }
}
