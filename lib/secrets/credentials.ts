import type { ISecret } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import type { ExternalSecretSpec } from '../../imports/external-secrets.io';
import { reportError } from '../core/diagnostic-registry';
import { isConfigKey } from '../core/dns-name';
import { defineObject } from '../core/define-object';
import { standaloneLabels } from '../core/labels';
import { Phase } from '../core/phase';
import type { Wire } from '../core/wire';
import type { CredentialBinding, ICredentialSource } from '../contracts/credential-source';
import { Cluster } from '../environment/cluster';
import { SecretProvider, type SecretSource } from '../environment/secret-source';
import { CredentialKey } from './credential-key';
import { claimVaultName, keyVaultName } from './key-vault-name';

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

  constructor(scope: Construct, id: string, props: CredentialsProps) {
    super(scope, id);
    this.secretName = props.name ?? id;
    this.keys = [...props.keys];
    this.source = props.source ?? Cluster.of(this).secretSource;
    this.check();
    const { provider } = this.source;
    if (provider !== SecretProvider.EXISTING) {
      defineObject(this, 'Resource', {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        name: this.secretName,
        phase: Phase.BEFORE,
        labels: standaloneLabels(this.secretName),
        content: () => ({ spec: this.externalSecret() }),
      });
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

  /** What the bundle asks of a workload: a restart by Reloader, where the cluster has it. */
  public bindToWorkload(workload: IConstruct): CredentialBinding {
    return {
      secretName: this.secretName,
      rotates: this.source.provider !== SecretProvider.EXISTING,
      annotations: Cluster.of(workload).reloader
        ? { 'secret.reloader.stakater.com/reload': this.secretName }
        : undefined,
    };
  }

  private externalSecret(): Wire<ExternalSecretSpec> {
    const { source, secretName } = this;
    return {
      refreshInterval: source.refreshInterval,
      secretStoreRef: { kind: 'ClusterSecretStore', name: source.store },
      target: { name: secretName, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: [...this.keys].sort().map((key) => ({
        secretKey: key,
        remoteRef:
          source.provider === SecretProvider.KEY_VAULT
            ? { key: keyVaultName(secretName, key) }
            : { key: `${source.location}/${secretName}`, property: key },
      })),
    };
  }

  private check(): void {
    if (this.keys.length === 0) {
      reportError(this, {
        property: 'keys',
        value: 'no keys',
        rule: 'a bundle names the keys that it has',
        fix: "list them: keys: ['api-key', …]",
      });
    }
    for (const key of this.keys) {
      if (!isConfigKey(key)) {
        reportError(this, {
          property: 'keys',
          value: JSON.stringify(key),
          rule: 'the key of a Secret has letters, digits, -, _ and . only',
          fix: 'choose a plainer key',
        });
      }
    }
    if (new Set(this.keys).size !== this.keys.length) {
      reportError(this, {
        property: 'keys',
        value: this.keys.join(', '),
        rule: 'a key is listed once',
        fix: 'remove the repetition',
      });
    }
    if (this.source.provider === SecretProvider.KEY_VAULT) {
      this.keys.forEach((key) => claimVaultName(this, this.source.location, this.secretName, key));
    }
  }
}

/** A Secret that somebody else defines. */
class ExistingSecret implements ICredentialSource {
  constructor(public readonly secretName: string) {}

  public bindToWorkload(): CredentialBinding {
    return { secretName: this.secretName };
  }
}
