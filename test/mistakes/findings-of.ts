import { DiagnosticLevel, Diagnostics } from '../../lib';
import { validateTree } from '../../lib/core/validation';
import { mutated, type Mutation } from '../support/mutated';

/**
 * The errors, and the warnings that are not acknowledged, of an app with changed sources: those that the app does not
 * have as it is. Each is one text: where it is, the value, the rule and the fix.
 */
export function findingsOf(app: string, changes: readonly Mutation[]): string[] {
  const usual = new Set(allOf(app, []));
  return allOf(app, changes).filter((finding) => !usual.has(finding));
}

const known = new Map<string, string[]>();

function allOf(app: string, changes: readonly Mutation[]): string[] {
  const asItIs = changes.length === 0 ? known.get(app) : undefined;
  if (asItIs) {
    return asItIs;
  }
  const platform = mutated(app, ...changes).platform();
  validateTree(platform);
  const found = Diagnostics.of(platform)
    .all.filter(({ level }) => level === DiagnosticLevel.ERROR || level === DiagnosticLevel.WARNING)
    .map(({ path, property, id, value, rule, fix }) =>
      [`${path}  ${property}${id === undefined ? '' : `  [${id}]`}`, value, rule, fix]
        .filter((line) => line)
        .join('\n'),
    );
  if (changes.length === 0) {
    known.set(app, found);
  }
  return found;
}
