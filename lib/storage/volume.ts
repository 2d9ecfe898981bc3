import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isDnsLabel } from '../core/dns-name';
import { parseQuantity } from '../core/quantity';
import type { Wire } from '../core/wire';
import type { IConfigurationSource } from '../contracts/configuration-source';
import type { Cluster } from '../environment/cluster';
import { AccessMode } from './access-mode';
import type { MountedClaim } from './mounted-claim';
import { checkAccessMode, declaredClass, isAccessMode, NO_MODE } from './access-mode-checks';

/** A scratch space. */
export interface ScratchOptions {
  /**
   * How much it holds at most; beyond it the pod is evicted.
   *
   * @default '64Mi'
   */
  readonly size?: string;

  /**
   * Whether it is memory, which counts against the memory of the container.
   *
   * @default false
   */
  readonly inMemory?: boolean;
}

/** A claim of each pod of a StatefulSet. */
export interface ClaimOptions {
  /** How much it holds, for example `'10Gi'`. */
  readonly size: string;

  /**
   * The StorageClass.
   *
   * @default - what the cluster declares
   */
  readonly storageClass?: string;

  /**
   * How many nodes or pods can mount the claim of a pod at the same time. READ_WRITE_ONCE_POD keeps every other pod
   * away from it, a task or a debugging pod too.
   *
   * @default AccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: AccessMode;
}

/** What is known of a claim that exists. */
export interface ExistingClaimOptions {
  /**
   * How many nodes or pods can mount it at the same time. With READ_ONLY_MANY it is mounted read-only.
   *
   * @default - that of the `PersistentClaim` with this name; else unknown, and workloads that need to know it warn
   */
  readonly accessMode?: AccessMode;
}

/** A folder of the node. */
export interface HostPathOptions {
  /** Why the program has to see the node, as an auditor reads it. */
  readonly reason: string;

  /**
   * Whether file systems that the node mounts below it later are seen, too.
   *
   * @default false
   */
  readonly followMounts?: boolean;
}

/** A folder of a container that is not the image's. The root of a container is read-only: what is written needs one. */
export class Volume {
  /** Empty at the start of the pod, gone with it. */
  public static scratch(name: string, options: ScratchOptions = {}): Volume {
    const size = options.size ?? '64Mi';
    const emptyDir = { sizeLimit: size, medium: options.inMemory ? 'Memory' : undefined };
    return new Volume(name, size, options.inMemory ? 0 : bytesOf(size), undefined, undefined, () => ({
      emptyDir,
    }));
  }

  /** The keys of a configuration as files, read-only. The whole folder, so that a hot reload reaches it. */
  public static configuration(name: string, configuration: IConfigurationSource): Volume {
    return new Volume(name, undefined, 0, undefined, undefined, () => ({
      configMap: { name: configuration.configMapName },
    }));
  }

  /** The keys of a Secret as files, read-only. */
  public static secret(name: string, secretName: string): Volume {
    return new Volume(name, undefined, 0, undefined, undefined, () => ({
      secret: { secretName, defaultMode: 0o440 },
    }));
  }

  /**
   * A volume that a CSI driver fills when a pod starts, read-only.
   *
   * @internal
   */
  public static _csi(name: string, driver: string, attributes: Readonly<Record<string, string>>): Volume {
    return new Volume(name, undefined, 0, undefined, undefined, () => ({
      csi: { driver, readOnly: true, volumeAttributes: { ...attributes } },
    }));
  }

  /**
   * The token of the pod's account and what belongs to it, as the kubelet mounts them by itself where a pod asks for
   * that: it renews the token before it expires.
   *
   * @internal
   */
  public static _accountToken(name: string): Volume {
    return new Volume(name, undefined, 0, undefined, undefined, () => ({
      projected: {
        sources: [
          { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
        ],
      },
    }));
  }

  /** A PersistentVolumeClaim that exists. */
  public static persistentVolumeClaim(name: string, claimName: string, options: ExistingClaimOptions = {}): Volume {
    return Volume._ofClaim(name, claimName, options.accessMode, undefined);
  }

  /**
   * A claim by its name, with what is known of it.
   *
   * @internal
   */
  public static _ofClaim(
    name: string,
    claimName: string,
    accessMode: AccessMode | undefined,
    madeIn: MountedClaim['madeIn'],
  ): Volume {
    // The server holds no false here.
    const readOnly = accessMode === AccessMode.READ_ONLY_MANY || undefined;
    return new Volume(
      name,
      undefined,
      0,
      undefined,
      undefined,
      () => ({ persistentVolumeClaim: { claimName, readOnly } }),
      undefined,
      { claimName, accessMode, madeIn },
    );
  }

  /**
   * A folder of the node that exists, read-only. Only a namespace with Pod Security `privileged` admits it.
   *
   * @param folder its absolute path on the node
   */
  public static hostPath(name: string, folder: string, options: HostPathOptions): Volume {
    const host = { ...options, folder };
    return new Volume(
      name,
      undefined,
      0,
      undefined,
      undefined,
      () => ({ hostPath: { path: folder, type: 'Directory' } }),
      host,
    );
  }

  /** A claim of its own for each pod of a StatefulSet, which stays when the pod goes. */
  public static claim(name: string, options: ClaimOptions): Volume {
    const { size, storageClass, accessMode } = options;
    return new Volume(name, size, 0, size, storageClass, undefined, undefined, undefined, accessMode);
  }

  private constructor(
    /** The name in the pod. */
    public readonly name: string,
    private readonly size: string | undefined,
    /**
     * The bytes of the node's disk that it can take.
     *
     * @internal
     */
    public readonly _scratchBytes: number,
    /**
     * The size of a claim of each pod.
     *
     * @internal
     */
    public readonly _claimSize: string | undefined,
    private readonly storageClass: string | undefined,
    private readonly source: (() => Omit<Wire<k8s.Volume>, 'name'>) | undefined,
    /**
     * The folder of the node that it is, and why.
     *
     * @internal
     */
    public readonly _host?: HostPathOptions & { readonly folder: string },
    /**
     * The claim that it mounts, which other pods may mount, too.
     *
     * @internal
     */
    public readonly _mountedClaim?: MountedClaim,
    /** The access mode of a claim of each pod. */
    private readonly claimMode?: AccessMode,
  ) {}

  /**
   * The volume of a pod; undefined for what a StatefulSet claims.
   *
   * @internal
   */
  public _volume(): Wire<k8s.Volume> | undefined {
    return this.source && { name: this.name, ...this.source() };
  }

  /**
   * The claim template of a StatefulSet; undefined for what is no claim.
   *
   * @internal
   */
  public _claimTemplate(cluster: Cluster): object | undefined {
    const mode = this.claimMode ?? AccessMode.READ_WRITE_ONCE;
    return this._claimSize === undefined
      ? undefined
      : {
          metadata: { name: this.name },
          spec: {
            accessModes: [mode],
            storageClassName: this.storageClass ?? declaredClass(cluster, mode),
            resources: { requests: { storage: this._claimSize } },
          },
        };
  }

  /**
   * The bytes that a claim of each pod takes.
   *
   * @internal
   */
  public get _claimedBytes(): number {
    return bytesOf(this._claimSize ?? '0');
  }

  /**
   * Whether a container may write to it.
   *
   * @internal
   */
  public get _writable(): boolean {
    const source: Omit<Wire<k8s.Volume>, 'name'> = this.source?.() ?? {};
    const readOnly = source.persistentVolumeClaim?.readOnly ?? false;
    return !this._host && !readOnly && !READ_ONLY_SOURCES.some((kind) => kind in source);
  }

  /**
   * Reports names and sizes that the API server would refuse.
   *
   * @internal
   */
  public _check(scope: IConstruct, property: string): void {
    if (!isDnsLabel(this.name)) {
      reportError(scope, {
        property,
        value: JSON.stringify(this.name),
        rule: 'the name of a volume is a DNS label of at most 63 characters',
        fix: 'use a-z, 0-9 and -, no - at the ends',
      });
    }
    const { _host: host } = this;
    if (host && (!host.folder.startsWith('/') || host.folder.split('/').includes('..'))) {
      reportError(scope, {
        property,
        value: JSON.stringify(host.folder),
        rule: 'a folder of the node is an absolute path without ..: the API server refuses another',
        fix: "give a path such as '/proc'",
      });
    }
    if (host && host.reason.trim() === '') {
      reportError(scope, {
        property: `${property}.reason`,
        value: 'an empty reason',
        rule: 'what sees a node has a reason that an auditor reads',
        fix: 'say in a sentence what the program reads there',
      });
    }
    if (this._claimSize !== undefined) {
      checkAccessMode(scope, this.claimMode, this.storageClass, property);
    }
    const mode = this._mountedClaim?.accessMode;
    if (mode !== undefined && !isAccessMode(mode)) {
      reportError(scope, { property: `${property}.accessMode`, value: JSON.stringify(mode), ...NO_MODE });
    }
    if (this.size !== undefined && bytesOf(this.size) === 0) {
      reportError(scope, {
        property: `${property}.size`,
        value: JSON.stringify(this.size),
        rule: 'it is a whole number of bytes, above 0 and up to 1Pi',
        fix: "write '64Mi' or '10Gi'",
      });
    }
  }
}

/** What a kubelet or a driver fills, and a container cannot write to. */
const READ_ONLY_SOURCES = ['configMap', 'secret', 'csi', 'projected'];

/** A pebibyte: no volume is larger. */
const LARGEST_SIZE = 2 ** 50;

/** Zero for what is no size: it is reported, and sums go on without it. */
function bytesOf(size: string): number {
  const bytes = parseQuantity(size) ?? 0;
  return Number.isInteger(bytes) && bytes > 0 && bytes <= LARGEST_SIZE ? bytes : 0;
}
