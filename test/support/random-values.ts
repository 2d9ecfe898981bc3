import fc, { type Arbitrary } from 'fast-check';
import type { Analysis } from '../../lib/delivery/helm/analysis';
import { knobFields } from '../../lib/delivery/helm/knob-fields';
import type { Knob } from '../../lib/delivery/helm/knob';
import { ONE_LINE } from '../../lib/delivery/helm/shape';
import { valuesSchema } from '../../lib/delivery/helm/values-schema';
import { parseQuantity } from '../../lib/core/quantity';
import type { Json } from '../../lib/core/json';
import { dotted, valueAt, type ValuesPath, withValue } from '../../lib/delivery/helm/values-path';

/** Values of an environment, some of them changed. */
export interface RandomValues {
  readonly environment: string;
  readonly values: Record<string, unknown>;
  readonly changed: readonly { readonly path: ValuesPath; readonly value: Json }[];
}

/** Text that means something to YAML, to templates or to shells, in one line. */
const NASTY = fc.stringMatching(/^[a-z{}$"'`\\:#&*!|>%@ äλ,~=<[\]?-]{1,20}$/).filter((text) => text.trim() === text);

/** Values that the schema of a chart and its relations allow. */
export function randomValues(analysis: Analysis): Arbitrary<RandomValues> {
  const schema = valuesSchema(analysis, knobFields(analysis));
  return fc.constantFrom(...analysis.environments).chain((environment) => {
    const own = analysis.values[environment];
    const free = ({ path, fixedIn }: Pick<Knob, 'path' | 'fixedIn'>): boolean =>
      !(environment in fixedIn) && ![undefined, ''].includes(valueAt(own, path) as string);
    const turned = [
      ...analysis.switches.filter(free).map(({ path, choices }) => ({ path, value: fc.constantFrom(...choices) })),
      ...analysis.knobs
        .filter(free)
        .map((knob) => ({ path: knob.path, value: valueOf(knob, environment, analysis, schema) })),
      ...analysis.openMaps.map(({ path, taken }) => ({
        path,
        // Helm joins mappings: what an environment has in one stays.
        value: fc
          .dictionary(
            fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,9}$/).filter((key) => !taken.includes(key)),
            NASTY,
            { maxKeys: 4, noNullPrototype: true },
          )
          .map((entries) => ({ ...(valueAt(own, path) as Record<string, string>), ...entries })),
      })),
    ].map(({ path, value }) => fc.record({ path: fc.constant(path), value: value }));
    return fc.tuple(fc.tuple(...turned), fc.infiniteStream(fc.boolean())).map(([all, kept]) => {
      const some = all.filter(() => kept.next().value);
      const changed = ordered(analysis, environment, some);
      const values = changed.reduce((tree, { path, value }) => withValue(tree, path, value), own);
      return { environment, values, changed };
    });
  });
}

function valueOf(knob: Knob, environment: string, analysis: Analysis, schema: unknown): Arbitrary<Json> {
  const allowed = schemaAt(schema, knob.path);
  if (Array.isArray(allowed.enum)) {
    return fc.constantFrom(...(allowed.enum as Json[]));
  }
  switch (knob.shape.type) {
    case 'integer': {
      const least = knob.minimums[environment] ?? Number(allowed.minimum ?? 0);
      return fc.integer({ min: least, max: least + 30 });
    }
    case 'quantity': {
      const suffix = /[A-Za-z]*$/.exec(String(valueAt(analysis.values[environment], knob.path)))?.[0] ?? '';
      const others = /i$/.test(suffix) ? ['Mi', 'Gi'] : suffix === 'm' || suffix === '' ? ['m', ''] : [suffix];
      return fc.oneof(
        fc
          .tuple(fc.integer({ min: 1, max: 4000 }), fc.constantFrom(...others))
          .map(([number, unit]) => `${number}${unit}`),
        fc.constantFrom('1.5', '0.5').map((number) => `${number}${others.at(-1)}`),
      );
    }
    case 'number':
      return fc.double({ min: 0.001, max: 1000, noNaN: true });
    default:
      return allowed.pattern === ONE_LINE
        ? fc.oneof(
            fc.nat(9999).map((seed) => knob.shape.sample(seed)),
            NASTY,
          )
        : fc.nat(9999).map((seed) => knob.shape.sample(seed));
  }
}

function schemaAt(schema: unknown, path: ValuesPath): Record<string, unknown> {
  return path.reduce<unknown>((at, key) => {
    const { properties, items } = at as { properties?: object; items?: object };
    return valueAt(properties ?? items, [key]);
  }, schema) as Record<string, unknown>;
}

/** Lifts what must not be below something else, and leaves that alone where the former is fixed. */
function ordered(
  analysis: Analysis,
  environment: string,
  changed: readonly { path: ValuesPath; value: Json }[],
): { path: ValuesPath; value: Json }[] {
  const amount = (value: unknown): number => (typeof value === 'number' ? value : (parseQuantity(String(value)) ?? 0));
  const own = analysis.values[environment];
  const found = new Map(changed.map((each) => [dotted(each.path), each]));
  const fixed = new Set(analysis.knobs.filter(({ fixedIn }) => environment in fixedIn).map(({ path }) => dotted(path)));
  for (const { least, most, strict } of analysis.relations) {
    const low = found.get(dotted(least))?.value ?? valueAt(own, least);
    const high = found.get(dotted(most))?.value ?? valueAt(own, most);
    if (low !== undefined && high !== undefined && amount(low) + (strict ? 1 : 0) > amount(high)) {
      if (fixed.has(dotted(most))) {
        found.delete(dotted(least));
      } else {
        found.set(dotted(most), { path: most, value: strict ? Number(low) + 1 : (low as Json) });
      }
    }
  }
  return [...found.values()];
}
