import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { canonical } from './canonical';
import { clusterIdentityOf } from './cluster-identity';
import { reportError } from './diagnostic-registry';
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

/** Renders an object and checks it, once; what is wrong goes to the diagnostics. */
export function renderObject(object: ApiObject): RenderedObject {
  const manifest = isLossless(object) ? object._render() : (canonical(object.toJson()) as JsonObject);
  const { done, claims } = checks.of(object);
  if (!done.has(object)) {
    done.add(object);
    checkManifest(object, manifest);
    claim(claims, object, manifest);
  }
  return { object, manifest };
}

/** Renders and checks objects, each once. */
export function renderObjects(objects: readonly ApiObject[]): RenderedObject[] {
  return objects.map(renderObject);
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
