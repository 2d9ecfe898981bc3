import fc from 'fast-check';
import {
  circlesOf,
  expandableText,
  inOrderOfReference,
  mayRefer,
  referencesIn,
  textParts,
} from '../../lib/core/variable-references';
import { expand } from '../support/kubelet-expansion';

test.each([
  ['plain', []],
  ['$(A)', ['A']],
  ['$(A)/$(B.c-d)/$(A)', ['A', 'B.c-d']],
  ['$$(A)', []],
  ['$$$(A)', ['A']],
  ['$(a b)$()$(1A)', []],
  ['$(A', []],
  ['$A ${A} $', []],
])('%j refers to %j', (text, names) => {
  expect(referencesIn(text)).toEqual(names);
});

test.each([
  ['a$$b', 'a$$$$b'],
  ['$$$', '$$$$$$'],
  ['$', '$'],
  ['$$(A)$$', '$$(A)$$$$'],
  ['$(A)', '$(A)'],
  ['$(a$$b)', '$(a$$b)'],
])('%j is written as %j', (text, written) => {
  expect(expandableText(text)).toBe(written);
});

test('what Kubernetes makes of a text is what its parts say, whatever it consists of', () => {
  const text = fc.array(fc.constantFrom('$', '$$', '(', ')', 'A', 'B', 'x', ' ', '$(A)', '$(B)'), { maxLength: 12 });
  fc.assert(
    fc.property(
      text.map((pieces) => pieces.join('')),
      (given) => {
        const variables = new Map([
          ['A', 'first'],
          ['B', 'second'],
        ]);
        const meant = textParts(given).map((part) =>
          'text' in part ? part.text : (variables.get(part.variable) ?? `$(${part.variable})`),
        );
        expect(expand(expandableText(given), variables)).toBe(meant.join(''));
        // What is not expanded, because it stands in a ConfigMap, means the same.
        expect(mayRefer(given) || meant.join('') === given).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a variable stands after those that it refers to, whatever the order that they are written in', () => {
  const variables = { A: '$(B) $(C)', B: '$(C)', C: 'c', D: '$(A)' };
  expect(inOrderOfReference(variables)).toEqual(['C', 'B', 'A', 'D']);
  expect(inOrderOfReference(Object.fromEntries(Object.entries(variables).reverse()))).toEqual(['C', 'B', 'A', 'D']);
});

test('circles are told by their path, each once', () => {
  expect(circlesOf({ A: '$(B)', B: '$(C)', C: '$(B) $(A)', D: '$(D)', E: '$(A)', F: '$$(F)' })).toEqual([
    ['A', 'B', 'C', 'A'],
    ['B', 'C', 'B'],
    ['D', 'D'],
  ]);
});
