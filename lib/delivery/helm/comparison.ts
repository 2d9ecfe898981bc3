import type { JsonObject } from '../../core/json';
import type { Values } from './place-values';
import type { RenderedPart, Rendering } from './rendering';
import { evaluate } from './template';
import type { Variant } from './variant';
import { valueAt } from './values-path';

/** The first step of a path into what a quota is made of, instead of into the manifest. */
export const QUOTA_STEP = '@quota';

/** What stands between a quota and the workload that takes of it, where both name a part of a chart. */
export const DEMAND_STEP = '@';

/** Where templates and synth differ; undefined where they do not. */
export function differs({ parts }: Rendering, objects: Variant['objects'], values: Values): string | undefined {
  if (!sameKeys(parts, objects)) {
    return 'which objects there are';
  }
  for (const part of parts.values()) {
    if (!alike(part.manifest, evaluate(objects.get(part.id)?.manifest ?? null, values))) {
      return nameOf(part);
    }
  }
  return undefined;
}

/** The ids of the objects in which templates and synth differ. */
export function differing({ parts }: Rendering, objects: Variant['objects'], values: Values): string[] {
  return [...parts.values()]
    .filter(({ id, manifest }) => !alike(manifest, evaluate(objects.get(id)?.manifest ?? null, values)))
    .map(({ id }) => id);
}

/** Whether two renderings have the same objects, with the same fields and as many items in lists. */
export function sameShape(a: Rendering, b: Rendering): boolean {
  return (
    sameKeys(a.parts, b.parts) &&
    [...a.parts.values()].every(({ id, manifest }) => alikeInShape(manifest, b.parts.get(id)?.manifest))
  );
}

function alikeInShape(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
    return typeof a === typeof b;
  }
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    keys.length === others.length &&
    keys.every((key) => key in b && alikeInShape((a as JsonObject)[key], (b as JsonObject)[key]))
  );
}

/** What is different of two renderings in places of interest: the reason why a value is no knob. */
export function differenceAt(
  own: Rendering,
  turned: Rendering,
  places: readonly (readonly (string | number)[])[],
): string | undefined {
  if (!sameKeys(turned.parts, own.parts)) {
    return turned.parts.size === 0
      ? `synthesis fails: ${turned.errors[0] ?? 'nothing is left'}`
      : `${goneOrCome(own, turned)} comes and goes with it`;
  }
  for (const [id, ...below] of places) {
    const ownPart = own.parts.get(String(id));
    const before = at(ownPart, below);
    const after = at(turned.parts.get(String(id)), below);
    if (ownPart && !alike(outline(before), outline(after))) {
      return typeof before === 'object'
        ? `what is in ${placeIn(ownPart, below)} comes and goes with it`
        : `${placeIn(ownPart, below)} follows by more than substitution, and no formula is declared for it`;
    }
  }
  return undefined;
}

/** A place as a person reads it. */
export function placeOf({ parts }: Rendering, [id, ...below]: readonly (string | number)[]): string {
  const part = parts.get(String(id));
  return part ? placeIn(part, below) : 'which objects there are';
}

/** Whether two renderings have the same objects. */
export function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a.keys()].every((key) => b.has(key));
}

function goneOrCome(own: Rendering, turned: Rendering): string {
  const parts = [...own.parts.values(), ...turned.parts.values()];
  const single = parts.find(({ id }) => !own.parts.has(id) || !turned.parts.has(id));
  return single ? nameOf(single) : 'an object';
}

function placeIn(part: RenderedPart, below: readonly (string | number)[]): string {
  return below[0] === QUOTA_STEP
    ? `${String(below.at(-1))} of a workload in ${nameOf(part)}`
    : `${below.join('.')} of ${nameOf(part)}`;
}

function at(part: RenderedPart | undefined, [first, ...below]: readonly (string | number)[]): unknown {
  return first === QUOTA_STEP
    ? valueAt(part?.quota, below)
    : valueAt(part?.manifest, first === undefined ? [] : [first, ...below]);
}

/** The fields of a mapping and the length of a list: what is in them has places of its own. */
function outline(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length;
  }
  return typeof value === 'object' && value !== null ? Object.keys(value) : value;
}

/** Rendered manifests are canonical: what is the same is written the same. */
function alike(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function nameOf({ manifest, contentNameBase }: RenderedPart): string {
  const { name } = manifest.metadata as JsonObject;
  return `${String(manifest.kind)} ${contentNameBase ?? String(name)}`;
}
