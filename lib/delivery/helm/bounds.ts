import { differs } from './comparison';
import type { Knob } from './knob';
import { type Relation, relations } from './relations';
import { TO_ESCAPE, UNESCAPED } from './shape';
import type { Trials } from './trials';
import { dotted, valueAt, type ValuesPath, withValue } from './values-path';
import { ENVIRONMENT, type Variant } from './variant';

/** The whole numbers below that of an environment that are tried. */
const SMALL_NUMBERS = [3, 2, 1, 0];

/** Finds out how far the values of a chart can be turned. */
export class Bounds {
  constructor(
    private readonly trials: Trials,
    private readonly knobsIn: (environment: string) => readonly Knob[],
  ) {}

  /** The knobs with their bounds, and how they are bound to each other. */
  of(knobs: readonly Knob[], variants: readonly Variant[]): { readonly knobs: Knob[]; readonly related: Relation[] } {
    const related = relations(variants).map((relation) => ({ ...relation, strict: this.isStrict(relation) }));
    const bounded = knobs.map((knob): Knob => {
      if (knob.shape.word && variants.some((variant) => this.escapes(knob, variant))) {
        return { ...knob, shape: { ...knob.shape, schema: { ...knob.shape.schema, pattern: UNESCAPED } } };
      }
      const follows = related.some(({ most }) => dotted(most) === dotted(knob.path));
      return knob.shape.type === 'integer' && !follows ? { ...knob, minimums: this.minimums(knob, variants) } : knob;
    });
    return { knobs: bounded, related };
  }

  /** Whether synth writes a text otherwise than it is given, as inside JSON. */
  private escapes(knob: Knob, { base, objects, selection }: Variant): boolean {
    const environment = String(selection[ENVIRONMENT]);
    if (!this.knobsIn(environment).some(({ path }) => dotted(path) === dotted(knob.path))) {
      return false;
    }
    const values = withValue(base, knob.path, TO_ESCAPE);
    return differs(this.trials.tryRender(environment, values), objects, values) !== undefined;
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

  private minimum(path: ValuesPath, environment: string, variants: readonly Variant[]): number {
    const own = this.trials.own[environment];
    const variant = variants.find(({ selection, base }) => selection[ENVIRONMENT] === environment && base === own);
    let minimum = Number(valueAt(own, path));
    for (const number of SMALL_NUMBERS.filter((each) => each < minimum)) {
      const values = withValue(own, path, number);
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
