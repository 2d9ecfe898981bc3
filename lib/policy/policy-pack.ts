import type { IConstruct } from 'constructs';
import type { IPolicyPack } from '../contracts/policy-pack';
import type { IPackageRule } from './package-rule';
import { policyEngine } from './policy-engine';
import type { IPolicyRule } from './policy-rule';
import { aroundRules, podAndContainerRules } from './rules/production/production-rules';
import { restrictedRules } from './rules/restricted/restricted-rules';
import { trK8sPackageRules, trK8sRules } from './rules/tr-k8s/tr-k8s-rules';

/** The rules of a pack. */
export interface PolicyPackProps {
  /**
   * The rules over what is rendered.
   *
   * @default - none
   */
  readonly rules?: IPolicyRule[];

  /**
   * The rules over what is packaged.
   *
   * @default - none
   */
  readonly packageRules?: IPackageRule[];
}

/**
 * Rules under one name. A rule that stands in several packs is one rule: it is asked once, and acknowledged once.
 *
 * A finding is accepted with `Acknowledgements.of(scope).add({ id, reason })`, or by an annotation
 * `tradewind.dev/<id>: <reason>` on the object. A choice that carries its own reason, such as
 * `Exposure.nodePort(30080, { reason })`, is accepted already.
 */
export class PolicyPack implements IPolicyPack {
  /** The platform rules TR-K8S-1 to TR-K8S-9. The first two are asked of a packaged system. */
  public static trK8s(): PolicyPack {
    return new PolicyPack('TR-K8S', trK8sRules(), trK8sPackageRules());
  }

  /** The Pod Security Standard `restricted`: every control. */
  public static restricted(): PolicyPack {
    return new PolicyPack('Restricted', restrictedRules(), []);
  }

  /**
   * What a workload must show before it runs in production. It holds the rules of `restricted()`, and those of
   * `trK8s()` about resources and ways in.
   */
  public static production(): PolicyPack {
    const shared = trK8sRules().filter(({ id }) => ['TR-K8S-3', 'TR-K8S-6'].includes(id));
    return new PolicyPack(
      'Production',
      [...restrictedRules(), ...shared, ...podAndContainerRules(), ...aroundRules()],
      [],
    );
  }

  /** Rules of one's own. */
  public static of(name: string, props: PolicyPackProps): PolicyPack {
    return new PolicyPack(name, [...(props.rules ?? [])], [...(props.packageRules ?? [])]);
  }

  private constructor(
    /** The name. */
    public readonly name: string,
    /** The rules over what is rendered. */
    public readonly rules: IPolicyRule[],
    /** The rules over what is packaged: whoever packages asks them. */
    public readonly packageRules: IPackageRule[],
  ) {}

  /** Has every object of a construct and all below it judged, each time that the tree is validated. */
  public applyTo(scope: IConstruct): void {
    policyEngine.of(scope).attach(scope, this);
  }
}
