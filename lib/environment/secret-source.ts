import type { WorkloadIdentity } from './workload-identity';

/** A store that External Secrets reads. */
export interface ExternalSecretsOptions {
  /**
   * The ClusterSecretStore, which the platform installs.
   *
   * @default - the name of the vault
   */
  readonly store?: string;

  /**
   * How often values are read again, as a Go duration.
   *
   * @default '1h'
   */
  readonly refreshInterval?: string;
}

/** A key vault that the Secrets Store CSI driver reads. */
export interface SecretsStoreOptions {
  /** As whom it is read: the driver takes on the identity of each pod that mounts a bundle. */
  readonly identity: WorkloadIdentity;

  /**
   * Whether the driver polls for changed values. On AKS that is the option `--enable-secret-rotation` of the add-on.
   * Without it a value is read once, when a pod starts.
   *
   * @default false
   */
  readonly rotation?: boolean;
}

/** A way in which credentials come into a cluster. */
export enum SecretProvider {
  /** Somebody creates the Secret; nothing is emitted for it. */
  EXISTING = 'existing',

  /** External Secrets reads Azure Key Vault, which has one flat space of names: `<bundle>-<key>`. */
  KEY_VAULT = 'key-vault',

  /** External Secrets reads HashiCorp Vault: a path for each bundle, a property for each key. */
  VAULT = 'vault',

  /** Sealed Secrets: ciphertext that stands in the repository and only the controller of the cluster can open. */
  SEALED_SECRETS = 'sealed-secrets',

  /** The Secrets Store CSI driver mounts Azure Key Vault into pods, as their workload identity. */
  SECRETS_STORE = 'secrets-store',
}

/** Where the Secrets of a cluster come from. No value is ever part of a manifest. */
export class SecretSource {
  /** Secrets exist or are created by somebody: a person, a pipeline, another operator. */
  public static existing(): SecretSource {
    return new SecretSource(SecretProvider.EXISTING, '');
  }

  /** Azure Key Vault, read by External Secrets. `vault` is the name of the vault. */
  public static keyVault(vault: string, options: ExternalSecretsOptions = {}): SecretSource {
    return new SecretSource(SecretProvider.KEY_VAULT, vault, options);
  }

  /** HashiCorp Vault, read by External Secrets. `path` is the folder under which every bundle has its own path. */
  public static vault(path: string, options: ExternalSecretsOptions = {}): SecretSource {
    return new SecretSource(SecretProvider.VAULT, path, options);
  }

  /**
   * Sealed Secrets from files that `kubeseal` wrote: `<folder>/<namespace>/<bundle>.json`. A folder is absolute, as
   * `join(__dirname, 'sealed', 'prod')` is; one folder a cluster, because every cluster has a key of its own.
   */
  public static sealedSecrets(folder: string): SecretSource {
    return new SecretSource(SecretProvider.SEALED_SECRETS, folder);
  }

  /** Sealed Secrets from texts: what `kubeseal` wrote as JSON, by `<namespace>/<bundle>`. */
  public static sealedManifests(manifests: { [place: string]: string }): SecretSource {
    return new SecretSource(SecretProvider.SEALED_SECRETS, '', { manifests: { ...manifests } });
  }

  /**
   * Azure Key Vault, mounted by the Secrets Store CSI driver. `vault` is the name of the vault. Files come straight from
   * the vault; a Secret exists only for keys that are read as variables, and only while a pod mounts the bundle.
   */
  public static secretsStore(vault: string, options: SecretsStoreOptions): SecretSource {
    return new SecretSource(SecretProvider.SECRETS_STORE, vault, options);
  }

  /** The ClusterSecretStore that External Secrets uses; empty where it is not used. */
  public readonly store: string;

  /** How often values are read again, as a Go duration. */
  public readonly refreshInterval: string;

  /** As whom the Secrets Store CSI driver reads the vault. */
  public readonly identity?: WorkloadIdentity;

  /** Whether the Secrets Store CSI driver polls for changed values. */
  public readonly rotation: boolean;

  /**
   * What `kubeseal` wrote, by `<namespace>/<bundle>`; undefined: it stands in files.
   *
   * @internal
   */
  public readonly _manifests?: Record<string, string>;

  private constructor(
    /** The way in which credentials come. */
    public readonly provider: SecretProvider,
    /** The name of the key vault, the path in Vault, or the folder of sealed files. */
    public readonly location: string,
    options: SourceOptions = {},
  ) {
    this.store = options.store ?? STORES[provider] ?? location;
    this.refreshInterval = options.refreshInterval ?? '1h';
    this.identity = options.identity;
    this.rotation = options.rotation ?? false;
    this._manifests = options.manifests;
  }
}

interface SourceOptions extends ExternalSecretsOptions, Partial<SecretsStoreOptions> {
  readonly manifests?: Record<string, string>;
}

/** The stores of External Secrets that are not called after the location. */
const STORES: { readonly [provider in SecretProvider]?: string } = {
  [SecretProvider.EXISTING]: '',
  [SecretProvider.VAULT]: 'vault',
  [SecretProvider.SEALED_SECRETS]: '',
  [SecretProvider.SECRETS_STORE]: '',
};
