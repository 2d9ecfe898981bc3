import type { ICredentialKey } from '../contracts/credential-key';
import type { WorkloadIdentity } from '../environment/workload-identity';

/** As whom an autoscaler of events asks a broker. A TriggerAuthentication is made of it; no value is ever part of it. */
export class ScalerAuthentication {
  /** By credentials: keys of bundles, by the names of the parameters that the scaler reads, for example `password`. */
  public static credentials(credentials: { [parameter: string]: ICredentialKey }): ScalerAuthentication {
    return new ScalerAuthentication({ ...credentials }, false, undefined, undefined, undefined);
  }

  /**
   * By a workload identity of Azure, which KEDA's operator takes on: its own, or another that trusts the operator's
   * account.
   */
  public static workloadIdentity(identity?: WorkloadIdentity): ScalerAuthentication {
    return new ScalerAuthentication({}, true, identity, undefined, undefined);
  }

  /** By a TriggerAuthentication of the namespace that is made elsewhere. What is in it cannot be checked. */
  public static existing(name: string): ScalerAuthentication {
    return new ScalerAuthentication({}, false, undefined, name, 'TriggerAuthentication');
  }

  /** By a ClusterTriggerAuthentication that is made elsewhere. What is in it cannot be checked. */
  public static existingOfCluster(name: string): ScalerAuthentication {
    return new ScalerAuthentication({}, false, undefined, name, 'ClusterTriggerAuthentication');
  }

  private constructor(
    /**
     * The keys, by parameter.
     *
     * @internal
     */
    public readonly _credentials: Readonly<Record<string, ICredentialKey>>,
    /** Whether it is a workload identity. */
    public readonly isIdentity: boolean,
    /** The identity; undefined: that of KEDA's operator. */
    public readonly identity: WorkloadIdentity | undefined,
    /** The name of what is made elsewhere. */
    public readonly existingName: string | undefined,
    /** The kind of what is made elsewhere. */
    public readonly existingKind: string | undefined,
  ) {}

  /** With further credentials beside it, such as a certificate. */
  public including(credentials: { [parameter: string]: ICredentialKey }): ScalerAuthentication {
    return new ScalerAuthentication(
      { ...this._credentials, ...credentials },
      this.isIdentity,
      this.identity,
      this.existingName,
      this.existingKind,
    );
  }
}
