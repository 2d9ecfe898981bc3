import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type IPolicyRule, PolicyPack } from '../../../lib';
import type { Field } from '../../../lib/policy/field';
import { PolicyResource } from '../../../lib/policy/policy-resource';
import { PolicyTrial } from '../../../lib/policy/policy-trial';
import { reasonOnObject } from '../../../lib/policy/reasons';
import { RuleSet } from '../../../lib/policy/rule-set';
import type { Untyped } from '../../rendered/manifest';

const TEXT = readFileSync(join(__dirname, 'sound.yaml'), 'utf8');

/** Objects by kind and name, and what a test does to them. */
export type Objects = Record<string, Record<string, Untyped>>;

/** The packs of the library. */
export const PACKS = [PolicyPack.trK8s(), PolicyPack.restricted(), PolicyPack.production()];

/** Every rule of the library over what is rendered, once. */
export const RULES: readonly IPolicyRule[] = new RuleSet(PACKS).rules;

/** A system with nothing to complain about; pods that are alike are written once. */
export function soundObjects(): Untyped[] {
  const objects: Untyped[] = parseAllDocuments(TEXT).map((document) => document.toJS());
  const { template } = objects.find(({ kind }) => kind === 'StatefulSet').spec;
  const filled = JSON.stringify(objects).replaceAll('"POD"', JSON.stringify(template));
  return (JSON.parse(filled) as Untyped[]).map((object) => {
    if (object.metadata.name === 'worker' && object.kind === 'Deployment') {
      object.spec.template.metadata.labels.tier = 'worker';
      object.spec.template.spec.containers[0].command = ['celery', '-A', 'shop', 'worker'];
    }
    return object;
  });
}

/** The same with a change. */
export function changed(change: (objects: Objects, all: Untyped[]) => void): Untyped[] {
  const all = soundObjects();
  const index: Objects = {};
  for (const object of all) {
    (index[object.kind] ??= {})[object.metadata.name] = object;
  }
  change(index, all);
  return all;
}

/** A finding, short. */
export interface Found {
  readonly rule: string;
  readonly object: string;
  readonly path: string;
  readonly value: string | undefined;
  readonly acknowledged: string | undefined;
}

/** What rules say about objects. */
export function judge(objects: readonly unknown[], rules: readonly IPolicyRule[] = RULES) {
  const trial = new PolicyTrial<undefined>((rule, _origin, annotations) => reasonOnObject(rule, annotations));
  const ruleSet = new RuleSet([{ name: 'test', rules, packageRules: [] }]);
  for (const object of objects) {
    trial.examine(PolicyResource._of(object as Field), undefined, ruleSet);
  }
  trial.conclude();
  const findings: Found[] = trial.findings.flatMap(({ rule, object, violations, acknowledged }) =>
    violations.map(({ path, value }) => ({
      rule: rule.id,
      object: `${object.kind} ${object.name}`,
      path,
      value,
      acknowledged,
    })),
  );
  return { findings, tallyOf: (rule: IPolicyRule) => trial.tallyOf(rule) };
}
