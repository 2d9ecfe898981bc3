import { REACHABLE_SERVICE_RULE } from '../../../network/unreachable-service';
import { isGiven, labelsOf, textOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { equalitySelector } from '../../selector';
import { fault, onceKnown, Rule } from '../rule';
import { AROUND } from './readiness-list';

/** Names behind which the policies let nobody in. */
export class ReachableService extends Rule {
  public readonly id = REACHABLE_SERVICE_RULE;
  public readonly asks =
    'the policies let somebody through to what a Service stands for: nobody would ever be answered';
  public readonly fix =
    'tell a client its address (endpoints: { …: service.url() }), or use allowFrom or a route; else remove the Service';
  public readonly source = `${AROUND}: every target hits something real`;
  public override readonly kinds = ['Service'];

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const { selector, clusterIP } = _manifest.spec ?? {};
    // A headless Service names pods for themselves, too.
    if (!isGiven(selector) || Object.keys(labelsOf(selector)).length === 0 || textOf(clusterIP) === 'None') {
      return PolicyVerdict.notApplicable();
    }
    const namespace = identity.namespace ?? '';
    const wanted = equalitySelector(selector);
    return onceKnown(({ workloads, closings }) => {
      const pods = workloads.selectedBy(namespace, wanted);
      const isOpen = pods.some(({ podLabels }) => {
        const selecting = closings.selecting(namespace, podLabels).filter(({ ingress }) => ingress);
        return selecting.length === 0 || selecting.some(({ admits }) => admits);
      });
      return pods.length === 0 || isOpen ? undefined : fault('spec.selector', selector);
    });
  }
}
