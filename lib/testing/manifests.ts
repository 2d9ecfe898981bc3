import type { IConstruct } from 'constructs';
import { isJsonObject } from '../core/json';
import type { Json, JsonObject } from '../core/json';
import { renderScope } from '../core/render-scope';
import { Cluster } from '../environment/cluster';
import { compareSubset, describeClosest } from './closest-match';
import { clusterOf } from './cluster-peers';
import { kindOf, nameOf, namespaceOf, titleOf } from './manifest-fields';
import { describeSides, NetworkModel } from './network-model';

/** Options of a question about a connection. */
export interface ConnectionOptions {
  /**
   * The protocol of the connection: `TCP`, `UDP` or `SCTP`.
   *
   * @default - `TCP`; towards `dns` both `UDP` and `TCP`
   */
  readonly protocol?: string;
}

/**
 * Assertions over rendered manifests, for unit tests. Every assertion throws an Error that says what was found instead.
 *
 * A name is the `metadata.name` of an object, or `namespace/name` where more than one namespace has an object of that
 * name.
 */
export class Manifests {
  /**
   * The manifests of a construct and everything below it.
   *
   * @param scope an environment, a chart or any other construct
   */
  public static of(scope: IConstruct): Manifests {
    return new Manifests(renderScope(scope), clusterOf(scope));
  }

  /**
   * Manifests that exist already, such as a parsed YAML file. Empty documents (`null`) are left out.
   *
   * @param objects the objects, each with a `kind`; an Error is thrown for anything else
   * @param cluster the cluster that they go to, for questions about what it has: its DNS, edge, Prometheus, KEDA; one
   *   that is all default, where none is given
   */
  public static ofObjects(objects: any[], cluster?: Cluster): Manifests {
    const documents: unknown[] = objects.filter((object) => object !== null && object !== undefined);
    return new Manifests(
      documents.map((document, index) => {
        if (!isJsonObject(document) || typeof document.kind !== 'string') {
          throw new Error(`Object ${index + 1} is no manifest, it has no kind: ${JSON.stringify(document)}`);
        }
        return document;
      }),
      cluster ?? Cluster.generic(),
    );
  }

  private readonly all: JsonObject[];
  private readonly cluster: Cluster | undefined;
  private network?: NetworkModel;

  private constructor(all: JsonObject[], cluster: Cluster | undefined) {
    this.all = all;
    this.cluster = cluster;
  }

  /**
   * The objects of a kind, in the order in which they were rendered.
   *
   * @param kind such as `Deployment`; without it all objects
   */
  public objects(kind?: string): any[] {
    return this.all.filter((object) => kind === undefined || kindOf(object) === kind);
  }

  /**
   * The object of a kind and name. Throws an Error with the names that exist where there is none, or more than one.
   *
   * @param kind such as `Deployment`
   * @param name `name` or `namespace/name`
   */
  public resource(kind: string, name: string): any {
    const [found] = this.named(kind, name);
    if (found === undefined) {
      throw new Error(`There is no ${kind} ${name}. ${this.existing(kind)}`);
    }
    return found;
  }

  /**
   * Asserts that there is an object of a kind and name, and that it has given values.
   *
   * @param kind such as `Deployment`
   * @param name `name` or `namespace/name`
   * @param props what the object has at least: of a mapping the keys that are given have to match, a key given as
   *   `undefined` has to be missing, and of a list each element that is given has to match a different element, in
   *   the same order. A failure lists the three closest objects of the kind, with the lines that differ marked `!!`.
   */
  public hasResource(kind: string, name: string, props?: any): void {
    const wanted = (props ?? {}) as JsonObject;
    if (!isJsonObject(wanted)) {
      throw new Error(`What ${kind} ${name} has to match is no mapping: ${JSON.stringify(props)}`);
    }
    const [found] = this.named(kind, name);
    if (found !== undefined && compareSubset(wanted, found).differences === 0) {
      return;
    }
    const candidates = this.all.filter((object) => kindOf(object) === kind);
    if (candidates.length === 0) {
      throw new Error(`There is no ${kind} ${name}. ${this.existing(kind)}`);
    }
    const problem = found === undefined ? `There is no ${kind} ${name}.` : `${kind} ${name} is not as expected.`;
    const closest = describeClosest(expectation(name, wanted), candidates);
    throw new Error(`${problem} The closest, with !! where they differ:\n\n${closest}`);
  }

  /**
   * Asserts that there is no object of a kind and name.
   *
   * @param kind such as `Deployment`
   * @param name `name`, then in no namespace, or `namespace/name`
   */
  public hasNoResource(kind: string, name: string): void {
    const found = this.matching(kind, name);
    if (found.length > 0) {
      throw new Error(`Expected no ${kind} ${name}, but there is ${found.map(titleOf).join(' and ')}.`);
    }
  }

  /**
   * Asserts how many objects of a kind there are.
   *
   * @param kind such as `Deployment`
   * @param count how many, in all namespaces together
   */
  public resourceCount(kind: string, count: number): void {
    const found = this.all.filter((object) => kindOf(object) === kind);
    if (found.length !== count) {
      throw new Error(`Expected ${count} of kind ${kind}, but there are ${found.length}. ${this.existing(kind)}`);
    }
  }

  /**
   * Asserts that the network policies let a connection through at both of its ends.
   *
   * Judged are NetworkPolicy, CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy, as their controllers do: a pod
   * that no policy selects is open. An end of the connection is written as
   *
   * - the name of a workload or pod in these manifests, `namespace/name` where that is ambiguous,
   *   `namespace/kind/name` where that is ambiguous too;
   * - an address or a CIDR outside the cluster (`10.0.0.5`, `10.0.0.0/8`, IPv6 too); of a CIDR every address has to
   *   be allowed, by one rule;
   * - `hostname:vault.internal`, as destination only: allowed by `toFQDNs` of Cilium together with a DNS rule for that
   *   name, or by a rule for every address without exceptions;
   * - `namespace:monitoring` or `namespace:monitoring{app=prometheus}`: a pod of that namespace with these labels and
   *   no others;
   * - `dns`, `edge`, `prometheus`, `keda`: what the cluster declares of them, pods or addresses, all of it;
   * - `kube-apiserver`: the API server, by its addresses where the cluster declares them and has no Cilium, which knows
   *   it by name.
   *
   * Pods never match rules for addresses: manifests do not know pod addresses.
   *
   * @param source the end that opens the connection
   * @param destination the end that is connected to
   * @param port the port on the pod of the destination, or the port of a Service that selects it, where no container
   *   declares that number
   * @param options the protocol
   */
  public allows(source: string, destination: string, port: number, options?: ConnectionOptions): void {
    const verdicts = this.model().judge(source, destination, port, options?.protocol, 'all');
    const problems = verdicts
      .filter((verdict) => !verdict.allowed)
      .map((verdict) => {
        const sides = verdict.sides.filter((side) => !side.allowed).map((side) => side.direction);
        const refusing = sides.length === 1 ? `the ${sides[0]} side refuses` : 'both sides refuse';
        return (
          `Expected ${source} to reach ${destination} on ${verdict.port}, but ${refusing}:\n` + describeSides(verdict)
        );
      });
    if (problems.length > 0) {
      throw new Error(problems.join('\n'));
    }
  }

  /**
   * Asserts that the network policies refuse a connection at one of its ends at least. Of a CIDR no address may be
   * reached, of the protocols of `dns` none, and of what the cluster has under a name nothing.
   *
   * @param source the end that opens the connection, written as for `allows`
   * @param destination the end that is connected to, written as for `allows`
   * @param port the port, as for `allows`
   * @param options the protocol
   */
  public denies(source: string, destination: string, port: number, options?: ConnectionOptions): void {
    const problems = this.model()
      .judge(source, destination, port, options?.protocol, 'some')
      .filter((verdict) => verdict.allowed)
      .map(
        (verdict) =>
          `Expected ${source} not to reach ${destination} on ${verdict.port}, but nothing refuses it:\n` +
          describeSides(verdict),
      );
    if (problems.length > 0) {
      throw new Error(problems.join('\n'));
    }
  }

  private model(): NetworkModel {
    this.network ??= new NetworkModel(this.all, this.cluster);
    return this.network;
  }

  private matching(kind: string, name: string): JsonObject[] {
    return this.all.filter(
      (object) =>
        kindOf(object) === kind && [nameOf(object), `${namespaceOf(object)}/${nameOf(object)}`].includes(name),
    );
  }

  /** The objects of a kind and name: none or one, more are an error. */
  private named(kind: string, name: string): JsonObject[] {
    const found = this.matching(kind, name);
    if (found.length > 1) {
      throw new Error(`${kind} ${name} is ambiguous: there is ${found.map(titleOf).join(' and ')}.`);
    }
    return found;
  }

  private existing(kind: string): string {
    const names = this.all.filter((object) => kindOf(object) === kind).map(titleOf);
    if (names.length > 0) {
      return `Of that kind there is: ${names.join(', ')}.`;
    }
    const kinds = [...new Set(this.all.map(kindOf))].sort();
    return `Of that kind there is nothing; there is: ${kinds.length > 0 ? kinds.join(', ') : 'no object at all'}.`;
  }
}

/** What an object of a name and with given values looks like. */
function expectation(name: string, props: JsonObject): JsonObject {
  const separator = name.indexOf('/');
  const identity: Record<string, Json> =
    separator < 0 ? { name } : { name: name.slice(separator + 1), namespace: name.slice(0, separator) };
  const { metadata, ...rest } = props;
  return { metadata: { ...identity, ...(isJsonObject(metadata) ? metadata : {}) }, ...rest };
}
