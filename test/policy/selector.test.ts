import * as fc from 'fast-check';
import { equalitySelector, LabelIndex, SelectorIndex, selectorIn, selects } from '../../lib/policy/selector';

const KEYS = ['app', 'tier', 'zone'];
const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom('a', 'b'), { maxKeys: 3 });
const expressions = fc.array(
  fc.record({
    key: fc.constantFrom(...KEYS),
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: fc.subarray(['a', 'b']),
  }),
  { maxLength: 2 },
);
const selector = fc
  .record({ matchLabels: labels, matchExpressions: expressions })
  .map((written) => selectorIn(written as never));
const namespace = fc.constantFrom('shop', 'other');

test('who selects labels is found as by asking each', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ namespace, selector }), { maxLength: 30 }),
      namespace,
      labels,
      (entries, at, wanted) => {
        const index = new SelectorIndex<(typeof entries)[number]>();
        entries.forEach((entry) => index.add(entry));
        const expected = entries.filter((entry) => entry.namespace === at && selects(entry.selector, wanted));
        expect(new Set(index.selecting(at, wanted))).toEqual(new Set(expected));
        expect(index.selecting(at, wanted)).toHaveLength(expected.length);
      },
    ),
  );
});

test('who is selected is found as by asking each, also after more were added', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ namespace, podLabels: labels }), { maxLength: 30 }),
      namespace,
      selector,
      (entries, at, wanted) => {
        const index = new LabelIndex<(typeof entries)[number]>();
        entries.slice(0, 20).forEach((entry) => index.add(entry));
        index.selectedBy(at, wanted);
        entries.slice(20).forEach((entry) => index.add(entry));
        const expected = entries.filter((entry) => entry.namespace === at && selects(wanted, entry.podLabels));
        expect(index.selectedBy(at, wanted)).toEqual(expected);
      },
    ),
  );
});

test('an unknown operator selects nobody, a plain mapping is equality', () => {
  const odd = selectorIn({ matchExpressions: [{ key: 'app', operator: 'Like' }] } as never);
  expect(selects(odd, { app: 'a' })).toBe(false);
  expect(selects(equalitySelector({ app: 'a' }), { app: 'a', tier: 'b' })).toBe(true);
  expect(
    selects(selectorIn({ matchLabels: { 'k8s:app': 'a', 'any:tier': 'b' } } as never), { app: 'a', tier: 'b' }),
  ).toBe(true);
});
