import { mayRefer } from '../../core/variable-references';
import type { System } from '../../synth/system';
import { sameKeys } from './comparison';
import type { Trial, Unexplained } from './explain';
import { objectTemplate } from './object-template';
import { mappingsOfText, oneEntry, type OpenMap, takenBeside, twoEntries } from './open-map';
import { REGISTRY, type Values, valuesOf } from './place-values';
import { render, type RenderedPart, type Rendering } from './rendering';
import { valueAt, type ValuesPath, withValue } from './values-path';
import type { ObjectTemplate } from './variant';

/** What was made of several sets of values. */
export interface Explanation {
  /** With the first set of values. */
  readonly own: Rendering;
  readonly objects: Map<string, ObjectTemplate> | undefined;
  readonly unexplained: readonly Unexplained[];
}

/** Renders a system with other values, and says what became of it. */
export class Trials {
  readonly environments: readonly string[];
  /** The values of each environment. */
  readonly own: Readonly<Record<string, Values>>;
  readonly openMaps: OpenMap[] = [];
  private readonly errors = new Map<string, ReadonlySet<string>>();

  constructor(private readonly system: System) {
    const places = Object.entries(system.environments);
    this.environments = places.map(([name]) => name);
    this.own = Object.fromEntries(places.map(([name, place]) => [name, valuesOf(place)]));
    this.findOpenMaps();
  }

  /** Renders each set of values, and explains what is different; no objects where they come and go. */
  explainAll(environment: string, trial: Trial): Explanation {
    const renderings = trial.values.map((values) => this.tryRender(environment, values));
    const [own] = renderings;
    const unexplained: Unexplained[] = [];
    if (!renderings.every(({ parts }) => sameKeys(parts, own.parts))) {
      return { own, objects: undefined, unexplained };
    }
    const objects = new Map<string, ObjectTemplate>();
    const hasRegistry = Object.values(this.own).some((values) => values[REGISTRY] !== '');
    const context = { hasRegistry, openMaps: this.openMaps };
    for (const id of own.parts.keys()) {
      const parts = renderings.map((rendering) => rendering.parts.get(id) as RenderedPart);
      objects.set(id, objectTemplate(parts, trial, unexplained, context));
    }
    return { own, objects, unexplained };
  }

  /** The environments that set a value. */
  environmentsWith(path: ValuesPath): string[] {
    return this.environments.filter((name) => valueAt(this.own[name], path) !== undefined);
  }

  /** What synth says of these values that it does not say of the environment's own. */
  troubleWith(environment: string, values: Values): string | undefined {
    return this.troubleIn(environment, this.tryRender(environment, values));
  }

  /** What a rendering says that that of the environment's own values does not. */
  troubleIn(environment: string, { errors }: Rendering): string | undefined {
    const known = this.errors.get(environment) ?? new Set(this.tryRender(environment, this.own[environment]).errors);
    this.errors.set(environment, known);
    return errors.find((error) => !known.has(error));
  }

  /** Renders; where the composition throws, nothing is rendered, and what it said is the error. */
  tryRender(environment: string, values: Values): Rendering {
    try {
      return render(this.system, environment, values);
    } catch (error) {
      return { parts: new Map(), errors: [error instanceof Error ? error.message : String(error)] };
    }
  }

  /** Mappings whose entries stand in the output as they are. */
  private findOpenMaps(): void {
    for (const path of mappingsOfText(Object.values(this.own)).filter((each) => !this.holdsReferences(each))) {
      const taken: string[] = [];
      const isOpen = this.environments.every((name) => {
        const [one, two] = [oneEntry(path), twoEntries(path)].map((entries) =>
          this.tryRender(name, withValue(this.own[name], path, entries)),
        );
        const keys = takenBeside(path, one, two);
        taken.push(...(keys ?? []));
        return keys !== undefined;
      });
      if (isOpen) {
        this.openMaps.push({ path, taken: [...new Set(taken)].sort() });
      }
    }
  }

  /** A variable that refers to another stands elsewhere than what an open mapping has. */
  private holdsReferences(path: ValuesPath): boolean {
    return Object.values(this.own).some((values) =>
      Object.values(valueAt(values, path) as Record<string, string>).some(mayRefer),
    );
  }

  /** The values with other entries in open mappings. */
  withOpenMaps(values: Values, entriesOf: (path: ValuesPath) => Readonly<Record<string, string>>): Values {
    return this.openMaps.reduce((tree, { path }) => withValue(tree, path, entriesOf(path)), values);
  }
}
