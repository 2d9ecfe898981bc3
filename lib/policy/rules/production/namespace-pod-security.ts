import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** What the API server refuses in a namespace. */
export class NamespacePodSecurity extends ObjectRule {
  public readonly id = 'Production.NamespacePodSecurity';
  public readonly asks = 'a namespace enforces Pod Security restricted, or baseline';
  public readonly fix = `give the label ${ENFORCE}: restricted, as a NamespaceChart does`;
  public readonly source = AROUND;
  public override readonly kinds = ['Namespace'];
  public override readonly exceptions = ['pod-security'];

  protected fault({ identity }: PolicyResource): Fault {
    const level = identity.labels[ENFORCE];
    return level === 'restricted' || level === 'baseline' ? undefined : fault(`metadata.labels[${ENFORCE}]`, level);
  }
}
