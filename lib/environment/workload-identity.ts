import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';

/** How pods of a cluster speak to a cloud as an identity of it, without a credential. */
export interface ClusterWorkloadIdentity {
  /** The tenant of the identities, a GUID. */
  readonly tenantId: string;

  /**
   * The OIDC issuer of the cluster, which a federated credential names beside its subject.
   *
   * @default - not known: whoever makes the federated credentials looks it up
   */
  readonly issuer?: string;

  /**
   * The host where tokens are exchanged; other clouds of Azure have their own.
   *
   * @default 'login.microsoftonline.com'
   */
  readonly loginHost?: string;

  /**
   * The address ranges of that host, where the cluster cannot filter by host name.
   *
   * @default - unknown
   */
  readonly loginCidrs?: string[];

  /**
   * Why a pod with an identity may reach any address on the port of the login, where the cluster cannot filter by host
   * name and no range is known.
   *
   * @default - it may not
   */
  readonly loginAnyAddress?: string;
}

/** What can differ from one identity to the next. */
export interface WorkloadIdentityOptions {
  /**
   * The tenant of the identity.
   *
   * @default - the tenant that the cluster declares
   */
  readonly tenantId?: string;
}

/**
 * A managed identity that pods take on: the label of the pod, the annotation of its account and the federated
 * credential in the cloud are one thing, and follow from this one value.
 */
export class WorkloadIdentity {
  /** A managed identity or application of Azure, by its client id. */
  public static azure(clientId: string, options: WorkloadIdentityOptions = {}): WorkloadIdentity {
    return new WorkloadIdentity(clientId, options.tenantId);
  }

  /**
   * The subject of the federated credential that an identity needs in the cloud, for the account of its pods.
   *
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  public static subjectOf(namespace: string, serviceAccountName: string): string {
    return `system:serviceaccount:${namespace}:${serviceAccountName}`;
  }

  private constructor(
    /** The client id, a GUID. */
    public readonly clientId: string,
    /** The tenant; undefined: the one that the cluster declares. */
    public readonly tenantId: string | undefined,
  ) {}

  /**
   * What stands on the account of a pod.
   *
   * @internal
   */
  public get _accountAnnotations(): Record<string, string> {
    return {
      'azure.workload.identity/client-id': this.clientId,
      ...(this.tenantId === undefined ? {} : { 'azure.workload.identity/tenant-id': this.tenantId }),
    };
  }

  /**
   * What stands on a pod.
   *
   * @internal
   */
  public get _podLabels(): Record<string, string> {
    return { 'azure.workload.identity/use': 'true' };
  }

  /**
   * Reports an identity that is none, or that the cluster cannot give to a pod.
   *
   * @internal
   */
  public _check(scope: IConstruct, property: string, declared: ClusterWorkloadIdentity | undefined): void {
    if (!declared) {
      reportError(scope, {
        property,
        value: `the identity ${this.clientId}`,
        rule: 'the cluster declares no workload identity: nothing would exchange the token of a pod',
        fix: "declare workloadIdentity: { tenantId: '…' } on the cluster",
      });
    }
    for (const [name, id] of [
      ['clientId', this.clientId],
      ['tenantId', this.tenantId ?? declared?.tenantId],
    ] as const) {
      if (id !== undefined && !GUID.test(id)) {
        reportError(scope, {
          property: `${property}.${name}`,
          value: JSON.stringify(id),
          rule: 'it is a GUID: 8, 4, 4, 4 and 12 hexadecimal digits',
          fix: name === 'clientId' ? 'give the client id, not the name or the object id' : 'give the id of the tenant',
        });
      }
    }
  }
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
