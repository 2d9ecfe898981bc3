import { Construct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { defineObject, namespaceOf } from '../core/define-object';
import { standaloneLabels } from '../core/labels';
import { parseQuantity } from '../core/quantity';
import { demandCapacity } from '../environment/capacity';
import { Cluster } from '../environment/cluster';
import { AccessMode } from './access-mode';
import { checkAccessMode, declaredClass } from './access-mode-checks';
import { claimKey, claimModes } from './claim-registry';
import { Volume } from './volume';

/** What a claim of its own is made of. */
export interface PersistentClaimProps {
  /** How much it holds, for example `'10Gi'`. */
  readonly size: string;

  /**
   * The name.
   *
   * @default - the id
   */
  readonly name?: string;

  /**
   * The StorageClass.
   *
   * @default - what the cluster declares: `sharedStorageClass` for READ_WRITE_MANY, `storageClass` for the others
   */
  readonly storageClass?: string;

  /**
   * How many nodes or pods can mount it at the same time. Workloads that mount it are checked against it. Kubernetes
   * never changes it: a claim with another access mode is a new one, with another name.
   *
   * @default AccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: AccessMode;
}

/**
 * A PersistentVolumeClaim that no pod owns, for what outlives the workload that writes it, such as backups. Delivery by
 * Helm or Argo CD leaves it where it is when everything else goes: data is deleted by people.
 *
 * @example
 *
 * const uploads = new PersistentClaim(this, 'uploads', { size: '10Gi' });
 * new ApiService(this, 'api', {
 *   image: Image.of('api'),
 *   ports: [Port.http(8080)],
 *   readiness: Probe.http('/ready'),
 *   liveness: Probe.http('/live'),
 *   controller: Controller.singlePod(),
 *   volumes: { '/data': uploads.volume('uploads') },
 * });
 */
export class PersistentClaim extends Construct {
  /** The name of the claim. */
  public readonly claimName: string;

  /** How many nodes or pods can mount it at the same time. */
  public readonly accessMode: AccessMode;

  constructor(scope: Construct, id: string, props: PersistentClaimProps) {
    super(scope, id);
    this.claimName = props.name ?? id;
    this.accessMode = props.accessMode ?? AccessMode.READ_WRITE_ONCE;
    claimModes.of(this).set(claimKey(this, namespaceOf(this), this.claimName), this.accessMode);
    const bytes = parseQuantity(props.size);
    const sound = bytes !== undefined && Number.isInteger(bytes) && bytes > 0;
    if (!sound) {
      reportError(this, {
        property: 'size',
        value: JSON.stringify(props.size),
        rule: 'a claim asks for a whole number of bytes above 0',
        fix: "write '10Gi'",
      });
    }
    defineObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      name: this.claimName,
      labels: standaloneLabels(this.claimName),
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        'helm.sh/resource-policy': 'keep',
      },
      content: () => ({
        spec: {
          accessModes: [this.accessMode],
          storageClassName: props.storageClass ?? declaredClass(Cluster.of(this), this.accessMode),
          resources: { requests: { storage: props.size } },
        },
      }),
    });
    demandCapacity(this, namespaceOf(this), () => ({
      ...NO_PODS,
      claims: 1,
      claimedBytes: sound ? bytes : 0,
    }));
    checkAccessMode(this, props.accessMode, props.storageClass);
  }

  /** The claim as a volume of a pod. */
  public volume(name: string): Volume {
    return Volume._ofClaim(name, this.claimName, this.accessMode, { namespace: namespaceOf(this) });
  }
}

const NO_PODS = {
  pods: 0,
  pod: { cpuRequest: 0, cpuLimit: 0, memoryRequest: 0, memoryLimit: 0, storageRequest: 0, storageLimit: 0 },
};
