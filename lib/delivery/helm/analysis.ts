import type { System } from '../../synth/system';
import { Bounds } from './bounds';
import { candidates } from './candidates';
import { differenceAt, differs, placeOf, sameShape } from './comparison';
import type { Trial, Unexplained } from './explain';
import type { Knob, Refusal, Switch } from './knob';
import { oneEntry, type OpenMap } from './open-map';
import { REGISTRY, type Values } from './place-values';
import type { Relation } from './relations';
import type { Rendering } from './rendering';
import { seedOf } from './shape';
import { expressionsOf } from './template';
import { Trials } from './trials';
import { involvedKnobs, nearbyValues, roundsOf } from './knob-rounds';
import { SwitchSpace } from './switch-space';
import { dotted, valueAt, type ValuesPath, withValue } from './values-path';
import type { ObjectTemplate, Variant } from './variant';

/** What was found out about a system. */
export interface Analysis {
  readonly environments: readonly string[];
  /** The values of each environment, all of them. */
  readonly values: Readonly<Record<string, Values>>;
  readonly knobs: readonly Knob[];
  readonly switches: readonly Switch[];
  readonly refusals: readonly Refusal[];
  /** The variants in which everything is seen in each of its forms. */
  readonly variants: readonly Variant[];
  /** The switches that each part follows from: objects by their ids, and what workloads take of a quota. */
  readonly relevant: ReadonlyMap<string, readonly string[]>;
  readonly relations: readonly Relation[];
  readonly openMaps: readonly OpenMap[];
}

/** Beyond this many forms an object is nothing to read any more. */
const MOST_FORMS = 64;

/** Finds out, by synthesizing again and again, what follows from each value of a system. */
export function analyse(system: System): Analysis {
  return new Analyst(system).analyse();
}

class Analyst {
  private readonly knobs = new Map<string, Knob>();
  private readonly switches = new Map<string, Switch>();
  private readonly refusals = new Map<string, Refusal>();

  private readonly trials: Trials;
  private readonly environments: readonly string[];
  private readonly own: Readonly<Record<string, Values>>;
  private space: SwitchSpace;

  constructor(system: System) {
    this.trials = new Trials(system);
    this.environments = this.trials.environments;
    this.own = this.trials.own;
    this.space = new SwitchSpace(this.trials, []);
  }

  analyse(): Analysis {
    const closed = Object.entries(this.own).map(
      ([name, values]) => [name, this.trials.withOpenMaps(values, () => ({}))] as const,
    );
    const found = candidates(Object.fromEntries(closed));
    found.refused.forEach(({ path, reason }) => this.refuse(path, reason));
    found.knobs.forEach((knob) => this.knobs.set(dotted(knob.path), knob));
    found.switches.forEach((path) => this.addSwitch(path, [true, false]));
    this.addWordSwitches();
    const variants = this.allVariants();
    this.dropIdle(variants);
    const bounds = new Bounds(this.trials, (environment) => this.knobsIn(environment));
    const { knobs, related } = bounds.of([...this.knobs.values()], variants);
    return {
      relations: related,
      openMaps: this.trials.openMaps,
      environments: this.environments,
      values: this.own,
      knobs,
      switches: [...this.switches.values()],
      refusals: [...this.refusals.values()],
      variants,
      relevant: this.space.parts(),
    };
  }

  /** Words with which objects and fields come and go are seen at once to be switches. */
  private addWordSwitches(): void {
    const renderings = new Map(this.environments.map((name) => [name, this.trials.tryRender(name, this.own[name])]));
    for (const { path, shape } of [...this.knobs.values()]) {
      const words = shape.word ? this.wordsAt(path) : [];
      const decides = this.trials.environmentsWith(path).some((environment) => {
        const own = this.own[environment];
        const others = words.filter((word) => word !== valueAt(own, path));
        return others.some((word) => {
          const turned = this.trials.tryRender(environment, withValue(own, path, word));
          return turned.parts.size > 0 && !sameShape(turned, renderings.get(environment) ?? turned);
        });
      });
      if (decides && this.addSwitch(path, words)) {
        this.knobs.delete(dotted(path));
      }
    }
  }

  /** All variants; from the start again once a knob turned out to be a switch. */
  private allVariants(): Variant[] {
    for (;;) {
      this.space = this.narrowSpace();
      const switches = this.switches.size;
      const variants = this.environments.flatMap((environment) => this.variantsIn(environment));
      if (this.switches.size === switches) {
        return variants;
      }
    }
  }

  /** The space of the switches, without those with which an object would have too many forms. */
  private narrowSpace(): SwitchSpace {
    for (;;) {
      const space = new SwitchSpace(this.trials, [...this.switches.values()]);
      const { combinations, last } = space.widest();
      if (combinations <= MOST_FORMS || !last) {
        return space;
      }
      this.switches.delete(dotted(last.path));
      this.refuse(last.path, `with it an object would have more than ${MOST_FORMS} forms`);
    }
  }

  /** The variants of an environment; from the start again once a knob turned out to be none in it. */
  private variantsIn(environment: string): Variant[] {
    for (;;) {
      const variants: Variant[] = [];
      const selections = this.space.selectionsIn(environment);
      for (const selection of selections) {
        const base = this.space.valuesWith(environment, selection);
        const objects = this.objectsOf(environment, base);
        if (!objects) {
          break;
        }
        variants.push({ selection, base, objects });
      }
      if (variants.length === selections.length) {
        return variants;
      }
    }
  }

  /** The templates of the objects of a variant; undefined when a knob was taken back on the way. */
  private objectsOf(environment: string, base: Values): Map<string, ObjectTemplate> | undefined {
    const knobs = this.knobsIn(environment);
    const sampled = (round: number): Values =>
      knobs.reduce(
        (values, { path, shape }, index) => withValue(values, path, shape.sample(seedOf(index, round, knobs.length))),
        base,
      );
    // What an environment has itself is looked at once more than what differs from it by flags.
    const rounds = base === this.own[environment] ? [0, 1, 2] : [0, 1];
    const values = [base, ...rounds.map(sampled)].map((each) => this.trials.withOpenMaps(each, oneEntry));
    const trial: Trial = { knobs, values };
    const { own, objects, unexplained } = this.trials.explainAll(environment, trial);
    if (objects && unexplained.length === 0) {
      return this.holds(environment, base, objects) ? objects : undefined;
    }
    this.takeBackCulprits(environment, trial, own, unexplained);
    return undefined;
  }

  /**
   * What can be turned here: what is set. An environment without a registry loads its images into the nodes: another
   * registry is no question there.
   */
  private knobsIn(environment: string): Knob[] {
    return [...this.knobs.values()].filter(({ path, fixedIn }) => {
      const value = valueAt(this.own[environment], path);
      return value !== undefined && !(path[0] === REGISTRY && value === '') && !(environment in fixedIn);
    });
  }

  /** Takes back the knobs behind what could not be explained, found by turning one after the other. */
  private takeBackCulprits(
    environment: string,
    { knobs, values }: Trial,
    own: Rendering,
    unexplained: readonly Unexplained[],
  ): void {
    const places = unexplained.map(({ path }) => path);
    const involved = involvedKnobs(knobs, values, (turned) =>
      differenceAt(own, this.trials.tryRender(environment, turned), places),
    );
    const alone = involved.filter(({ knob }) => !this.isExplainedAlone(environment, knob, values));
    const culprits = alone.length > 0 ? alone : involved;
    if (culprits.length === 0) {
      throw new Error(`${placeOf(own, places[0] ?? [])} follows from several values together, and from none alone`);
    }
    culprits.forEach(({ path, reason }) => this.takeBack(path, environment, reason));
  }

  /** Whether all that follows from a knob is explained while the others keep still. */
  private isExplainedAlone(environment: string, knob: Knob, [base, ...others]: readonly Values[]): boolean {
    const turned = others.map((values) => withValue(base, knob.path, valueAt(values, knob.path)));
    const { objects, unexplained } = this.trials.explainAll(environment, { knobs: [knob], values: [base, ...turned] });
    return objects !== undefined && unexplained.length === 0;
  }

  /** Whether the templates give what synth gives, with other values than those that they were made from. */
  private holds(environment: string, base: Values, objects: Variant['objects']): boolean {
    const near = this.knobsIn(environment).flatMap(({ path, shape }, index) =>
      nearbyValues({ path, shape }, this.valuesAt(path), index).map((value) => ({ path, value })),
    );
    const all = near.reduce((values, { path, value }) => withValue(values, path, value), base);
    const difference = (values: Values): string | undefined =>
      differs(this.trials.tryRender(environment, values), objects, values);
    const together = difference(all);
    // Of the words of a knob all has the last one: the others are tried together too, and apart where that fails.
    const left =
      base === this.own[environment]
        ? near.filter(({ path, value }) => ![valueAt(all, path), valueAt(base, path)].includes(value))
        : [];
    if (together === undefined && roundsOf(left, base).every((values) => difference(values) === undefined)) {
      return true;
    }
    const tried = together === undefined ? left : near;
    const culprits = tried.flatMap(({ path, value }) => {
      const place = difference(withValue(base, path, value));
      return place === undefined ? [] : [{ path, reason: `${place} follows otherwise from ${String(value)}` }];
    });
    if (culprits.length === 0 && together !== undefined) {
      throw new Error(`${together} follows from several values together, otherwise than from each alone`);
    }
    if (culprits.length === 0) {
      return true;
    }
    culprits.forEach(({ path, reason }) => this.takeBack(path, environment, reason));
    return false;
  }

  /**
   * Takes a knob back in one environment. A word that is a knob in none, and of which the environments have several, is
   * a switch between these.
   */
  private takeBack(path: ValuesPath, environment: string, reason: string): void {
    const key = dotted(path);
    const knob = this.knobs.get(key);
    if (!knob) {
      return;
    }
    const fixedIn = { ...knob.fixedIn, [environment]: reason };
    if (this.trials.environmentsWith(path).some((name) => !(name in fixedIn))) {
      this.knobs.set(key, { ...knob, fixedIn });
      return;
    }
    this.knobs.delete(key);
    const words = this.wordsAt(path);
    if (!knob.shape.word || words.length < 2 || !this.addSwitch(path, words)) {
      this.refuse(path, reason);
    }
  }

  private wordsAt(path: ValuesPath): string[] {
    return [...new Set(this.valuesAt(path).map(String))];
  }

  private valuesAt(path: ValuesPath): unknown[] {
    return this.trials.environmentsWith(path).map((name) => valueAt(this.own[name], path));
  }

  private addSwitch(path: ValuesPath, choices: readonly (string | boolean)[]): boolean {
    const fixedIn: Record<string, string> = {};
    for (const environment of this.trials.environmentsWith(path)) {
      const own = this.own[environment];
      const trouble = choices
        .filter((choice) => choice !== valueAt(own, path))
        .flatMap((choice) => this.trials.troubleWith(environment, withValue(own, path, choice)) ?? []);
      if (trouble.length > 0) {
        fixedIn[environment] = trouble[0];
      }
    }
    const [reason] = Object.values(fixedIn);
    if (this.trials.environmentsWith(path).every((name) => name in fixedIn)) {
      this.refuse(path, reason);
      return false;
    }
    this.switches.set(dotted(path), { path, choices, fixedIn });
    return true;
  }

  private refuse(path: ValuesPath, reason: string): void {
    this.refusals.set(dotted(path), { path, reason });
  }

  /** Values from which nothing follows are not offered. */
  private dropIdle(variants: readonly Variant[]): void {
    const used = new Set(
      variants.flatMap(({ objects }) =>
        [...objects.values()].flatMap(({ manifest }) =>
          expressionsOf(manifest).flatMap(({ expression }) => expression.paths.map(dotted)),
        ),
      ),
    );
    for (const [key, { path }] of this.knobs) {
      if (!used.has(key)) {
        this.knobs.delete(key);
        this.refuse(path, 'nothing follows from it');
      }
    }
  }
}
