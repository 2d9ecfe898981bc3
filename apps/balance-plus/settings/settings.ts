import type { PodBounds, PostgreSqlSettings, RabbitMqSettings, WorkloadSettings } from '../../../lib';

/** What an operator turns of a service that is scaled. */
export interface ScaledSettings extends WorkloadSettings {
  /** How many pods the autoscaler keeps. */
  readonly pods: PodBounds;
}

/** What differs between the environments of balance-plus. */
export interface BalancePlusSettings {
  /** The name that users type. */
  readonly host: string;

  /** The address ranges that users come from; none: the internet. */
  readonly allowedSources?: string[];

  /** The frontend. */
  readonly frontend: ScaledSettings;

  /** The API that browsers call. */
  readonly apiGateway: ScaledSettings;

  /** The API behind it, which alone knows the database. */
  readonly orchestrator: ScaledSettings;

  /** The worker. */
  readonly condenserWorker: ScaledSettings;

  /** The database. */
  readonly postgres: PostgreSqlSettings;

  /** The broker: outside of the cluster where `external` says where, else a pod of this namespace. */
  readonly rabbitMq: {
    readonly external?: { readonly host: string; readonly cidr: string };
    readonly inCluster?: RabbitMqSettings;
  };
}
