import { ScalerAuthentication, ScalingTrigger, WorkloadIdentity } from '../../lib';
import { key } from '../support/event-source';
import { expectProblem, problems } from '../support/findings';
import { scaledBy } from '../support/worker';

const AT = 'test/shop/worker  scaling.triggers[0]';
const identity = ScalerAuthentication.workloadIdentity(WorkloadIdentity.azure('client'));
const custom = (scaler: string, parameters: Record<string, string>, authentication?: ScalerAuthentication) =>
  scaledBy(() => ScalingTrigger.custom(scaler, { parameters, authentication }));
const FIX = '→ give what is missing, and nothing beside it';

test.each<[string, Record<string, string>, ScalerAuthentication | undefined]>([
  ['redis', { listName: 'l', address: 'r:1' }, undefined],
  ['redis', { listName: 'l', hosts: 'r', ports: '1' }, undefined],
  ['redis', { listName: 'l', addressFromEnv: 'REDIS' }, undefined],
  ['redis', { listName: 'l' }, ScalerAuthentication.credentials({ address: key('address') })],
  ['azure-servicebus', { queueName: 'q', namespace: 'n' }, identity],
  ['azure-servicebus', { queueName: 'q', connectionFromEnv: 'BUS' }, undefined],
  ['postgresql', { query: 'q', targetQueryValue: '1', connectionFromEnv: 'DATABASE' }, undefined],
  ['rabbitmq', { queueName: 'q', hostFromEnv: 'BROKER', queueLength: '5' }, undefined],
])('%s with %p', (scaler, parameters, authentication) => {
  expect(problems(custom(scaler, parameters, authentication))).toEqual([]);
});

test.each<[string, Record<string, string>, ScalerAuthentication | undefined, string, string]>([
  [
    'redis',
    { listName: 'l', host: 'r' },
    undefined,
    'got host',
    'the scaler redis wants address or addresses; or host or hosts and port or ports',
  ],
  [
    'azure-servicebus',
    { queueName: 'q', topicName: 't', connectionFromEnv: 'BUS' },
    undefined,
    'got queueName, topicName',
    'the scaler azure-servicebus wants queueName without topicName or subscriptionName; or topicName and subscriptionName without queueName',
  ],
  [
    'azure-servicebus',
    { queueName: 'q' },
    identity,
    'got nothing',
    'the scaler azure-servicebus wants namespace, with a workload identity',
  ],
  [
    'rabbitmq',
    { queueName: 'q', host: 'http://b/', mode: 'QueueLength' },
    undefined,
    'got mode',
    'the scaler rabbitmq wants mode and value without queueLength; or queueLength without mode or value; or without mode or value or queueLength',
  ],
  [
    'rabbitmq',
    { queueName: 'q', host: 'http://b/' },
    ScalerAuthentication.credentials({ username: key('username') }),
    'got username',
    'the scaler rabbitmq wants username and password; or without username or password',
  ],
  [
    'azure-eventhub',
    { eventHubName: 'h', blobContainer: 'c' },
    ScalerAuthentication.credentials({ connection: key('a'), storageConnection: key('b') }),
    'got connection, storageConnection, eventHubName',
    'the scaler azure-eventhub wants connection and storageConnection without eventHubName',
  ],
])('%s with %p', (scaler, parameters, authentication, got, rule) => {
  expectProblem(custom(scaler, parameters, authentication), [AT, got, rule, FIX]);
});

test('an identity is no way to ask everybody', () => {
  const parameters = { bootstrapServers: 'k:1', consumerGroup: 'g', topic: 't' };
  expectProblem(custom('kafka', parameters, identity), [
    `${AT}.authentication`,
    'got a workload identity',
    'the scaler kafka cannot ask by an identity of Azure',
    '→ use ScalerAuthentication.credentials(…)',
  ]);
});
