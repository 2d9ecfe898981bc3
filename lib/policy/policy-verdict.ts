import type { PolicyInventory } from './policy-inventory';

/** Where a resource does not do what a rule asks. */
export interface PolicyViolation {
  /** The path in the manifest, items of lists by their name: `spec.template.spec.containers[app].image`. */
  readonly path: string;

  /**
   * What was found there, with what it collides with.
   *
   * @default - nothing is shown
   */
  readonly value?: string;
}

/** What a rule found about a resource. */
export enum PolicyStatus {
  /** It does what the rule asks. */
  COMPLIANT = 'compliant',

  /** It does not. */
  NON_COMPLIANT = 'nonCompliant',

  /** The rule is about something that the resource does not have. */
  NOT_APPLICABLE = 'notApplicable',

  /** Other objects decide, which have not all been seen. */
  OPEN = 'open',
}

/** A question that the other objects of an environment answer. */
export interface IPolicyQuestion {
  /**
   * The verdict, once every object has been seen. The manifest is gone by then: keep what is needed of it.
   *
   * @param inventory all objects of the environment
   */
  answer(inventory: PolicyInventory): PolicyVerdict;
}

/** What a rule says about a resource. */
export class PolicyVerdict {
  /** The resource does what the rule asks. */
  public static compliant(): PolicyVerdict {
    return PolicyVerdict.everythingFine;
  }

  /** The resource does not do what the rule asks; each place is reported. */
  public static nonCompliant(...violations: PolicyViolation[]): PolicyVerdict {
    return new PolicyVerdict(PolicyStatus.NON_COMPLIANT, violations, undefined);
  }

  /** The rule is about something that the resource does not have. */
  public static notApplicable(): PolicyVerdict {
    return PolicyVerdict.notConcerned;
  }

  /** Other objects decide: the question is asked when all of the environment have been seen. */
  public static afterAll(question: IPolicyQuestion): PolicyVerdict {
    return new PolicyVerdict(PolicyStatus.OPEN, [], question);
  }

  /**
   * Other objects decide, and the rule is asked again about the facts that are kept.
   *
   * @internal
   */
  public static _later(): PolicyVerdict {
    return PolicyVerdict.open;
  }

  /**
   * Compliant where there is no violation.
   *
   * @internal
   */
  public static _of(violations: PolicyViolation[] | PolicyViolation | undefined): PolicyVerdict {
    if (violations === undefined || (Array.isArray(violations) && violations.length === 0)) {
      return PolicyVerdict.everythingFine;
    }
    return PolicyVerdict.nonCompliant(...(Array.isArray(violations) ? violations : [violations]));
  }

  private static readonly everythingFine = new PolicyVerdict(PolicyStatus.COMPLIANT, [], undefined);
  private static readonly open = new PolicyVerdict(PolicyStatus.OPEN, [], undefined);
  private static readonly notConcerned = new PolicyVerdict(PolicyStatus.NOT_APPLICABLE, [], undefined);

  private constructor(
    /** What was found. */
    public readonly status: PolicyStatus,
    /** Where the resource does not do what the rule asks. */
    public readonly violations: PolicyViolation[],
    /** What is to be asked when all objects have been seen. */
    public readonly question: IPolicyQuestion | undefined,
  ) {}
}
