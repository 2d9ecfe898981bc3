import { textOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { PLATFORM_RULES } from './source';

/** TR-K8S-6: the ways in. */
export class Exposure extends ObjectRule {
  public readonly id = 'TR-K8S-6';
  public readonly asks =
    'traffic from outside enters through an Ingress or a Gateway: a NodePort or LoadBalancer opens a way past it';
  public readonly fix = 'use route: Route.host(…), or give the reason: Exposure.nodePort(…, { reason: … })';
  public readonly source = PLATFORM_RULES;
  public override readonly kinds = ['Service'];
  public override readonly exceptions = ['exposure'];

  protected fault({ _manifest }: PolicyResource): Fault {
    const kind = textOf(_manifest.spec?.type);
    return kind === 'NodePort' || kind === 'LoadBalancer' ? fault('spec.type', kind) : undefined;
  }
}
