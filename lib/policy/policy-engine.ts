import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { DiagnosticLevel } from '../core/diagnostics';
import { inspection, type Inspector, type ReportedOutput } from '../core/inspection';
import type { JsonObject } from '../core/json';
import { ownerPath } from '../core/owner-path';
import { explainObject } from '../core/render';
import { RootState } from '../core/root-state';
import { isRuleId } from '../core/validation';
import { environmentOf } from '../environment/environment-registry';
import type { Field } from './field';
import { PolicyResource } from './policy-resource';
import type { IPolicyRule } from './policy-rule';
import { PolicyTrial, type RuleFinding } from './policy-trial';
import { reasonKey, reasonOnObject } from './reasons';
import { jsonReport } from './report/json-report';
import { resultsOf } from './report/results';
import { sarifReport } from './report/sarif-report';
import { summaryTable } from './report/summary-table';
import { type RulePack, RuleSet } from './rule-set';

type Trial = PolicyTrial<ApiObject>;

/** The rules of one tree. */
export class PolicyEngine implements Inspector {
  private readonly attached = new Map<IConstruct, RulePack[]>();
  private contexts = new Map<IConstruct, Context>();
  private readonly trials = new Map<IConstruct, Trial>();

  constructor(private readonly root: IConstruct) {}

  attach(scope: IConstruct, pack: RulePack): void {
    this.attached.set(scope, [...(this.attached.get(scope) ?? []), pack]);
    this.contexts = new Map();
    for (const { id } of [...pack.rules, ...pack.packageRules]) {
      if (!isRuleId(id)) {
        reportError(scope, {
          property: `policy ${pack.name}`,
          value: JSON.stringify(id),
          rule: 'the id of a rule begins with a capital and has letters, digits, . and -: it ends the key of an annotation',
          fix: "name it as in 'Shop.TeamLabel' or 'SHOP-1'",
        });
      }
    }
  }

  asks(construct: IConstruct, rule: string): boolean {
    return this.contextOf(construct).ruleSet.rules.some(({ id }) => id === rule);
  }

  inspect(object: ApiObject, manifest: JsonObject): boolean {
    const resource = PolicyResource._of(manifest as unknown as Field);
    // Packs are attached to constructs that hold objects, rarely to an object itself.
    const { trial, ruleSet } = this.contextOf(this.attached.has(object) ? object : (object.node.scope ?? object));
    const found = trial.examine(resource, object, ruleSet);
    return found.length > 0 && this.explain(found).length > 0;
  }

  conclude(): readonly ApiObject[] {
    const trials = [...this.trials.values()];
    const explained = trials.flatMap((trial) => this.explain(trial.conclude()));
    const told = new ToldAlready(this.root);
    for (const finding of trials.flatMap((trial) => trial.findings)) {
      if (finding.acknowledged === undefined) {
        this.report(finding, told);
      }
    }
    return explained;
  }

  reportsOf(environment: IConstruct, output: ReportedOutput): ReadonlyMap<string, string> {
    const trial = this.trials.get(environment);
    if (!trial?.ruleSets.length) {
      return new Map();
    }
    const results = resultsOf(trial, output);
    return new Map([
      ['reports/policy.json', jsonReport(results, output)],
      ['reports/policy.sarif', sarifReport(results, output)],
    ]);
  }

  table(environments: readonly IConstruct[]): string {
    return summaryTable(
      environments.flatMap((environment) => {
        const trial = this.trials.get(environment);
        return trial ? [{ environment: environment.node.path, trial }] : [];
      }),
    );
  }

  private report({ rule, origin, violations }: RuleFinding<ApiObject>, told: ToldAlready): void {
    const level = rule.level === DiagnosticLevel.ERROR ? 'error' : 'warning';
    for (const { path, value } of violations) {
      if (!told.has(origin, rule.id, path)) {
        const finding = { property: path, value, rule: rule.asks, fix: rule.fix, id: rule.id };
        diagnosticRegistry.of(origin).add(origin, level, finding);
      }
    }
  }

  /** Writes the reasons of acknowledgements onto objects; gives those that did not carry them yet. */
  private explain(findings: readonly RuleFinding<ApiObject>[]): ApiObject[] {
    const explained = new Set<ApiObject>();
    for (const { rule, origin, acknowledged } of findings) {
      const entry = acknowledged === undefined ? undefined : this.acknowledgement(rule, origin);
      if (entry !== undefined) {
        explainObject(origin, { [reasonKey(rule.id)]: entry });
        explained.add(origin);
      }
    }
    return [...explained];
  }

  private acknowledgement(rule: IPolicyRule, object: ApiObject): string | undefined {
    return acknowledgementsOf(object).reasonFor(object, rule.id);
  }

  /** What is asked about the objects of a construct: the rules attached to it and above it, by environment. */
  private contextOf(construct: IConstruct): Context {
    let known = this.contexts.get(construct);
    if (!known) {
      const { scope } = construct.node;
      const above = scope ? this.contextOf(scope) : { ruleSet: NO_RULES, trial: this.trialOf(construct) };
      const own = this.attached.get(construct);
      known = {
        ruleSet: own ? new RuleSet([...above.ruleSet.packs, ...own]) : above.ruleSet,
        trial: environmentOf(construct) === construct ? this.trialOf(construct) : above.trial,
      };
      this.contexts.set(construct, known);
    }
    return known;
  }

  private trialOf(place: IConstruct): Trial {
    let trial = this.trials.get(place);
    if (!trial) {
      trial = new PolicyTrial<ApiObject>(
        (rule, origin, annotations) => this.acknowledgement(rule, origin) ?? reasonOnObject(rule, annotations),
      );
      this.trials.set(place, trial);
    }
    return trial;
  }
}

/** Who judges an object, by which rules. */
interface Context {
  readonly ruleSet: RuleSet;
  readonly trial: Trial;
}

const NO_RULES = new RuleSet([]);

/** What a construct has said already, in the words of its author: a rule does not say it again. */
class ToldAlready {
  private readonly ids = new Set<string>();
  private readonly properties = new Set<string>();

  constructor(root: IConstruct) {
    for (const { level, path, id, property } of diagnosticRegistry.of(root).entries) {
      if (level === 'error') {
        this.ids.add(`${path}\n${id ?? ''}`);
        this.properties.add(`${path}\n${property}`);
      }
    }
  }

  has(object: ApiObject, id: string, property: string): boolean {
    const path = ownerPath(object);
    if (this.properties.has(`${path}\n${property}`)) {
      return true;
    }
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (this.ids.has(`${path.slice(0, end)}\n${id}`)) {
        return true;
      }
    }
    return false;
  }
}

/** The rules of each tree that has any. */
export const policyEngine = new RootState((root) => {
  const engine = new PolicyEngine(root);
  inspection.of(root).inspector = engine;
  return engine;
});
