import { DEMAND_STEP } from './comparison';
import type { Switch } from './knob';
import type { Values } from './place-values';
import type { Trials } from './trials';
import { dotted, valueAt, withValue } from './values-path';
import { ENVIRONMENT, type Selection } from './variant';

/** Choices that nobody has made are tried so many times in each environment. */
const RANDOM_TRIES = 6;

/**
 * What the switches of a system decide. Trying each with each would be a power of two; but most of the output follows
 * from few of them: which ones is found by turning one after the other, and tried with choices at random.
 */
export class SwitchSpace {
  private readonly relevant = new Map<string, Set<string>>();
  private readonly prints = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly trials: Trials,
    private readonly switches: readonly Switch[],
  ) {
    trials.environments.forEach((environment) => this.probe(environment));
    while (trials.environments.some((environment) => this.surprises(environment))) {
      // What was found out by surprise asks for other choices.
    }
  }

  /** The switches that each part follows from: objects by their ids, and what workloads take of a quota. */
  parts(): Map<string, string[]> {
    return new Map([...this.relevant].map(([part, keys]) => [part, [...keys].sort()]));
  }

  /** Choices of an environment with which every part is seen in each of its forms: first its own. */
  selectionsIn(environment: string): Selection[] {
    const own = this.ownIn(environment);
    const turned = this.turnedIn(environment);
    const rows: Record<string, string | boolean>[] = [{ ...own }];
    for (const keys of this.sets()) {
      const here = turned.filter(({ path }) => keys.has(dotted(path)));
      for (const combination of combinationsOf(here)) {
        const entries = Object.entries(combination);
        const row = rows.find((each) => entries.every(([key, choice]) => (each[key] ?? choice) === choice));
        if (row) {
          Object.assign(row, combination);
        } else {
          rows.push({ [ENVIRONMENT]: environment, ...combination });
        }
      }
    }
    const all = rows.map((row): Selection => ({ ...own, ...row }));
    return [...new Map(all.map((row) => [JSON.stringify(row), row])).values()];
  }

  /** The values of an environment with other choices. */
  valuesWith(environment: string, selection: Selection): Values {
    const own = this.trials.own[environment];
    return this.turnedIn(environment)
      .filter(({ path }) => selection[dotted(path)] !== valueAt(own, path))
      .reduce((values, { path }) => withValue(values, path, selection[dotted(path)]), own);
  }

  /** The largest number of switches that one part follows from, and the one of them that came last. */
  widest(): { readonly combinations: number; readonly last: Switch | undefined } {
    const widths = this.sets().map((keys) => {
      const those = this.switches.filter(({ path }) => keys.has(dotted(path)));
      return {
        combinations: those.reduce((product, { choices }) => product * choices.length, 1),
        last: those.at(-1),
      };
    });
    return widths.reduce((a, b) => (b.combinations > a.combinations ? b : a), { combinations: 1, last: undefined });
  }

  /** The sets of switches that parts follow from, but those inside another. */
  private sets(): ReadonlySet<string>[] {
    const all = [...this.relevant.values()].sort((a, b) => b.size - a.size);
    return all.filter((keys, index) => !all.slice(0, index).some((other) => [...keys].every((key) => other.has(key))));
  }

  private ownIn(environment: string): Selection {
    const own = this.trials.own[environment];
    const set = this.switches.filter(({ path }) => valueAt(own, path) !== undefined);
    const entries = set.map(({ path }) => [dotted(path), valueAt(own, path) as string | boolean] as const);
    return { [ENVIRONMENT]: environment, ...Object.fromEntries(entries) };
  }

  /** The switches that an environment sets, and that can be turned there. */
  private turnedIn(environment: string): Switch[] {
    return this.switches.filter(
      ({ path, fixedIn }) => valueAt(this.trials.own[environment], path) !== undefined && !(environment in fixedIn),
    );
  }

  /** Turns one switch after the other: from what the environment has, and with everything on. */
  private probe(environment: string): void {
    const own = this.ownIn(environment);
    const turned = this.turnedIn(environment);
    const on = turned.filter(({ choices }) => choices.includes(true)).map(({ path }) => [dotted(path), true] as const);
    for (const start of [own, { ...own, ...Object.fromEntries(on) }]) {
      for (const { path, choices } of turned) {
        const key = dotted(path);
        for (const choice of choices.filter((each) => each !== start[key])) {
          this.learn(key, this.printsOf(environment, start), this.printsOf(environment, { ...start, [key]: choice }));
        }
      }
    }
  }

  /** Whether some part is otherwise than where the choices it follows from are the same; then it is known from which. */
  private surprises(environment: string): boolean {
    const turned = this.turnedIn(environment);
    const seen = this.selectionsIn(environment);
    return this.someSelections(environment).some((selection) =>
      [...this.printsOf(environment, selection)].some(([part, print]) => {
        const keys = this.relevant.get(part);
        const like = seen.find((row) =>
          turned.every(({ path }) => !keys?.has(dotted(path)) || row[dotted(path)] === selection[dotted(path)]),
        );
        return like && this.printsOf(environment, like).get(part) !== print && this.blame(environment, like, selection);
      }),
    );
  }

  /** Walks from one selection to another, and learns from each step. */
  private blame(environment: string, from: Selection, to: Selection): boolean {
    let at = from;
    const before = this.known();
    for (const key of Object.keys(to).filter((each) => to[each] !== from[each])) {
      const next = { ...at, [key]: to[key] };
      this.learn(key, this.printsOf(environment, at), this.printsOf(environment, next));
      at = next;
    }
    return this.known() > before;
  }

  private known(): number {
    return [...this.relevant.values()].reduce((sum, { size }) => sum + size, 0);
  }

  private learn(key: string, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
    for (const part of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(part) !== after.get(part)) {
        this.relevant.set(part, (this.relevant.get(part) ?? new Set()).add(key));
      }
    }
  }

  /** Everything off, and some selections that are the same each time. */
  private someSelections(environment: string): Selection[] {
    const own = this.ownIn(environment);
    const turned = this.turnedIn(environment);
    if (turned.length < 2) {
      return [];
    }
    const chosen = (pick: (index: number, count: number) => number): Selection => ({
      ...own,
      ...Object.fromEntries(
        turned.map(({ path, choices }, index) => [dotted(path), choices[pick(index, choices.length)]]),
      ),
    });
    let state = 1;
    const next = (count: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % count;
    };
    return [
      chosen((_index, count) => count - 1),
      ...Array.from({ length: RANDOM_TRIES }, () => chosen((_index, count) => next(count))),
    ];
  }

  /** What each part is, in a word that is the same where the part is. */
  private printsOf(environment: string, selection: Selection): ReadonlyMap<string, string> {
    const key = JSON.stringify([environment, ...Object.entries(selection).sort()]);
    const known = this.prints.get(key) ?? this.print(environment, selection);
    this.prints.set(key, known);
    return known;
  }

  private print(environment: string, selection: Selection): ReadonlyMap<string, string> {
    const { parts } = this.trials.tryRender(environment, this.valuesWith(environment, selection));
    const prints = new Map<string, string>();
    for (const { id, manifest, contentNameBase, quota } of parts.values()) {
      const { spec, ...others } = manifest;
      const content = quota ? others : { ...others, spec };
      prints.set(id, JSON.stringify([content, contentNameBase, quota?.headroom]));
      quota?.demands.forEach(({ owner, demand }) => prints.set(`${id}${DEMAND_STEP}${owner}`, JSON.stringify(demand)));
    }
    return prints;
  }
}

/** Every choice of each switch with every choice of the others. */
export function combinationsOf(
  switches: readonly Pick<Switch, 'path' | 'choices'>[],
): Record<string, string | boolean>[] {
  return switches.reduce<Record<string, string | boolean>[]>(
    (all, { path, choices }) => all.flatMap((each) => choices.map((choice) => ({ ...each, [dotted(path)]: choice }))),
    [{}],
  );
}
