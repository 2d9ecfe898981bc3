import type { Knob } from './knob';
import { REGISTRY, type Values, VERSIONS } from './place-values';
import { type Shape, shapeOf } from './shape';
import { dotted, leavesOf, valueAt, type ValuesPath } from './values-path';

/** What the settings look like, before anybody has turned them. */
export interface Candidates {
  readonly knobs: readonly Knob[];
  readonly switches: readonly ValuesPath[];
  readonly refused: readonly { readonly path: ValuesPath; readonly reason: string }[];
}

const REGISTRY_SHAPE: Shape = {
  type: 'text',
  schema: { type: 'string', pattern: '^([a-zA-Z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*)?$' },
  sample: (seed) => `kx${seed}q.example`,
};

/** Sorts everything that any environment sets. */
export function candidates(values: Readonly<Record<string, Values>>): Candidates {
  const knobs: Knob[] = [];
  const switches: ValuesPath[] = [];
  const refused: { path: ValuesPath; reason: string }[] = [];
  const paths = new Map<string, ValuesPath>();
  for (const each of Object.values(values)) {
    leavesOf(each).forEach(({ path }) => paths.set(dotted(path), path));
  }
  for (const path of paths.values()) {
    const found = Object.values(values)
      .map((each) => valueAt(each, path))
      .filter((value) => value !== undefined);
    if (path[0] === REGISTRY) {
      if (found.some((registry) => registry !== '')) {
        knobs.push({ path, shape: REGISTRY_SHAPE, fixedIn: {}, minimums: {}, maximums: {} });
      }
    } else if (found.every((value) => typeof value === 'boolean')) {
      switches.push(path);
    } else {
      const shape = commonShape(path, found);
      if (typeof shape === 'string') {
        refused.push({ path, reason: shape });
      } else {
        knobs.push({ path, shape, fixedIn: {}, minimums: {}, maximums: {} });
      }
    }
  }
  return { knobs, switches, refused };
}

/** The shape of a value in all environments, or the reason why there is none. */
function commonShape(path: ValuesPath, found: readonly unknown[]): Shape | string {
  const shapes = found.map((value) => shapeOf(path, value));
  const [shape] = shapes;
  const known = shapes.filter((each) => each !== undefined);
  if (!shape || known.length < shapes.length) {
    return path[0] === VERSIONS ? 'it is no tag and no digest' : 'it is neither text nor a number';
  }
  if (known.every((each) => JSON.stringify(each) === JSON.stringify(shape))) {
    return shape;
  }
  return path[0] !== VERSIONS && found.every((value) => typeof value === 'string')
    ? { ...shape, type: 'text', schema: { type: 'string', minLength: 1 } }
    : 'it is of one kind in one environment and of another in another';
}
