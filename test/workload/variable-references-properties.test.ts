import fc from 'fast-check';
import { Container, Credentials } from '../../lib';
import { problems } from '../support/findings';
import { variablesInPod } from '../support/kubelet-expansion';
import { chartIn, IMAGE, manifestsOf, podOf, workload } from '../support/workload';

/** A piece of a value: text, the value of a variable, or the text of a reference. */
type Piece = { readonly text: string } | { readonly of: string } | { readonly escaped: string };

const NAMES = ['A', 'B', 'C.d', 'D-e', '_E', 'F1', 'TOKEN', 'UNKNOWN'];
const CREDENTIAL = 'TOKEN';

const piece: fc.Arbitrary<Piece> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('x', 'https://', '/', '$5', '$', ' ', '(y)', '$$').map((text) => ({ text })),
  },
  { weight: 2, arbitrary: fc.constantFrom(...NAMES).map((of) => ({ of })) },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES).map((escaped) => ({ escaped })) },
);

/** A $ directly before a reference or a parenthesis would be a part of it: authors write those apart. */
const pieces = fc
  .array(piece, { maxLength: 4 })
  .map((all) => all.flatMap((each) => ('text' in each && each.text.endsWith('$') ? [each, { text: '.' }] : [each])));

const variables = fc.dictionary(fc.constantFrom(...NAMES.slice(0, 6)), pieces, { minKeys: 1 });
type Given = Record<string, Piece[]>;

function authored(given: Given): Record<string, string> {
  const text = (each: Piece): string =>
    'text' in each ? each.text : 'of' in each ? `$(${each.of})` : `$$(${each.escaped})`;
  return Object.fromEntries(Object.entries(given).map(([name, all]) => [name, all.map(text).join('')]));
}

function isKnown(given: Given, name: string): boolean {
  return name === CREDENTIAL || Object.hasOwn(given, name);
}

/** The value that the author means; undefined where a variable needs its own value, or one that there is not. */
function meant(given: Given, name: string, above: readonly string[] = []): string | undefined {
  if (above.includes(name) || !isKnown(given, name)) {
    return undefined;
  }
  if (name === CREDENTIAL) {
    return `secret:${name}`;
  }
  let value = '';
  for (const each of given[name]) {
    const part =
      'text' in each ? each.text : 'of' in each ? meant(given, each.of, [...above, name]) : `$(${each.escaped})`;
    if (part === undefined) {
      return undefined;
    }
    value += part;
  }
  return value;
}

function make(given: Given) {
  const chart = chartIn();
  const secrets = new Credentials(chart, 'secrets', { keys: ['token'] });
  const credentials = { [CREDENTIAL]: secrets.key('token') };
  const own = authored(given);
  return workload(
    {
      variables: own,
      credentials,
      sidecars: [Container.of('sidecar', { image: IMAGE, variables: own, credentials })],
      initContainers: [Container.of('init', { image: IMAGE, variables: own, credentials })],
    },
    chart,
  );
}

test('programs get what their variables mean, or synth says why not', () => {
  let refused = 0;
  fc.assert(
    fc.property(variables, (given) => {
      const values = Object.keys(given).map((name) => [name, meant(given, name)] as const);
      const made = make(given);
      const found = problems(made);
      if (values.some(([, value]) => value === undefined)) {
        refused += 1;
        expect(found.length).toBeGreaterThan(0);
        return;
      }
      expect(found).toEqual([]);
      const { containers, initContainers } = podOf(made);
      const maps = manifestsOf(made).objects('ConfigMap');
      for (const container of [...containers, ...initContainers]) {
        expect(variablesInPod(container, maps)).toEqual({
          [CREDENTIAL]: `secret:${CREDENTIAL}`,
          ...Object.fromEntries(values),
        });
      }
    }),
    { numRuns: 300 },
  );
  expect(refused).toBeGreaterThan(0);
});

test('each unknown name and each circle is told with the variable that it stands in', () => {
  fc.assert(
    fc.property(variables, (given) => {
      const found = problems(make(given)).map(([where, value]) => [where, value]);
      for (const [name, all] of Object.entries(given)) {
        for (const each of all) {
          if ('of' in each && !isKnown(given, each.of)) {
            expect(found).toContainEqual([`shop/api  variables.${name}  [unknown-variable]`, `got $(${each.of})`]);
          }
        }
        if (all.some((each) => 'of' in each && each.of === name)) {
          expect(found.some(([, value]) => value === `got ${name} → ${name}`)).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});
