import { differing, differs } from './comparison';
import { ValueExpression } from './expression';
import type { Knob, Maximum } from './knob';
import { type Relation, relations } from './relations';
import { TO_ESCAPE, UNESCAPED } from './shape';
import { expressionsOf, isTemplateMapping } from './template';
import type { Trials } from './trials';
import { dotted, valueAt, type ValuesPath, withValue } from './values-path';
import { ENVIRONMENT, type ObjectTemplate, type Variant } from './variant';

/** The whole numbers below that of an environment that are tried. */
const SMALL_NUMBERS = [3, 2, 1, 0];

/** The fields of a spec that say how many pods there are, or may be. */
const POD_COUNTS = ['replicas', 'maxReplicas', 'maxReplicaCount'];

/** Finds out how far the values of a chart can be turned. */
export class Bounds {
  constructor(
    private readonly trials: Trials,
    private readonly knobsIn: (environment: string) => readonly Knob[],
  ) {}

  /** The knobs with their bounds, and how they are bound to each other. */
  of(knobs: readonly Knob[], variants: readonly Variant[]): { readonly knobs: Knob[]; readonly related: Relation[] } {
    const related = relations(variants).map((relation) => ({ ...relation, strict: this.isStrict(relation) }));
    const escaped = this.escapedWords(
      knobs.filter(({ shape }) => shape.word),
      variants,
    );
    const counts = podCounts(variants);
    const bounded = knobs.map((knob): Knob => {
      if (escaped.has(knob)) {
        return { ...knob, shape: { ...knob.shape, schema: { ...knob.shape.schema, pattern: UNESCAPED } } };
      }
      const follows = related.some(({ most }) => dotted(most) === dotted(knob.path));
      const maximums = counts.has(dotted(knob.path)) ? this.maximums(knob) : {};
      return knob.shape.type === 'integer' && !follows
        ? { ...knob, minimums: this.minimums(knob, variants), maximums }
        : { ...knob, maximums };
    });
    return { knobs: bounded, related };
  }

  /** The words that synth writes otherwise than they are given, as inside JSON. */
  private escapedWords(words: readonly Knob[], variants: readonly Variant[]): Set<Knob> {
    const found = new Set<Knob>();
    const seen = new Set<string>();
    const telling = variants.filter(({ objects }) => {
      const fresh = [...objects.keys()].filter((id) => !seen.has(id));
      fresh.forEach((id) => seen.add(id));
      return fresh.length > 0;
    });
    const suspects = telling.map((variant) => ({ variant, ids: this.writtenOtherwise(words, variant) }));
    for (const word of words) {
      const cleared = new Set<string>();
      for (const { variant, ids } of suspects) {
        const open = ids.filter((id) => !cleared.has(id) && usesIn(variant.objects.get(id), word.path));
        if (open.length > 0 && this.writtenOtherwise([word], variant).length > 0) {
          found.add(word);
          break;
        }
        open.forEach((id) => cleared.add(id));
      }
    }
    return found;
  }

  /** The objects in which one of some words is written otherwise. */
  private writtenOtherwise(words: readonly Knob[], { base, objects, selection }: Variant): string[] {
    const environment = String(selection[ENVIRONMENT]);
    const known = new Set(this.knobsIn(environment).map(({ path }) => dotted(path)));
    const values = words
      .filter(({ path }) => known.has(dotted(path)))
      .reduce((all, { path }) => withValue(all, path, TO_ESCAPE), base);
    return values === base ? [] : differing(this.trials.tryRender(environment, values), objects, values);
  }

  /** Whether synth refuses two numbers that are the same. */
  private isStrict({ least, most, quantities }: Relation): boolean {
    const { own } = this.trials;
    const names = this.trials.environmentsWith(most).filter((name) => valueAt(own[name], least) !== undefined);
    return (
      !quantities &&
      names.some((name) => {
        const number = valueAt(own[name], least);
        return this.trials.troubleWith(name, withValue(own[name], most, number)) !== undefined;
      })
    );
  }

  /** The smallest whole numbers that synth takes, and from which everything still follows in the same way. */
  private minimums({ path, fixedIn }: Knob, variants: readonly Variant[]): Record<string, number> {
    const names = this.trials.environmentsWith(path).filter((name) => !(name in fixedIn));
    return Object.fromEntries(names.map((name) => [name, this.minimum(path, name, variants)]));
  }

  /** The numbers of pods of environments in which synth refuses one more, as where a claim is mounted by one pod. */
  private maximums({ path, fixedIn }: Knob): Record<string, Maximum> {
    const names = this.trials.environmentsWith(path).filter((name) => !(name in fixedIn));
    return Object.fromEntries(
      names.flatMap((name) => {
        const own = this.trials.own[name];
        const most = Number(valueAt(own, path));
        const reason = this.trials.troubleWith(name, withValue(own, path, most + 1));
        return reason === undefined ? [] : [[name, { most, reason }]];
      }),
    );
  }

  /** In the variant of the environment's own choices, or in one where anything follows from the number. */
  private minimum(path: ValuesPath, environment: string, variants: readonly Variant[]): number {
    const own = this.trials.own[environment];
    const here = variants.filter(({ selection }) => selection[ENVIRONMENT] === environment);
    const variant = here.find((each) => uses(each, path)) ?? here.find(({ base }) => base === own);
    let minimum = Number(valueAt(own, path));
    for (const number of SMALL_NUMBERS.filter((each) => each < minimum)) {
      const values = withValue(variant?.base ?? own, path, number);
      const rendering = this.trials.tryRender(environment, values);
      const taken = this.trials.troubleIn(environment, rendering) === undefined;
      if (!variant || !taken || differs(rendering, variant.objects, values) !== undefined) {
        break;
      }
      minimum = number;
    }
    return minimum;
  }
}

/** The values that are a number of pods and nothing else, by their paths. */
function podCounts(variants: readonly Variant[]): Set<string> {
  const found = variants.flatMap(({ objects }) =>
    [...objects.values()].flatMap(({ manifest }) =>
      POD_COUNTS.flatMap((count) => {
        const spec = isTemplateMapping(manifest.spec) ? manifest.spec[count] : undefined;
        return spec instanceof ValueExpression ? [dotted(spec.path)] : [];
      }),
    ),
  );
  return new Set(found);
}

function uses({ objects }: Variant, path: ValuesPath): boolean {
  return [...objects.values()].some((object) => usesIn(object, path));
}

function usesIn(object: ObjectTemplate | undefined, path: ValuesPath): boolean {
  const expressions = expressionsOf(object?.manifest ?? null);
  return expressions.some(({ expression }) => expression.paths.some((each) => dotted(each) === dotted(path)));
}
