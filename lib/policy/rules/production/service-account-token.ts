import { isFalse, isTrue, textOf } from '../../field';
import { POD_KINDS } from '../../kinds';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { fault, onceKnown, Rule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** A token that nobody uses, for whoever gets in. */
export class ServiceAccountToken extends Rule {
  public readonly id = 'Production.ServiceAccountToken';
  public readonly asks = 'a pod has a token of the Kubernetes API only where its account may do something';
  public readonly fix = 'set automountServiceAccountToken: false in the pod';
  public readonly source = `${POD_AND_CONTAINER}; kube-linter, Polaris, kubescape C-0034`;
  public override readonly kinds = POD_KINDS;

  public override check(resource: PolicyResource): PolicyVerdict {
    const pod = resource._pod;
    if (!pod) {
      return PolicyVerdict.notApplicable();
    }
    const mounted = pod.spec.automountServiceAccountToken;
    if (isFalse(mounted)) {
      return PolicyVerdict.compliant();
    }
    const account = `${resource.identity.namespace ?? ''}\n${textOf(pod.spec.serviceAccountName) ?? 'default'}`;
    const shown = isTrue(mounted) ? 'true, and nothing here gives its account a permission' : undefined;
    return onceKnown(({ boundAccounts }) =>
      boundAccounts.has(account) ? undefined : fault(`${pod.path}.automountServiceAccountToken`, shown),
    );
  }
}
