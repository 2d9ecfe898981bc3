import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { parseImage } from '../core/image-reference';
import { Cluster } from '../environment/cluster';
import { Environment } from '../environment/environment';

/**
 * A container image. The registry comes from the cluster unless the name has one, the version from the environment
 * unless it is given: so promotion changes one small file and no code.
 */
export class Image {
  /**
   * An image by its name. The version is a tag, a digest (`sha256:…`) or both (`tag@sha256:…`); without one it is what
   * the environment lists under this name.
   */
  public static of(name: string, version?: string): Image {
    return new Image(name, version);
  }

  /**
   * An image of somebody else, by its name with the registry: the version is what the environment lists under this
   * name, else the given one.
   */
  public static published(name: string, version: string): Image {
    return new Image(name, undefined, version);
  }

  private constructor(
    /** The name, with a registry or without. */
    public readonly name: string,
    /** The version; undefined: from the environment. */
    public readonly version: string | undefined,
    private readonly published?: string,
  ) {}

  /** The version that runs where a construct goes to; undefined where none is known. */
  public versionFor(scope: IConstruct): string | undefined {
    const { versions = {} } = Environment.of(scope) ?? {};
    const listed = Object.hasOwn(versions, this.name) ? versions[this.name] : undefined;
    return this.version ?? listed ?? this.published;
  }

  /** The whole reference for the place where a construct goes to. */
  public referenceFor(scope: IConstruct): string {
    const { registry, registryMirrors } = Cluster.of(scope);
    const version = this.versionFor(scope);
    const named = registry === undefined || hasRegistry(this.name) ? this.name : `${registry}/${this.name}`;
    const [host] = named.split('/', 1);
    const mirror = named.includes('/') && Object.hasOwn(registryMirrors, host) ? registryMirrors[host] : undefined;
    const qualified = mirror === undefined ? named : `${mirror}${named.slice(host.length)}`;
    if (version === undefined) {
      return qualified;
    }
    return version.startsWith('sha256:') ? `${qualified}@${version}` : `${qualified}:${version}`;
  }

  /**
   * Reports a reference that is not pinned, or that the place cannot pull.
   *
   * @internal
   */
  public _check(scope: IConstruct, property: string): void {
    const cluster = Cluster.of(scope);
    const reference = this.referenceFor(scope);
    const parsed = parseImage(reference);
    if (!parsed) {
      reportError(scope, {
        property,
        value: JSON.stringify(reference),
        rule: 'it is no image reference: [registry/]name[:tag][@digest] in lower case',
        fix: 'correct the name, or the version in the environment',
      });
      return;
    }
    if (parsed.tag === undefined && parsed.digest === undefined) {
      reportError(scope, {
        property,
        value: JSON.stringify(reference),
        rule: 'an image without tag is whatever was pushed last, and differs from node to node',
        fix: `give a version: Image.of('${this.name}', '1.0.0'), or list it in the versions of the environment`,
      });
    } else if (parsed.tag === 'latest' && parsed.digest === undefined) {
      reportError(scope, {
        property,
        value: JSON.stringify(reference),
        rule: 'the tag latest is whatever was pushed last: it cannot be rolled back',
        fix: 'give the tag of a release, or a digest',
      });
    }
    if (parsed.registry === undefined && !cluster.localImages) {
      reportError(scope, {
        property,
        value: JSON.stringify(reference),
        rule: 'a cluster whose nodes pull images needs the registry, or it pulls what a public one has under that name',
        fix: 'declare registry on the cluster, or write it into the name',
      });
    }
  }

  /**
   * Whether the bytes are pinned, not only the tag.
   *
   * @internal
   */
  public _isDigest(scope: IConstruct): boolean {
    return this.referenceFor(scope).includes('@sha256:');
  }
}

function hasRegistry(name: string): boolean {
  const first = name.split('/')[0];
  return name.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost');
}
