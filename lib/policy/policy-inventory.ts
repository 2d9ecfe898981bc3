import { collectFacts } from './collect-facts';
import { Indexes } from './indexes';
import type { PolicyObject } from './policy-object';
import type { PolicyResource } from './policy-resource';

/** All objects of an environment, as far as rules need to know of others. */
export class PolicyInventory {
  /**
   * An empty one.
   *
   * @internal
   */
  public static _create(): PolicyInventory {
    return new PolicyInventory();
  }

  /**
   * What the rules of the library look up.
   *
   * @internal
   */
  public readonly _indexes = new Indexes();

  private readonly byKind = new Map<string, PolicyObject[]>();
  /** Made for a kind when one of it is asked for. */
  private readonly names = new Map<string, Map<string, PolicyObject>>();

  private constructor() {}

  /** The objects of a kind: of Kubernetes itself by its name, others with their group (`keda.sh/ScaledObject`). */
  public objects(kind: string): PolicyObject[] {
    return [...(this.byKind.get(kind) ?? [])];
  }

  /**
   * An object by its kind and name.
   *
   * @param kind as for `objects`
   * @param name the name
   * @param inNamespace the namespace, where it states one
   */
  public find(kind: string, name: string, inNamespace?: string): PolicyObject | undefined {
    let names = this.names.get(kind);
    if (!names) {
      const objects = this.byKind.get(kind) ?? [];
      names = new Map(objects.map((object) => [`${object.namespace ?? ''}\n${object.name}`, object]));
      this.names.set(kind, names);
    }
    return names.get(`${inNamespace ?? ''}\n${name}`);
  }

  /** The objects whose pods have all of these labels, in a namespace. */
  public withPods(labels: { [name: string]: string }, inNamespace?: string): PolicyObject[] {
    const selector = { equal: Object.entries(labels), expressions: [] };
    return this._indexes.workloads.selectedBy(inNamespace ?? '', selector).map(({ object }) => object);
  }

  /**
   * Takes an object in.
   *
   * @internal
   */
  public _add(resource: PolicyResource): void {
    const { identity: object } = resource;
    const kind = object._kindKey;
    const ofKind = this.byKind.get(kind);
    if (ofKind) {
      ofKind.push(object);
    } else {
      this.byKind.set(kind, [object]);
    }
    this.names.delete(kind);
    collectFacts(this._indexes, resource);
  }
}
