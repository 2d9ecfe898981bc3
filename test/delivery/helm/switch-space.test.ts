import { analyse } from '../../../lib/delivery/helm/analysis';
import { evaluate } from '../../../lib/delivery/helm/template';
import { dotted } from '../../../lib/delivery/helm/values-path';
import { casesOver, relevantTo } from '../../../lib/delivery/helm/variant-cases';
import { type Settings, tinySystem } from '../../support/tiny-system';

/** One object a flag: no variant has to be tried for two of them together. */
const flags = (count: number): Settings =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, true]));
const keysOf = (settings: Settings): string[] => Object.keys(settings);

test('flags of different objects are tried together', () => {
  const system = tinySystem({ prod: flags(12) }, (settings) =>
    Object.fromEntries(keysOf(settings).map((key) => [key, { on: settings[key] }])),
  );
  const analysis = analyse(system);
  expect(analysis.refusals).toEqual([]);
  expect(analysis.switches).toHaveLength(12);
  expect(analysis.variants).toHaveLength(2);
  expect(relevantTo(analysis, ['chart/f3'])).toEqual(['f3']);
});

test('flags of one object are tried with each other', () => {
  const system = tinySystem({ prod: { a: true, b: true } }, ({ a, b }) => ({
    thing: { both: a && b, none: !a && !b },
  }));
  const analysis = analyse(system);
  const cases = casesOver(analysis, relevantTo(analysis, ['chart/thing']));
  expect(
    cases.map(({ selection, variant }) => {
      const thing = variant.objects.get('chart/thing')?.manifest ?? null;
      return [selection.a, selection.b, evaluate(thing, variant.base)];
    }),
  ).toEqual([
    [true, true, expect.objectContaining({ both: true, none: false })],
    [true, false, expect.objectContaining({ both: false, none: false })],
    [false, true, expect.objectContaining({ both: false, none: false })],
    [false, false, expect.objectContaining({ both: false, none: true })],
  ]);
});

test('a flag that matters only where another is off is found', () => {
  const system = tinySystem({ prod: { a: true, b: true } }, ({ a, b }) => ({ thing: { text: a ? 'on' : `off ${b}` } }));
  const analysis = analyse(system);
  expect(relevantTo(analysis, ['chart/thing'])).toEqual(['a', 'b']);
});

test('more flags on one object than anybody would read are refused, the last first', () => {
  const system = tinySystem({ prod: flags(8) }, (settings) => ({
    thing: Object.fromEntries(keysOf(settings).map((key) => [key, settings[key]])),
  }));
  const { switches, refusals } = analyse(system);
  expect(switches.map(({ path }) => dotted(path))).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5']);
  expect(refusals).toEqual([
    { path: ['f7'], reason: 'with it an object would have more than 64 forms' },
    { path: ['f6'], reason: 'with it an object would have more than 64 forms' },
  ]);
});

test('a flag that an environment does not set makes no difference there', () => {
  const system = tinySystem({ dev: {}, prod: { a: true } }, ({ a }) => ({ thing: { on: String(a) } }));
  const analysis = analyse(system);
  expect(casesOver(analysis, ['a']).map(({ selection }) => selection)).toEqual([
    { environment: 'dev', a: true },
    { environment: 'dev', a: false },
    { environment: 'prod', a: true },
    { environment: 'prod', a: false },
  ]);
});
