import type { ISecret } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { contentHash } from '../core/dns-name';
import { defineObject } from '../core/define-object';
import { diagnosticRegistry, reportWarning } from '../core/diagnostic-registry';
import { ANNOTATION_PREFIX, standaloneLabels } from '../core/labels';
import { Phase } from '../core/phase';
import type { CredentialBinding, CredentialUse, ICredentialSource } from '../contracts/credential-source';
import { Cluster } from '../environment/cluster';
import { SecretProvider, type SecretSource } from '../environment/secret-source';
import { checkBundle, checkNamespace, checkSharedKeys } from './credential-checks';
import { CredentialKey } from './credential-key';
import type { CredentialOrigin } from './credential-origin';
import { externalSecret } from './external-secret';
import { unreadKeys } from './key-readers';
import { registerRequiredSecret } from './required-secrets';
import { claimVault } from './vault-owners';
import { readSealedBundle, type SealedBundle } from './sealed-bundle';
import { sealedSecret } from './sealed-secret';
import { secretProviderClass } from './secret-provider-class';

/** What a bundle of credentials is made of. */
export interface CredentialsProps {
  /** The keys of the bundle. A key that is not listed cannot be used. */
  readonly keys: string[];

  /**
   * The name of the Secret in the namespace.
   *
   * @default - the id
   */
  readonly name?: string;

  /**
   * Where the values come from.
   *
   * @default - the secret source that the cluster declares
   */
  readonly source?: SecretSource;

  /**
   * Keys whose values are those of keys of other bundles, by their names here: the password that a server and its
   * clients share. A vault then keeps each of them once, under the name of the other. Who makes Secrets by hand, or
   * seals them, gives both the same value.
   *
   * @default - every key has a value of its own
   */
  readonly sharedKeys?: { [key: string]: CredentialKey };
}

/**
 * A bundle of credentials: a Secret with known keys, filled from the secret source of the cluster. Values never pass
 * through a manifest.
 */
export class Credentials extends Construct implements ICredentialSource {
  /** A bundle for a Secret of cdk8s-plus. Any key may be used, because its keys cannot be read. */
  public static fromSecret(secret: ISecret): ICredentialSource {
    return new ExistingSecret(secret.name);
  }

  /** The name of the Secret. */
  public readonly secretName: string;

  /** The keys. */
  public readonly keys: string[];

  private readonly source: SecretSource;
  private readonly sealed?: SealedBundle;
  private readonly sharedKeys: Readonly<Record<string, CredentialKey>>;
  private readonly variables = new Set<string>();
  private rendered = false;

  constructor(scope: Construct, id: string, props: CredentialsProps) {
    super(scope, id);
    this.secretName = props.name ?? id;
    this.keys = [...props.keys];
    this.source = props.source ?? Cluster.of(this).secretSource;
    this.sharedKeys = { ...props.sharedKeys };
    checkBundle(this, this.source, this);
    checkSharedKeys(this, this.keys, this.sharedKeys);
    claimVault(this, this.source);
    diagnosticRegistry.of(this).defer(() => this.warnOfUnreadKeys());
    this.sealed = readSealedBundle(this, this.source, this);
    const object = OBJECTS[this.source.provider];
    if (object) {
      const [apiVersion, kind] = object;
      defineObject(this, 'Resource', {
        apiVersion,
        kind,
        name: this.secretName,
        phase: Phase.BEFORE,
        labels: standaloneLabels(this.secretName),
        annotations: this.sealed?.scopeAnnotations,
        content: () => ({ spec: this.spec() }),
      });
    } else {
      registerRequiredSecret(this, this.secretName, this.keys);
    }
  }

  /** A key of the bundle, to fill a variable from. A key that the bundle does not have is an error. */
  public key(name: string): CredentialKey {
    return CredentialKey.of(this, name);
  }

  /** The keys that may be used. */
  public get knownKeys(): string[] | undefined {
    return [...this.keys];
  }

  /** Whether the Secret is there only while a pod mounts the bundle: with the Secrets Store CSI driver. */
  public get existsOnlyWhileMounted(): boolean | undefined {
    return this.source.provider === SecretProvider.SECRETS_STORE;
  }

  /**
   * What the bundle asks of a workload: a volume and an identity from the Secrets Store CSI driver, a restart when what
   * is read at start changes. Throws for a variable of such a bundle after the bundle was rendered.
   */
  public bindToWorkload(workload: IConstruct, use: CredentialUse = {}): CredentialBinding {
    const { source, secretName } = this;
    checkNamespace(this, source, workload);
    const binding = { secretName, rotates: ROTATING.has(source.provider), ...this.restart(workload, use) };
    if (source.provider !== SecretProvider.SECRETS_STORE) {
      return binding;
    }
    this.sync(workload, use.variables ?? []);
    return {
      ...binding,
      noticesChanges: source.rotation,
      podLabels: source.identity?._podLabels,
      accountAnnotations: source.identity?._accountAnnotations,
      volume: { driver: 'secrets-store.csi.k8s.io', attributes: { secretProviderClass: secretName } },
    };
  }

  /**
   * The bundle and the key under which a vault keeps the value of a key.
   *
   * @internal
   */
  public _origin(key: string): CredentialOrigin {
    const shared = Object.hasOwn(this.sharedKeys, key) ? this.sharedKeys[key] : undefined;
    if (!shared) {
      return { secretName: this.secretName, key };
    }
    return shared.source instanceof Credentials
      ? shared.source._origin(shared.key)
      : { secretName: shared.source.secretName, key: shared.key };
  }

  /**
   * Files change in place, and a task reads anew at each run: only variables of what runs on need a restart. Reloader
   * would start a task again, a migration too.
   */
  private restart(workload: IConstruct, use: CredentialUse): Pick<CredentialBinding, 'annotations' | 'podAnnotations'> {
    const keys = use.variables ?? [];
    if (keys.length === 0 || use.longRunning === false) {
      return {};
    }
    if (Cluster.of(workload).reloader) {
      return { annotations: { 'secret.reloader.stakater.com/reload': this.secretName } };
    }
    // A new ciphertext is a change that synth can see: it becomes a rollout.
    const values = keys.map((key) => this.sealed?.encryptedData[key] ?? '');
    return this.sealed
      ? { podAnnotations: { [`${ANNOTATION_PREFIX}/sealed`]: `${this.secretName}=${contentHash(values)}` } }
      : {};
  }

  private warnOfUnreadKeys(): void {
    const unread = unreadKeys(this, this.keys);
    if (unread.length > 0) {
      reportWarning(this, {
        property: 'keys',
        value: unread.join(', '),
        rule: `nothing here reads ${unread.length === 1 ? 'this key' : 'these keys'}, and where its source lacks one key of a bundle, no Secret is made`,
        fix: 'leave it out, or use it: key(…); or acknowledge who reads it',
        id: 'key-without-reader',
      });
    }
  }

  private sync(workload: IConstruct, keys: readonly string[]): void {
    if (this.rendered && keys.some((key) => !this.variables.has(key))) {
      throw new Error(`${workload.node.path}: a variable from ${this.node.path} came after that bundle was rendered`);
    }
    keys.forEach((key) => this.variables.add(key));
  }

  private get origins(): Map<string, CredentialOrigin> {
    return new Map([...this.keys].sort().map((key) => [key, this._origin(key)]));
  }

  private spec(): object {
    this.rendered = true;
    const { source, secretName, variables, sealed } = this;
    if (sealed) {
      return sealedSecret(secretName, sealed);
    }
    return source.provider === SecretProvider.SECRETS_STORE
      ? secretProviderClass(Cluster.of(this), { source, secretName, origins: this.origins, variables })
      : externalSecret(source, secretName, this.origins);
  }
}

/** What is emitted for a bundle, by where its values come from. */
const OBJECTS: { readonly [provider in SecretProvider]?: readonly [string, string] } = {
  [SecretProvider.KEY_VAULT]: ['external-secrets.io/v1', 'ExternalSecret'],
  [SecretProvider.VAULT]: ['external-secrets.io/v1', 'ExternalSecret'],
  [SecretProvider.SEALED_SECRETS]: ['bitnami.com/v1alpha1', 'SealedSecret'],
  [SecretProvider.SECRETS_STORE]: ['secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass'],
};

/** The sources whose values change without a change of the manifests. */
const ROTATING = new Set([SecretProvider.KEY_VAULT, SecretProvider.VAULT, SecretProvider.SECRETS_STORE]);

/** A Secret that somebody else defines. */
class ExistingSecret implements ICredentialSource {
  constructor(public readonly secretName: string) {}

  public bindToWorkload(): CredentialBinding {
    return { secretName: this.secretName };
  }
}
