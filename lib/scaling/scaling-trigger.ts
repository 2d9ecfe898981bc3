import type { IEventSource } from '../contracts/event-source';
import { texts, type TriggerDefinition } from './trigger-definition';
import {
  type AzureEventHubOptions,
  type AzureServiceBusOptions,
  EventHubCheckpoints,
  type KafkaTriggerOptions,
  type NatsJetStreamOptions,
  RabbitProtocol,
  type RabbitQueueOptions,
  type RedisListOptions,
  type RedisStreamOptions,
} from './queue-trigger-options';
import {
  type CronTriggerOptions,
  type CustomTriggerOptions,
  type MetricsApiOptions,
  MetricsFormat,
  type PostgreSqlTriggerOptions,
  type PrometheusTriggerOptions,
  type RemoteTriggerOptions,
  type ResourceTriggerOptions,
  TriggerMetricType,
} from './trigger-options';

/** What decides how many pods there are: something that KEDA asks. Each is checked against KEDA's own schema. */
export class ScalingTrigger {
  /** The messages of a queue of RabbitMQ. */
  public static rabbitQueue(broker: IEventSource, queueName: string, options: RabbitQueueOptions): ScalingTrigger {
    const protocol = options.protocol ?? RabbitProtocol.HTTP;
    return remote('rabbitmq', options, {
      source: broker,
      protocol,
      metadata: {
        protocol,
        queueName,
        vhostName: options.virtualHost,
        mode: 'QueueLength',
        value: options.messagesPerPod,
        activationValue: options.activation,
      },
      perPod: options.messagesPerPod,
      countsRunning: protocol === RabbitProtocol.HTTP && options.parameters?.excludeUnacknowledged !== 'true',
    });
  }

  /** How far a consumer group of Kafka is behind on a topic. */
  public static kafka(topic: string, options: KafkaTriggerOptions): ScalingTrigger {
    return remote('kafka', options, {
      source: options.source,
      metadata: {
        bootstrapServers: options.bootstrapServers?.join(','),
        consumerGroup: options.consumerGroup,
        topic,
        lagThreshold: options.messagesPerPod,
        activationLagThreshold: options.activation,
      },
      perPod: options.messagesPerPod,
      countsRunning: true,
    });
  }

  /**
   * How far a consumer group of Azure Event Hubs is behind. A connection names its hub by itself (`EntityPath=…`), and KEDA
   * is told the name only where a workload identity asks.
   */
  public static azureEventHub(eventHub: string, options: AzureEventHubOptions): ScalingTrigger {
    return remote('azure-eventhub', options, {
      metadata: {
        eventHubName: options.authentication?.isIdentity ? eventHub : undefined,
        eventHubNamespace: options.eventHubNamespace,
        consumerGroup: options.consumerGroup,
        blobContainer: options.blobContainer,
        storageAccountName: options.storageAccount,
        checkpointStrategy: options.checkpoints ?? EventHubCheckpoints.BLOB_METADATA,
        unprocessedEventThreshold: options.eventsPerPod,
        activationUnprocessedEventThreshold: options.activation,
      },
      perPod: options.eventsPerPod,
      countsRunning: true,
    });
  }

  /** The messages of a queue of Azure Service Bus. */
  public static azureServiceBusQueue(queueName: string, options: AzureServiceBusOptions): ScalingTrigger {
    return serviceBus({ queueName }, options);
  }

  /** The messages of a subscription to a topic of Azure Service Bus. */
  public static azureServiceBusTopic(
    topic: string,
    subscription: string,
    options: AzureServiceBusOptions,
  ): ScalingTrigger {
    return serviceBus({ topicName: topic, subscriptionName: subscription }, options);
  }

  /** The entries of a list of Redis. What a pod has taken from it counts no more. */
  public static redisList(server: IEventSource, list: string, options: RedisListOptions): ScalingTrigger {
    return remote('redis', options, {
      source: server,
      metadata: {
        listName: list,
        listLength: options.itemsPerPod,
        activationListLength: options.activation,
        databaseIndex: options.databaseIndex,
      },
      perPod: options.itemsPerPod,
      countsRunning: false,
    });
  }

  /** The entries of a stream of Redis. */
  public static redisStream(server: IEventSource, stream: string, options: RedisStreamOptions): ScalingTrigger {
    return remote('redis-streams', options, {
      source: server,
      metadata: {
        stream,
        consumerGroup: options.consumerGroup,
        pendingEntriesCount: options.pendingPerPod,
        lagCount: options.lagPerPod,
        activationLagCount: options.activation,
        streamLength: options.lengthPerPod,
        databaseIndex: options.databaseIndex,
      },
      perPod: options.pendingPerPod ?? options.lagPerPod ?? options.lengthPerPod,
      countsRunning: options.pendingPerPod !== undefined,
    });
  }

  /** How far a consumer of NATS JetStream is behind. */
  public static natsJetStream(stream: string, consumer: string, options: NatsJetStreamOptions): ScalingTrigger {
    return remote('nats-jetstream', options, {
      source: options.source,
      metadata: {
        natsServerMonitoringEndpoint: options.monitoringEndpoint,
        account: options.account ?? '$G',
        stream,
        consumer,
        lagThreshold: options.messagesPerPod,
        activationLagThreshold: options.activation,
      },
      perPod: options.messagesPerPod,
      countsRunning: true,
    });
  }

  /** What Prometheus answers to a query. */
  public static prometheus(query: string, options: PrometheusTriggerOptions): ScalingTrigger {
    return remote('prometheus', options, {
      metadata: {
        serverAddress: options.serverAddress,
        query,
        threshold: options.valuePerPod,
        activationThreshold: options.activation,
        // By default KEDA takes an empty answer for zero, and a metric that is gone takes the pods with it.
        ignoreNullValues: options.emptyIsZero ?? false,
      },
    });
  }

  /** The number that a query of PostgreSQL gives. */
  public static postgreSql(database: IEventSource, query: string, options: PostgreSqlTriggerOptions): ScalingTrigger {
    return remote('postgresql', options, {
      source: database,
      metadata: { query, targetQueryValue: options.valuePerPod, activationTargetQueryValue: options.activation },
    });
  }

  /** A number of pods between two times. Outside of them the other triggers decide, or the minimum. */
  public static cron(options: CronTriggerOptions): ScalingTrigger {
    const { start, end, pods, timeZone: timezone = 'Etc/UTC' } = options;
    return new ScalingTrigger({
      type: 'cron',
      name: options.triggerName,
      metadata: texts({ timezone, start, end, desiredReplicas: pods }),
    });
  }

  /** The share of the requested CPU to aim at, in percent. It wakes nobody: zero pods use none. */
  public static cpu(percent: number, options: ResourceTriggerOptions = {}): ScalingTrigger {
    return resource('cpu', percent, options);
  }

  /** The share of the requested memory to aim at, in percent. It wakes nobody: zero pods use none. */
  public static memory(percent: number, options: ResourceTriggerOptions = {}): ScalingTrigger {
    return resource('memory', percent, options);
  }

  /** The number that an API gives. */
  public static metricsApi(url: string, options: MetricsApiOptions): ScalingTrigger {
    return remote('metrics-api', options, {
      metadata: {
        url,
        format: options.format ?? MetricsFormat.JSON,
        valueLocation: options.valueLocation,
        targetValue: options.valuePerPod,
        activationTargetValue: options.activation,
      },
    });
  }

  /** Any scaler of KEDA by the name of its type, with its parameters as KEDA names them. */
  public static custom(scaler: string, options: CustomTriggerOptions): ScalingTrigger {
    return remote(scaler, options, { source: options.source, protocol: options.protocol, metadata: {} });
  }

  /**
   * Makes a trigger.
   *
   * @internal
   */
  public static _of(definition: TriggerDefinition): ScalingTrigger {
    return new ScalingTrigger(definition);
  }

  /** The type of the scaler, for example `rabbitmq`. */
  public readonly kind: string;

  private constructor(
    /**
     * What it is made of.
     *
     * @internal
     */
    public readonly _definition: TriggerDefinition,
  ) {
    this.kind = _definition.type;
  }
}

interface RemoteDefinition extends Pick<TriggerDefinition, 'source' | 'perPod' | 'countsRunning'> {
  readonly protocol?: string;
  readonly metadata: Parameters<typeof texts>[0];
}

function remote(type: string, options: RemoteTriggerOptions, definition: RemoteDefinition): ScalingTrigger {
  const { metadata, protocol, ...rest } = definition;
  return ScalingTrigger._of({
    type,
    name: options.triggerName,
    metricType: options.metricType,
    cachedMetrics: options.cachedMetrics,
    authentication: options.authentication,
    request: { scaler: type, protocol },
    ...rest,
    metadata: { ...texts(metadata), ...options.parameters },
  });
}

function serviceBus(entity: Record<string, string>, options: AzureServiceBusOptions): ScalingTrigger {
  return remote('azure-servicebus', options, {
    metadata: {
      ...entity,
      namespace: options.serviceBusNamespace,
      messageCount: options.messagesPerPod,
      activationMessageCount: options.activation,
    },
    perPod: options.messagesPerPod,
    countsRunning: true,
  });
}

function resource(type: string, percent: number, options: ResourceTriggerOptions): ScalingTrigger {
  return ScalingTrigger._of({
    type,
    name: options.triggerName,
    metricType: TriggerMetricType.UTILIZATION,
    metadata: texts({ value: percent, containerName: options.container }),
  });
}
