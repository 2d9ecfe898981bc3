import type { IConstruct } from 'constructs';
import { DiagnosticLevel, Diagnostics } from '../../lib';
import { validateTree } from '../../lib/core/validation';

/** A finding line by line, as a synthesis prints it: where, the value, the rule, the fix. */
export type Lines = readonly string[];

/** The errors of the tree of a construct. */
export function problems(construct: IConstruct): Lines[] {
  return findings(construct, DiagnosticLevel.ERROR);
}

/** The warnings of the tree of a construct that are not acknowledged. */
export function warnings(construct: IConstruct): Lines[] {
  return findings(construct, DiagnosticLevel.WARNING);
}

/** Asserts that there is exactly one error, word for word. */
export function expectProblem(construct: IConstruct, expected: Lines): void {
  expect(problems(construct)).toEqual([expected]);
}

function findings(construct: IConstruct, wanted: DiagnosticLevel): Lines[] {
  const { root } = construct.node;
  validateTree(root);
  return Diagnostics.of(root)
    .all.filter(({ level }) => level === wanted)
    .map(({ path, property, id, value, rule, fix }) => [
      `${path}  ${property}${id === undefined ? '' : `  [${id}]`}`,
      ...(value === undefined ? [] : [`got ${value}`]),
      rule,
      `→ ${fix}`,
    ]);
}
