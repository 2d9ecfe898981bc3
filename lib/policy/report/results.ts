import type { ApiObject } from 'cdk8s';
import type { OutputPlace, ReportedOutput } from '../../core/inspection';
import { ownerPath } from '../../core/owner-path';
import type { IPackageRule } from '../package-rule';
import type { PolicyObject } from '../policy-object';
import type { IPolicyRule } from '../policy-rule';
import type { PolicyTrial, Tally } from '../policy-trial';
import type { RulePack } from '../rule-set';

/** One place where a rule is not met, as reports show it. */
export interface ReportedFinding {
  readonly rule: IPolicyRule;
  readonly object: PolicyObject;
  /** The path of the construct that made the object. */
  readonly construct: string;
  readonly path: string;
  readonly value: string | undefined;
  readonly acknowledged: string | undefined;
  readonly place: OutputPlace | undefined;
}

/** What came of the rules in one environment. */
export interface PolicyResults {
  readonly packs: readonly RulePack[];
  readonly rules: readonly { readonly rule: IPolicyRule; readonly tally: Tally }[];
  /** Rules that are asked when the system is packaged. */
  readonly packageRules: readonly IPackageRule[];
  readonly findings: readonly ReportedFinding[];
}

/** The packs of an environment, each once. */
export function packsOf(trial: PolicyTrial<ApiObject>): RulePack[] {
  const packs = new Map<string, RulePack>();
  for (const pack of trial.ruleSets.flatMap((ruleSet) => ruleSet.packs)) {
    packs.set(pack.name, packs.get(pack.name) ?? pack);
  }
  return [...packs.values()].sort((a, b) => compare(a.name, b.name));
}

/** The rules of an environment, each once. */
export function rulesOf(trial: PolicyTrial<ApiObject>): Map<string, IPolicyRule[]> {
  const rules = new Map<string, IPolicyRule[]>();
  for (const rule of new Set(trial.ruleSets.flatMap((ruleSet) => ruleSet.rules))) {
    rules.set(rule.id, [...(rules.get(rule.id) ?? []), rule]);
  }
  return rules;
}

/** How a rule fared, also where several instances of it were asked. */
export function tallyOf(trial: PolicyTrial<ApiObject>, rules: readonly IPolicyRule[]): Tally {
  return rules
    .map((rule) => trial.tallyOf(rule))
    .reduce((sum, next) => ({
      passed: sum.passed + next.passed,
      failed: sum.failed + next.failed,
      acknowledged: sum.acknowledged + next.acknowledged,
    }));
}

/** What came of the rules, in an order that does not depend on that of the objects. */
export function resultsOf(trial: PolicyTrial<ApiObject>, output: ReportedOutput): PolicyResults {
  const findings = trial.findings.flatMap(({ rule, object, origin, violations, acknowledged }) =>
    violations.map(({ path, value }) => ({
      rule,
      object,
      construct: ownerPath(origin),
      path,
      value,
      acknowledged,
      place: output.placeOf(origin, path),
    })),
  );
  const packs = packsOf(trial);
  const rules = [...rulesOf(trial).entries()].sort(([a], [b]) => compareIds(a, b));
  const ranks = new Map(rules.map(([id], rank) => [id, rank]));
  const rankOf = ({ rule }: ReportedFinding): number => ranks.get(rule.id) ?? 0;
  return {
    packs,
    rules: rules.map(([, instances]) => ({ rule: instances[0], tally: tallyOf(trial, instances) })),
    packageRules: packs.flatMap(({ packageRules }) => packageRules),
    findings: findings.sort(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        compare(a.construct, b.construct) ||
        compare(a.object.kind, b.object.kind) ||
        compare(a.object.name, b.object.name) ||
        compare(a.path, b.path),
    ),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `TR-K8S-2` before `TR-K8S-10`. */
function compareIds(a: string, b: string): number {
  const [nameOfA, numberOfA] = split(a);
  const [nameOfB, numberOfB] = split(b);
  return compare(nameOfA, nameOfB) || numberOfA - numberOfB;
}

function split(id: string): [string, number] {
  const digits = /\d+$/.exec(id)?.[0] ?? '';
  return [id.slice(0, id.length - digits.length), Number(digits)];
}
