import type { IConstruct } from 'constructs';
import { byPlace, diagnosticRegistry } from './diagnostic-registry';
import { formatProblems } from './diagnostic-format';
import { copyOf, type JsonObject } from './json';
import { apiObjectsOf, constructsOf, renderObjects } from './render';
import { validateTree } from './validation';

/** The manifests of a construct and all below it. Throws with all problems of the tree, where there are any. */
export function renderScope(scope: IConstruct): JsonObject[] {
  validateTree(scope.node.root);
  const rendered = renderObjects(apiObjectsOf(constructsOf(scope)));
  const errors = diagnosticRegistry.of(scope).entries.filter((entry) => entry.level === 'error');
  if (errors.length > 0) {
    throw new Error(formatProblems('synthesis', errors.sort(byPlace)));
  }
  return rendered.map(({ manifest }) => copyOf(manifest));
}
