/** Parameters of which one combination has to be complete. */
export interface Requirement {
  /**
   * Each a combination: names between spaces, `a|b` where either name does. With `-` before it, a name that must not
   * be given beside the others.
   */
  readonly oneOf: readonly string[];

  /** Whether it holds only with a workload identity, or only without; always where it is left out. */
  readonly identity?: boolean;
}

/** Where KEDA's schema of its scalers says something else than the scalers do. */
export interface SchemaCorrection {
  readonly scalers: readonly string[];
  readonly reason: string;
  /** Parameters that the schema lacks or has wrong, in its compact form. */
  readonly parameters?: string;
  /** Parameters that are not required after all; `*` for all of them that may come from an authentication. */
  readonly optional?: string;
  readonly requirements?: readonly Requirement[];
  /** Whether it takes parameters of any name. */
  readonly open?: boolean;
}

const REDIS = [
  'redis',
  'redis-cluster',
  'redis-cluster-streams',
  'redis-sentinel',
  'redis-sentinel-streams',
  'redis-streams',
];
const AWS = ['aws-cloudwatch', 'aws-dynamodb', 'aws-dynamodb-streams', 'aws-kinesis-stream', 'aws-sqs-queue'];
const OAUTH = 'oauthTokenURI:a scopes:a scope:a clientID:a clientSecret:a endpointParams:a';

/** Read in the source of KEDA 2.20.2. When the schema is taken anew, see whether each still holds. */
export const SCHEMA_CORRECTIONS: readonly SchemaCorrection[] = [
  {
    scalers: ['arangodb', 'loki', 'metrics-api', 'predictkube', 'prometheus', 'pulsar'],
    reason: 'the schema leaves out what lies in a structure of another package: the authentication of HTTP scalers',
    parameters: `authModes:ma=apiKey|basic|tls|bearer|custom|oauth authMode:ma=apiKey|basic|tls|bearer|custom|oauth
      bearerToken:a token:a username:a password:a cert:a key:a ca:a ${OAUTH} customAuthHeader:a customAuthValue:a
      apiKey:ma method:ma=header|query keyParamName:ma`,
  },
  {
    scalers: ['rabbitmq'],
    reason:
      'the same for OAuth; and the code allows some values only, wants a target with its mode, and both or neither',
    parameters: `${OAUTH} protocol:ma=auto|http|amqp tls:a=enable|disable operation:m=sum|avg|max
      mode:m=Unknown|QueueLength|MessageRate|DeliverGetRate|PublishedToDeliveredRatio|ExpectedQueueConsumptionTime`,
    requirements: [
      { oneOf: ['username password', '-username -password'] },
      { oneOf: ['cert key', '-cert -key'] },
      { oneOf: ['mode value -queueLength', 'queueLength -mode -value', '-mode -value -queueLength'] },
    ],
  },
  {
    scalers: ['azure-eventhub'],
    reason:
      'the same for everything but the thresholds; and what is required depends on the identity. A connection names its hub, and the client refuses it with another name beside it, though the code looks as if it took one',
    parameters: `connection:ea consumerGroup:m storageConnection:ea storageAccountName:m blobContainer:m
      eventHubNamespace:me eventHubName:me checkpointStrategy:m=azureFunction|blobMetadata|goSdk|dapr cloud:m
      endpointSuffix:m storageEndpointSuffix:m`,
    requirements: [
      { oneOf: ['connection storageConnection -eventHubName'], identity: false },
      { oneOf: ['eventHubNamespace eventHubName storageAccountName|storageConnection'], identity: true },
    ],
  },
  {
    scalers: REDIS,
    reason: 'the schema requires every way to connect at once; the code wants one address, in one of these forms',
    optional: '*',
    requirements: [{ oneOf: ['address|addresses', 'host|hosts port|ports'] }],
  },
  {
    scalers: ['azure-servicebus'],
    reason:
      'the code wants a queue, or a topic with its subscription; and a connection, or the namespace of an identity',
    parameters: 'cloud:m endpointSuffix:m',
    requirements: [
      { oneOf: ['queueName -topicName -subscriptionName', 'topicName subscriptionName -queueName'] },
      { oneOf: ['connection'], identity: false },
      { oneOf: ['namespace'], identity: true },
    ],
  },
  {
    scalers: ['azure-blob', 'azure-queue'],
    reason: 'the code wants a connection, or the account of an identity; and its storage may be in another cloud',
    parameters: 'cloud:m connectionFromEnv:m',
    requirements: [
      { oneOf: ['connection|connectionFromEnv'], identity: false },
      { oneOf: ['accountName'], identity: true },
    ],
  },
  {
    scalers: ['azure-app-insights', 'azure-data-explorer'],
    reason: 'the code reads the endpoint of another cloud, too',
    parameters: 'cloud:m activeDirectoryEndpoint:m',
  },
  {
    scalers: ['prometheus'],
    reason: 'the code signs for Prometheus of Azure and of AWS, too',
    parameters: 'cloud:m azureManagedPrometheusResourceURL:m',
  },
  {
    scalers: [...AWS, 'apache-kafka', 'kafka', 'prometheus'],
    reason: 'the schema leaves out how AWS is asked: the code reads it beside the configuration',
    parameters: `awsAccessKeyID:mea awsAccessKeyId:a awsSecretAccessKey:ea awsSessionToken:a awsRoleArn:a
      identityOwner:m`,
  },
  {
    scalers: ['gcp-cloudtasks', 'gcp-pubsub', 'gcp-stackdriver', 'gcp-storage'],
    reason: 'the schema leaves out how Google is asked: the code reads it beside the configuration',
    parameters: 'GoogleApplicationCredentials:a credentials:me credentialsFromEnvFile:m',
  },
  {
    scalers: ['gcp-pubsub'],
    reason: 'the code wants a subscription or a topic, not both',
    requirements: [{ oneOf: ['subscriptionName -topicName', 'topicName -subscriptionName'] }],
  },
  {
    scalers: ['huawei-cloudeye'],
    reason: 'the schema leaves out the authentication, which has a configuration of its own',
    parameters: `IdentityEndpoint:ar ProjectID:ar DomainID:ar Region:ar Domain:ar Cloud:a AccessKey:ar SecretKey:ar`,
  },
  {
    scalers: ['openstack-metric'],
    reason: 'the schema leaves out the authentication, which the code reads by hand',
    parameters: 'authURL:ar userID:a password:a appCredentialSecret:a',
    requirements: [{ oneOf: ['userID password', 'appCredentialSecret'] }],
  },
  {
    scalers: ['kafka'],
    reason: 'the code wants the names of a user for the mechanisms that log in with one',
    requirements: [{ oneOf: ['username password', '-username -password'] }, { oneOf: ['cert key', '-cert -key'] }],
  },
  {
    scalers: ['ibmmq'],
    reason: 'two names of one parameter stand as two that are required',
    optional: 'queueName queueNames',
    requirements: [{ oneOf: ['queueName|queueNames'] }],
  },
  {
    scalers: ['nats-jetstream'],
    reason: 'the code wants an account, by its name or its id',
    requirements: [{ oneOf: ['account|accountID'] }],
  },
  {
    scalers: ['postgresql'],
    reason: 'the code wants a target, and a connection as a whole or in parts',
    requirements: [
      { oneOf: ['targetQueryValue'] },
      { oneOf: ['connection', 'host port userName dbName sslmode'], identity: false },
      { oneOf: ['host port userName dbName sslmode'], identity: true },
    ],
  },
  {
    scalers: ['metrics-api'],
    reason: 'the code wants a target',
    requirements: [{ oneOf: ['targetValue'] }],
  },
  {
    scalers: ['mongodb'],
    reason: 'the code wants a connection as a whole or in parts; one scheme needs no port',
    requirements: [{ oneOf: ['connectionString', 'host username password'] }],
  },
  {
    scalers: ['mssql'],
    reason: 'the code wants a connection as a whole or its host',
    requirements: [{ oneOf: ['connectionString', 'host'] }],
  },
  {
    scalers: ['elasticsearch', 'opensearch'],
    reason: 'the code wants a query or the name of its template, not both',
    requirements: [{ oneOf: ['query -searchTemplateName', 'searchTemplateName -query'] }],
  },
  {
    scalers: ['sumologic'],
    reason: 'rows of a query are parameters that begin with its name, which the schema writes with an asterisk',
    parameters: 'query.*:m',
  },
  {
    scalers: ['external', 'external-push'],
    reason: 'every parameter is handed on to the scaler outside, which alone knows them',
    open: true,
  },
];
