import type { ImagePullPolicy, Resources } from '../../../lib';

/** What a gRPC service lets an operator turn. */
export interface StreamSettings {
  /** Whether it runs at all. */
  readonly enabled: boolean;

  /** The version of its image. */
  readonly image: { readonly tag: string };

  /** How many pods run where nothing scales them. */
  readonly replicaCount: number;

  /** How clients reach it: `ClusterIP`, or `NodePort` with a port on every node. */
  readonly service: { readonly type: string; readonly port: number; readonly nodePort: number };

  /** The host name at the edge, where clients come through it. */
  readonly route: { readonly enabled: boolean; readonly host: string };

  /** What the container asks for and never gets more than. */
  readonly resources: Resources;

  /** Between which bounds it is scaled, and what decides. */
  readonly autoscaling: StreamAutoscaling;

  /** What follows from the memory that it uses: `Off`, somebody reads what it should be; `Recreate`, it is given that. */
  readonly verticalPodAutoscaler: { readonly updateMode: string };

  /** How many pods a drain of nodes leaves. */
  readonly podDisruptionBudget: { readonly enabled: boolean; readonly minAvailable: number };

  /** What the program reads at its start. */
  readonly config: StreamConfig;

  /** The name of the Secret with its credentials. */
  readonly secrets: { readonly existing: string };
}

/** Between which bounds a gRPC service is scaled, and what decides. */
export interface StreamAutoscaling {
  readonly enabled: boolean;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** The share of the requested CPU to aim at, in percent. */
  readonly targetCPU: number;
  /** The share of the requested memory to aim at, in percent; 0: memory does not decide. */
  readonly targetMemory: number;
  /** The messages a second that a pod is to take; 0: they do not decide. */
  readonly targetMessages: number;
}

/** What the programs read at their start. */
export interface StreamConfig {
  readonly logger: { readonly level: string; readonly format: string };
  readonly ttl: { readonly enabled: boolean; readonly default: string };
}

/** What a store lets an operator turn. */
export interface StoreSettings {
  readonly enabled: boolean;
  readonly image: { readonly tag: string };
  readonly persistence: { readonly size: string; readonly backupSize: string };
  readonly resources: Resources;
}

/** What differs between the environments of minitoolstream. */
export interface MiniToolStreamSettings {
  /** What the namespace is called. */
  readonly namespace: string;

  /** The label `environment` of the namespace: development, staging or production. */
  readonly stage: string;

  /** When a node pulls images. */
  readonly imagePullPolicy: ImagePullPolicy;

  /** The StorageClass of the claims. */
  readonly storageClass: string;

  readonly ingress: StreamSettings;
  readonly egress: StreamSettings;
  readonly tarantool: StoreSettings;
  readonly minio: StoreSettings;
}
