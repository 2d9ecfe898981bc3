import { isFactRule } from './fact-rule';
import type { PolicyObject } from './policy-object';
import { PolicyInventory } from './policy-inventory';
import type { PolicyResource } from './policy-resource';
import type { IPolicyRule } from './policy-rule';
import { type IPolicyQuestion, PolicyStatus, type PolicyVerdict, type PolicyViolation } from './policy-verdict';
import type { RuleSet } from './rule-set';
import type { ClosedResource } from './views';
import type { Workload } from './workload';

/** What a rule found wrong with an object. */
export interface RuleFinding<Origin> {
  readonly rule: IPolicyRule;
  readonly object: PolicyObject;
  /** Where the object comes from. */
  readonly origin: Origin;
  readonly violations: readonly PolicyViolation[];
  /** The reason why it is accepted. */
  readonly acknowledged: string | undefined;
}

/** How often a rule was met, was not, and was not with a reason. */
export interface Tally {
  passed: number;
  failed: number;
  acknowledged: number;
}

/** What is asked when all objects have been seen. */
interface OpenCase<Origin> {
  readonly count: Count;
  readonly resource: ClosedResource;
  readonly origin: Origin;
  readonly question: IPolicyQuestion;
}

/** Pods whose facts are asked about when all objects have been seen, and by which rules. */
interface OpenPods<Origin> {
  readonly asked: readonly Count[];
  readonly resource: ClosedResource;
  readonly origin: Origin;
  readonly workload: Workload;
}

/** Why a violation is accepted, where it is. */
export type AskReason<Origin> = (
  rule: IPolicyRule,
  origin: Origin,
  annotations: Readonly<Record<string, string>>,
) => string | undefined;

/** A rule as it fares in a trial: at once, and once all objects are known. */
class Count {
  atOnce: Tally = { passed: 0, failed: 0, acknowledged: 0 };
  late: Tally = { passed: 0, failed: 0, acknowledged: 0 };

  constructor(readonly rule: IPolicyRule) {}
}

/** The rules over the objects of one environment. Each object is looked at once; nothing but facts is kept of it. */
export class PolicyTrial<Origin> {
  readonly inventory = PolicyInventory._create();
  private readonly immediate: RuleFinding<Origin>[] = [];
  private readonly open: OpenCase<Origin>[] = [];
  private readonly pods: OpenPods<Origin>[] = [];
  private late: RuleFinding<Origin>[] = [];
  private readonly counts = new Map<IPolicyRule, Count>();
  private readonly plans = new Map<RuleSet, Map<string, readonly Count[]>>();

  constructor(private readonly askReason: AskReason<Origin>) {}

  /** Every rule set that was applied. */
  get ruleSets(): readonly RuleSet[] {
    return [...this.plans.keys()];
  }

  /** Looks at an object; gives what is wrong with it at first sight. */
  examine(resource: PolicyResource, origin: Origin, ruleSet: RuleSet): readonly RuleFinding<Origin>[] {
    this.inventory._add(resource);
    if (ruleSet.rules.length === 0) {
      return NOTHING;
    }
    const first = this.immediate.length;
    const asked: Count[] = [];
    for (const count of this.planFor(ruleSet, resource.identity._kindKey)) {
      const verdict = count.rule.check(resource);
      if (verdict.status === PolicyStatus.COMPLIANT) {
        count.atOnce.passed += 1;
      } else if (verdict.status === PolicyStatus.OPEN) {
        if (verdict.question) {
          this.open.push({ count, resource: resource._closed(), origin, question: verdict.question });
        } else {
          asked.push(count);
        }
      } else if (verdict.status === PolicyStatus.NON_COMPLIANT) {
        this.immediate.push(this.finding(count.rule, count.atOnce, resource, origin, verdict.violations));
      }
    }
    if (asked.length > 0 && resource._facts) {
      this.pods.push({ asked, resource: resource._closed(), origin, workload: resource._facts });
    }
    return this.immediate.length > first ? this.immediate.slice(first) : NOTHING;
  }

  /** Answers what depends on other objects; gives what is wrong. Asked again after more objects, it answers anew. */
  conclude(): readonly RuleFinding<Origin>[] {
    this.late = [];
    for (const count of this.counts.values()) {
      count.late = { passed: 0, failed: 0, acknowledged: 0 };
    }
    for (const { count, resource, origin, question } of this.open) {
      this.settle(count, resource, origin, question.answer(this.inventory));
    }
    for (const { asked, resource, origin, workload } of this.pods) {
      for (const count of asked) {
        if (isFactRule(count.rule)) {
          this.settle(count, resource, origin, count.rule.verdictOf(workload, this.inventory));
        }
      }
    }
    return this.late;
  }

  /** Everything that was found. */
  get findings(): readonly RuleFinding<Origin>[] {
    return [...this.immediate, ...this.late];
  }

  /** How a rule fared. */
  tallyOf(rule: IPolicyRule): Tally {
    const { atOnce, late } = this.counts.get(rule) ?? new Count(rule);
    return {
      passed: atOnce.passed + late.passed,
      failed: atOnce.failed + late.failed,
      acknowledged: atOnce.acknowledged + late.acknowledged,
    };
  }

  private settle(count: Count, resource: ClosedResource, origin: Origin, { status, violations }: PolicyVerdict): void {
    if (status === PolicyStatus.COMPLIANT) {
      count.late.passed += 1;
    } else if (status === PolicyStatus.NON_COMPLIANT) {
      this.late.push(this.finding(count.rule, count.late, resource, origin, violations));
    }
  }

  private finding(
    rule: IPolicyRule,
    tally: Tally,
    { identity, annotations }: ClosedResource,
    origin: Origin,
    violations: readonly PolicyViolation[],
  ): RuleFinding<Origin> {
    const acknowledged = this.askReason(rule, origin, annotations);
    tally[acknowledged === undefined ? 'failed' : 'acknowledged'] += 1;
    return { rule, object: identity, origin, violations, acknowledged };
  }

  private planFor(ruleSet: RuleSet, kindKey: string): readonly Count[] {
    let plans = this.plans.get(ruleSet);
    if (!plans) {
      plans = new Map();
      this.plans.set(ruleSet, plans);
    }
    let plan = plans.get(kindKey);
    if (!plan) {
      plan = ruleSet.about(kindKey).map((rule) => this.countOf(rule));
      plans.set(kindKey, plan);
    }
    return plan;
  }

  private countOf(rule: IPolicyRule): Count {
    let count = this.counts.get(rule);
    if (!count) {
      count = new Count(rule);
      this.counts.set(rule, count);
    }
    return count;
  }
}

const NOTHING: readonly never[] = [];
