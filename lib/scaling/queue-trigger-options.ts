import type { IEventSource } from '../contracts/event-source';
import type { ScalerAuthentication } from './scaler-authentication';
import type { RemoteTriggerOptions, TriggerOptions } from './trigger-options';

/** A protocol in which RabbitMQ is asked. */
export enum RabbitProtocol {
  /** Its management API: counts the messages that wait and those that are worked on. */
  HTTP = 'http',

  /** As its clients do: counts the messages that wait alone. */
  AMQP = 'amqp',
}

/** When a queue of RabbitMQ has too few pods. */
export interface RabbitQueueOptions extends RemoteTriggerOptions {
  /** How many messages one pod is meant for. */
  readonly messagesPerPod: number;

  /**
   * How RabbitMQ is asked. Over AMQP a message that is worked on counts no more: the autoscaler then takes away pods
   * that work.
   *
   * @default RabbitProtocol.HTTP
   */
  readonly protocol?: RabbitProtocol;

  /**
   * The virtual host.
   *
   * @default - that of the connection
   */
  readonly virtualHost?: string;
}

/** When a consumer group of Kafka has too few pods. */
export interface KafkaTriggerOptions extends RemoteTriggerOptions {
  /**
   * The brokers, as `host:port`.
   *
   * @default - as `source` says
   */
  readonly bootstrapServers?: string[];

  /**
   * Who is asked, where the library knows it.
   *
   * @default - `bootstrapServers`
   */
  readonly source?: IEventSource;

  /** The consumer group. */
  readonly consumerGroup: string;

  /** How many messages one pod may be behind. There are never more pods than partitions. */
  readonly messagesPerPod: number;
}

/** How far a consumer of Event Hubs has read, and where that is written. */
export enum EventHubCheckpoints {
  /** As the SDKs for .NET, Java, Python and JavaScript write it. */
  BLOB_METADATA = 'blobMetadata',

  /** As Azure Functions write it. */
  AZURE_FUNCTION = 'azureFunction',

  /** As the SDK for Go wrote it before version 1. */
  GO_SDK = 'goSdk',

  /** As Dapr writes it. */
  DAPR = 'dapr',
}

/** When a consumer group of Azure Event Hubs has too few pods. */
export interface AzureEventHubOptions extends RemoteTriggerOptions {
  /** How many events one pod may be behind. There are never more pods than partitions. */
  readonly eventsPerPod: number;

  /**
   * The namespace of Event Hubs, needed with a workload identity.
   *
   * @default - as the connection says
   */
  readonly eventHubNamespace?: string;

  /**
   * The consumer group.
   *
   * @default '$Default'
   */
  readonly consumerGroup?: string;

  /** The container of blobs that checkpoints are in. */
  readonly blobContainer: string;

  /**
   * The storage account that checkpoints are in, needed with a workload identity.
   *
   * @default - as the storage connection says
   */
  readonly storageAccount?: string;

  /**
   * How checkpoints are written.
   *
   * @default EventHubCheckpoints.BLOB_METADATA
   */
  readonly checkpoints?: EventHubCheckpoints;
}

/** When a queue or subscription of Azure Service Bus has too few pods. */
export interface AzureServiceBusOptions extends RemoteTriggerOptions {
  /** How many messages one pod is meant for. */
  readonly messagesPerPod: number;

  /**
   * The namespace of Service Bus, needed with a workload identity.
   *
   * @default - as the connection says
   */
  readonly serviceBusNamespace?: string;
}

/** When a list of Redis has too few pods. */
export interface RedisListOptions extends RemoteTriggerOptions {
  /** How many entries one pod is meant for. */
  readonly itemsPerPod: number;

  /**
   * The number of the database.
   *
   * @default 0
   */
  readonly databaseIndex?: number;
}

/** When a stream of Redis has too few pods. Exactly one of `pendingPerPod`, `lagPerPod` and `lengthPerPod` is given. */
export interface RedisStreamOptions extends TriggerOptions {
  /**
   * As whom the scaler asks.
   *
   * @default - as who is asked says
   */
  readonly authentication?: ScalerAuthentication;

  /**
   * The consumer group, needed for `pendingPerPod` and `lagPerPod`.
   *
   * @default - none
   */
  readonly consumerGroup?: string;

  /**
   * How many entries that are delivered and not acknowledged one pod is meant for.
   *
   * @default - not by these
   */
  readonly pendingPerPod?: number;

  /**
   * How many entries that are not yet delivered one pod is meant for (Redis 7).
   *
   * @default - not by these
   */
  readonly lagPerPod?: number;

  /**
   * How many entries of the stream one pod is meant for, for a stream without a group that is trimmed as it is read.
   *
   * @default - not by these
   */
  readonly lengthPerPod?: number;

  /**
   * The lag above which pods are made where there are none; with `lagPerPod` alone.
   *
   * @default 0
   */
  readonly activation?: number;

  /**
   * The number of the database.
   *
   * @default 0
   */
  readonly databaseIndex?: number;
}

/** When a consumer of NATS JetStream has too few pods. */
export interface NatsJetStreamOptions extends RemoteTriggerOptions {
  /** How many messages one pod may be behind. */
  readonly messagesPerPod: number;

  /**
   * Where NATS is monitored, as `host:port`; its port is 8222 by default.
   *
   * @default - as `source` says
   */
  readonly monitoringEndpoint?: string;

  /**
   * Who is asked, where the library knows it.
   *
   * @default - `monitoringEndpoint`
   */
  readonly source?: IEventSource;

  /**
   * The account that the stream belongs to.
   *
   * @default '$G'
   */
  readonly account?: string;
}
