import * as path from 'path';
import { DiagnosticLevel } from '../core/diagnostics';
import { type Field, isField } from './field';
import { PolicyPack } from './policy-pack';
import { PolicyResource } from './policy-resource';
import { PolicyTrial, type RuleFinding } from './policy-trial';
import { reasonOnObject } from './reasons';
import { RuleSet } from './rule-set';

/** What the validation of a cdk8s project is told, in `properties` of `cdk8s.yaml`. */
export interface PolicyValidationProps {
  /**
   * The names of packs of the library: `TR-K8S`, `Restricted`, `Production`.
   *
   * @default - all of them, unless `policies` are given
   */
  readonly packs?: string[];

  /**
   * Packs of one's own, for a class that extends this one.
   *
   * @default - none
   */
  readonly policies?: PolicyPack[];
}

/**
 * The packs as a validation plugin of the `cdk8s` command, over whatever an app has written:
 *
 * ```yaml
 * validations:
 *   - package: cdk8s-tradewind
 *     version: 0.1.0
 *     class: PolicyValidation
 *     properties: { packs: [Restricted] }
 * ```
 *
 * A violation of a rule of level error fails the synthesis. A finding is accepted by an annotation
 * `tradewind.dev/<id>: <reason>` on the object. Folders that hold the same object are environments, each judged alone.
 */
export class PolicyValidation {
  private readonly ruleSet: RuleSet;

  /** Throws an Error for a pack that does not exist. */
  constructor(props: PolicyValidationProps = {}) {
    const own = props.policies ?? [];
    const known = [PolicyPack.trK8s(), PolicyPack.restricted(), PolicyPack.production()];
    const all = known.map(({ name }) => name);
    const chosen = (props.packs ?? (own.length > 0 ? [] : all)).map((name) => {
      const pack = known.find((each) => each.name === name);
      if (!pack) {
        throw new Error(`PolicyValidation: there is no pack ${JSON.stringify(name)}; there are: ${all.join(', ')}`);
      }
      return pack;
    });
    this.ruleSet = new RuleSet([...chosen, ...own]);
  }

  /**
   * What the `cdk8s` command calls.
   *
   * @param context the `ValidationContext` of cdk8s-cli
   */
  public validate(context: any): Promise<void> {
    const { manifests, report } = context as Context;
    const files = [...manifests].sort().map((file) => ({
      file,
      objects: (context as Context).parseManifest(file).flatMap(objectsIn),
    }));
    const findings = environmentsOf(files).flatMap((environment) => this.judge(environment));
    const unaccepted = findings.filter(({ acknowledged }) => acknowledged === undefined);
    for (const rule of this.ruleSet.rules) {
      const ofRule = unaccepted.filter((finding) => finding.rule === rule);
      if (ofRule.length > 0) {
        report.addViolation({
          ruleName: rule.level === DiagnosticLevel.ERROR ? rule.id : `${rule.id} (warning)`,
          recommendation: rule.asks,
          fix: rule.fix,
          violatingResources: ofRule.map(({ object, origin, violations }) => ({
            resourceName: object.name,
            locations: violations.map(({ path: at, value }) => (value === undefined ? at : `${at}: got ${value}`)),
            manifestPath: origin,
          })),
        });
      }
    }
    const failed = unaccepted.some(({ rule }) => rule.level === DiagnosticLevel.ERROR);
    report.submit(failed ? 'failure' : 'success', {
      packs: this.ruleSet.packs.map(({ name }) => name).join(', '),
      rules: String(this.ruleSet.rules.length),
      acknowledged: String(findings.length - unaccepted.length),
    });
    return Promise.resolve();
  }

  private judge(files: readonly ManifestFile[]): readonly RuleFinding<string>[] {
    const trial = new PolicyTrial<string>((rule, _file, annotations) => reasonOnObject(rule, annotations));
    for (const { file, objects } of files) {
      for (const object of objects) {
        trial.examine(PolicyResource._of(object), file, this.ruleSet);
      }
    }
    trial.conclude();
    return trial.findings;
  }
}

/** What is used of the context of cdk8s-cli. */
interface Context {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: object): void;
    submit(status: 'success' | 'failure', metadata: Record<string, string>): void;
  };
  parseManifest(file: string): unknown[];
}

interface ManifestFile {
  readonly file: string;
  readonly objects: readonly Field[];
}

/** The objects of a document: itself, or the items of a list. */
function objectsIn(document: unknown): Field[] {
  if (!isField(document)) {
    return [];
  }
  const { kind, items } = document as { kind?: unknown; items?: unknown };
  return kind === 'List' && Array.isArray(items) ? items.flatMap(objectsIn) : [document];
}

/** Files that are judged together: all of them, or each folder where two folders hold the same object. */
function environmentsOf(files: readonly ManifestFile[]): (readonly ManifestFile[])[] {
  const homes = new Map<string, string>();
  let shared = false;
  const folders = new Map<string, ManifestFile[]>();
  for (const each of files) {
    const folder = path.dirname(each.file);
    const known = folders.get(folder);
    if (known) {
      known.push(each);
    } else {
      folders.set(folder, [each]);
    }
    for (const { kind, metadata } of each.objects) {
      const key = [kind, metadata?.namespace, metadata?.name].join('\n');
      shared ||= (homes.get(key) ?? folder) !== folder;
      homes.set(key, folder);
    }
  }
  return shared ? [...folders.values()] : [files];
}
