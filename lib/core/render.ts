import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { canonical } from './canonical';
import { clusterIdentityOf } from './cluster-identity';
import { reportError } from './diagnostic-registry';
import { inspection } from './inspection';
import type { JsonObject } from './json';
import { checkManifest } from './manifest-checks';
import { isLossless } from './object-registry';
import { ownerPath } from './owner-path';
import { RootState } from './root-state';

/** An object of the tree and its manifest. */
export interface RenderedObject {
  readonly object: ApiObject;
  readonly manifest: JsonObject;
}

/** What has been checked, and who claims which object. A tree is validated many times, an object once. */
class Checks {
  readonly done = new WeakSet<ApiObject>();
  readonly claims = new Map<string, ApiObject>();
}

const checks = new RootState(() => new Checks());

/** Every construct of a tree, parents first. */
export function constructsOf(scope: IConstruct): IConstruct[] {
  const found: IConstruct[] = [];
  const stack: IConstruct[] = [scope];
  for (let at = stack.pop(); at; at = stack.pop()) {
    found.push(at);
    const children = at.node.children;
    for (let index = children.length - 1; index >= 0; index -= 1) {
      stack.push(children[index]);
    }
  }
  return found;
}

/** The objects among constructs. */
export function apiObjectsOf(constructs: readonly IConstruct[]): ApiObject[] {
  return constructs.filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

/**
 * Renders objects and checks them, each once; what is wrong goes to the diagnostics. Somebody who inspects the tree gets
 * all of them one after the other: in turns with the renderer, both would be slower.
 */
export function renderObjects(objects: readonly ApiObject[]): RenderedObject[] {
  const rendered = objects.map((object) => ({ object, manifest: manifestOf(object) }));
  const fresh: number[] = [];
  rendered.forEach(({ object, manifest }, index) => {
    const { done, claims } = checks.of(object);
    if (!done.has(object)) {
      done.add(object);
      fresh.push(index);
      checkManifest(object, manifest);
      claim(claims, object, manifest);
    }
  });
  for (const index of fresh) {
    const { object, manifest } = rendered[index];
    if (inspection.of(object).inspector?.inspect(object, manifest)) {
      rendered[index] = { object, manifest: manifestOf(object) };
    }
  }
  return rendered;
}

function manifestOf(object: ApiObject): JsonObject {
  return isLossless(object) ? object._render() : (canonical(object.toJson()) as JsonObject);
}

/** Writes reasons onto an object, as annotations. */
export function explainObject(object: ApiObject, reasons: Readonly<Record<string, string>>): void {
  if (isLossless(object)) {
    object._explain(reasons);
  } else {
    Object.keys(reasons).forEach((key) => object.metadata.addAnnotation(key, reasons[key]));
  }
}

/** Lets the manifest of an object go, which would otherwise be kept for who asks again. */
export function releaseObject(object: ApiObject): void {
  if (isLossless(object)) {
    object._release();
  }
}

/** Objects are told apart by cluster, group, kind, namespace and name; each has one owner. */
function claim(claims: Map<string, ApiObject>, object: ApiObject, manifest: JsonObject): void {
  const { name, namespace } = manifest.metadata as { name: string; namespace?: string };
  const key = `${clusterIdentityOf(object)}\n${object.apiGroup}\n${object.kind}\n${namespace ?? ''}\n${name}`;
  const other = claims.get(key);
  if (!other) {
    claims.set(key, object);
    return;
  }
  reportError(object, {
    property: 'name',
    value: `${object.kind} ${name}${namespace ? ` in namespace ${namespace}` : ''}, which ${ownerPath(other)} makes too`,
    rule: 'two constructs cannot own one object: the last applied would win',
    fix: 'give one of them another id or name, or make the object once and refer to it',
  });
}
