import { textOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PolicyVerdict } from '../../policy-verdict';
import { fault, onceKnown, Rule } from '../rule';
import { AROUND } from './readiness-list';

/** The names of the pods of a StatefulSet. */
export class HeadlessService extends Rule {
  public readonly id = 'Production.HeadlessService';
  public readonly asks = 'the Service of a StatefulSet exists and is headless: from it the pods have their names';
  public readonly fix = 'name a Service with clusterIP: None in spec.serviceName';
  public readonly source = `${AROUND}; kube-score`;
  public override readonly kinds = ['StatefulSet'];

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const name = textOf(_manifest.spec?.serviceName);
    return onceKnown(({ servicesByName }) => {
      const found = servicesByName.get(`${identity.namespace ?? ''}\n${name ?? ''}`);
      return found?.headless
        ? undefined
        : fault('spec.serviceName', name && `${name}, which is ${found ? 'not headless' : 'not here'}`);
    });
  }
}
