import { acknowledgementsOf } from './acknowledgement-registry';
import { diagnosticRegistry, reportError } from './diagnostic-registry';
import { inspection } from './inspection';
import { losslessObjects } from './object-registry';
import { apiObjectsOf, constructsOf, renderObjects } from './render';
import { RootState } from './root-state';
import type { IConstruct } from 'constructs';

/** How many objects of a tree were rendered by its validation, which a plain `App` repeats for every chart. */
const validated = new WeakMap<IConstruct, number>();

/** Makes the validation of a plain cdk8s `App` and of `Testing.synth` check what is rendered, too. */
export const renderedValidation = new RootState((root) => {
  diagnosticRegistry.of(root).beforeReport = () => validateTree(root);
  return true;
});

/** Makes every check of the tree that needs no platform; the findings go to the diagnostics. */
export function validateTree(root: IConstruct): void {
  diagnosticRegistry.of(root).runChecks();
  const objects = losslessObjects.of(root);
  const known = validated.get(root);
  const { inspector } = inspection.of(root);
  if (!inspector) {
    renderObjects(objects.slice(known ?? 0));
  } else if (known === undefined || objects.length > known) {
    // Rules ask for other objects, those of other libraries too.
    renderObjects(apiObjectsOf(constructsOf(root)));
    inspector.conclude();
  }
  validated.set(root, objects.length);
  reportUnusedAcknowledgements(root);
}

/** Reports what is acknowledged and never found, in no environment; only to be called once all is rendered. */
export function reportUnusedAcknowledgements(root: IConstruct): void {
  const acknowledgements = acknowledgementsOf(root);
  for (const finding of diagnosticRegistry.of(root).entries) {
    if (finding.level === 'warning') {
      acknowledgements.covers(finding.scope, finding.id);
    }
  }
  const matched = new Set(
    acknowledgements.entries.filter((entry) => entry.matches > 0).map((entry) => placeOf(entry.scope, entry.id)),
  );
  const rulesRun = inspection.of(root).inspector !== undefined;
  for (const entry of acknowledgements.entries) {
    if (!rulesRun && isRuleId(entry.id)) {
      continue;
    }
    if (!matched.has(placeOf(entry.scope, entry.id))) {
      reportError(entry.scope, {
        property: `acknowledgement of ${entry.id}`,
        rule: 'nothing here raises this finding in any environment',
        fix: 'remove the acknowledgement, or correct its id',
      });
    }
  }
}

/** Ids of rules over what is rendered begin with a capital, those of findings of constructs do not. */
export function isRuleId(id: string): boolean {
  return /^[A-Z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*$/.test(id);
}

/** One place in a system, whatever the environment: the path below the first construct of the tree. */
function placeOf(scope: IConstruct, id: string): string {
  const path = scope.node.path;
  return `${id}\n${path.includes('/') ? path.slice(path.indexOf('/')) : ''}`;
}
