import type { IConstruct } from 'constructs';
import { RabbitProtocol, ScalerAuthentication, ScalingTrigger, WorkloadIdentity } from '../../lib';
import { FakeBroker, key } from './event-source';

const identity = ScalerAuthentication.workloadIdentity(WorkloadIdentity.azure('11111111-1111-1111-1111-111111111111'));
const CONNECTIONS = ScalerAuthentication.credentials({
  connection: key('connection'),
  storageConnection: key('storage'),
});

/** Every trigger kind that the library types, in each of its forms, as it asks servers that are not there. */
export function typedTriggers(scope: IConstruct, address = '127.0.0.1'): Record<string, ScalingTrigger> {
  const http = new FakeBroker(scope, {
    parameters: { host: `http://${address}:1/` },
    credentials: { username: key('username'), password: key('password') },
  });
  const amqp = new FakeBroker(scope, { credentials: { host: key('url') } });
  const redis = new FakeBroker(scope, {
    parameters: { address: `${address}:1` },
    credentials: { username: key('username'), password: key('password') },
  });
  const database = new FakeBroker(scope, {
    parameters: { host: address, port: '1', dbName: 'shop', sslmode: 'require' },
    credentials: { userName: key('username'), password: key('password') },
  });
  const kafka = { bootstrapServers: [`${address}:1`], consumerGroup: 'orders', messagesPerPod: 100 };
  return {
    'rabbit-http': ScalingTrigger.rabbitQueue(http, 'tasks', {
      messagesPerPod: 50,
      activation: 5,
      virtualHost: 'shop',
    }),
    'rabbit-amqp': ScalingTrigger.rabbitQueue(amqp, 'tasks', { messagesPerPod: 50, protocol: RabbitProtocol.AMQP }),
    kafka: ScalingTrigger.kafka('orders', kafka),
    'kafka-sasl': ScalingTrigger.kafka('orders', {
      ...kafka,
      parameters: { sasl: 'scram_sha512', tls: 'enable' },
      authentication: ScalerAuthentication.credentials({ username: key('username'), password: key('password') }),
    }),
    'event-hub-identity': ScalingTrigger.azureEventHub('trades', {
      eventsPerPod: 64,
      eventHubNamespace: 'hubs',
      storageAccount: 'checkpoints',
      blobContainer: 'trades',
      authentication: identity,
    }),
    'event-hub-connection': ScalingTrigger.azureEventHub('trades', {
      eventsPerPod: 64,
      blobContainer: 'trades',
      authentication: CONNECTIONS,
    }),
    'service-bus-queue': ScalingTrigger.azureServiceBusQueue('tasks', {
      messagesPerPod: 5,
      serviceBusNamespace: 'bus',
      authentication: identity,
    }),
    'service-bus-topic': ScalingTrigger.azureServiceBusTopic('events', 'audit', {
      messagesPerPod: 5,
      authentication: ScalerAuthentication.credentials({ connection: key('connection') }),
    }),
    'redis-list': ScalingTrigger.redisList(redis, 'tasks', { itemsPerPod: 10, databaseIndex: 1 }),
    'redis-stream': ScalingTrigger.redisStream(redis, 'tasks', { consumerGroup: 'workers', pendingPerPod: 10 }),
    'redis-stream-lag': ScalingTrigger.redisStream(redis, 'tasks', {
      consumerGroup: 'workers',
      lagPerPod: 10,
      activation: 2,
    }),
    'redis-stream-length': ScalingTrigger.redisStream(redis, 'tasks', { lengthPerPod: 10 }),
    'nats-jetstream': ScalingTrigger.natsJetStream('orders', 'workers', {
      monitoringEndpoint: `${address}:1`,
      messagesPerPod: 20,
    }),
    prometheus: ScalingTrigger.prometheus('sum(rate(traefik_service_requests_total[1m]))', {
      serverAddress: `http://${address}:1`,
      valuePerPod: 12.5,
    }),
    'prometheus-token': ScalingTrigger.prometheus('vector(1)', {
      serverAddress: `http://${address}:1`,
      valuePerPod: 1,
      emptyIsZero: true,
      parameters: { authModes: 'bearer' },
      authentication: ScalerAuthentication.credentials({ bearerToken: key('token') }),
    }),
    postgresql: ScalingTrigger.postgreSql(database, 'SELECT count(*) FROM tasks', { valuePerPod: 10, activation: 1 }),
    cron: ScalingTrigger.cron({ start: '0 8 * * 1-5', end: '0 18 * * 1-5', timeZone: 'Europe/London', pods: 5 }),
    cpu: ScalingTrigger.cpu(70),
    memory: ScalingTrigger.memory(80, { container: 'worker' }),
    'metrics-api': ScalingTrigger.metricsApi(`http://${address}:1/queue`, {
      valueLocation: 'waiting',
      valuePerPod: 10,
    }),
    custom: ScalingTrigger.custom('beanstalkd', { parameters: { server: `${address}:1`, tube: 'tasks', value: '10' } }),
  };
}
