import { listOf, numberOf, textOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { equalitySelector } from '../../selector';
import { fault, onceKnown, Rule } from '../rule';
import { AROUND } from './readiness-list';

/** Ports that no pod listens on. */
export class ServiceTargetPort extends Rule {
  public readonly id = 'Production.ServiceTargetPort';
  public readonly asks = 'a port of a Service leads to a port of its pods, where they declare any';
  public readonly fix = 'correct targetPort, or the ports of the container';
  public readonly source = `${AROUND}: every port hits something real`;
  public override readonly kinds = ['Service'];

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const spec = _manifest.spec;
    const targets = listOf(spec?.ports).map(({ name, port, targetPort }) => ({
      path: `spec.ports[${textOf(name) ?? numberOf(port) ?? ''}].targetPort`,
      target: textOf(targetPort) ?? numberOf(targetPort) ?? numberOf(port) ?? '',
    }));
    const selector = equalitySelector(spec?.selector);
    if (targets.length === 0 || selector.equal.length === 0) {
      return PolicyVerdict.notApplicable();
    }
    return onceKnown(({ workloads }) => {
      const declared = workloads.selectedBy(identity.namespace ?? '', selector).filter(({ ports }) => ports.size > 0);
      return declared.length === 0
        ? undefined
        : targets
            .filter(({ target }) => !declared.some(({ ports }) => ports.has(target)))
            .map(({ path, target }) => fault(path, target));
    });
  }
}
