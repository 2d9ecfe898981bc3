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

/** A way in which credentials come into a cluster. */
export enum SecretProvider {
  /** Somebody creates the Secret; nothing is emitted for it. */
  EXISTING = 'existing',

  /** External Secrets reads Azure Key Vault, which has one flat space of names: `<bundle>-<key>`. */
  KEY_VAULT = 'key-vault',

  /** External Secrets reads HashiCorp Vault: a path for each bundle, a property for each key. */
  VAULT = 'vault',
}

/** Where the Secrets of a cluster come from. No value is ever part of a manifest. */
export class SecretSource {
  /** Secrets exist or are created by somebody: a person, a pipeline, another operator. */
  public static existing(): SecretSource {
    return new SecretSource(SecretProvider.EXISTING, '', {});
  }

  /** Azure Key Vault, read by External Secrets. `vault` is the name of the vault. */
  public static keyVault(vault: string, options: ExternalSecretsOptions = {}): SecretSource {
    return new SecretSource(SecretProvider.KEY_VAULT, vault, options);
  }

  /** HashiCorp Vault, read by External Secrets. `path` is the folder under which every bundle has its own path. */
  public static vault(path: string, options: ExternalSecretsOptions = {}): SecretSource {
    return new SecretSource(SecretProvider.VAULT, path, options);
  }

  /** The ClusterSecretStore that External Secrets uses. */
  public readonly store: string;

  /** How often values are read again, as a Go duration. */
  public readonly refreshInterval: string;

  private constructor(
    /** The way in which credentials come. */
    public readonly provider: SecretProvider,
    /** The name of the key vault, or the path in Vault. */
    public readonly location: string,
    options: ExternalSecretsOptions,
  ) {
    this.store = options.store ?? (provider === SecretProvider.VAULT ? 'vault' : location);
    this.refreshInterval = options.refreshInterval ?? '1h';
  }
}
