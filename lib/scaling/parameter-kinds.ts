import { isGoDuration } from '../core/cron-schedule';

/** A kind of value that KEDA reads a text as, and what to write. */
export interface ParameterKind {
  readonly description: string;
  readonly example: string;
  matches(text: string): boolean;
}

const BOOLEAN: ParameterKind = {
  description: 'true or false',
  example: "'true' or 'false'",
  matches: (text) => /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text),
};
const INTEGER: ParameterKind = {
  description: 'a whole number',
  example: "a whole number such as '10'",
  matches: (text) => /^-?(?:0|[1-9]\d*)$/.test(text),
};
const NUMBER: ParameterKind = {
  description: 'a number',
  example: "a number such as '10' or '0.5'",
  matches: (text) => /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text),
};
const DURATION: ParameterKind = {
  description: 'a duration, or a number of milliseconds',
  example: "a duration such as '30s' or '1m30s'",
  matches: (text) => /^\d+$/.test(text) || (!text.startsWith('-') && isGoDuration(text)),
};

/**
 * KEDA's schema calls every parameter a string; these are the types that the configurations of its scalers read them
 * as, by the name of the parameter. The same name nearly always means the same type: what differs stands after the name
 * of its scaler.
 */
const KINDS: readonly (readonly [ParameterKind | undefined, string])[] = [
  [
    BOOLEAN,
    `aggregateFromKubeServiceEndpoints allowIdleConsumers caseInsensitiveDemandsProcessing enableEtags
     enableManagedDownloads ensureEvenDistributionOfPartitions excludePersistentLag excludeUnacknowledged
     external-push.enableTLS external.enableTLS fetchUnfinishedJobsOnly global groupByNode ignoreNullValues
     includeDelayed isPartitionedTopic kerberosDisableFAST limitToPartitionsWithLag
     matchUnlabeledJobsWithUnlabeledRunners noDataError noDefaultLabels onlyFiles opensearch.enableTLS recursive
     redis-cluster-streams.enableTLS redis-cluster.enableTLS redis-sentinel-streams.enableTLS redis-sentinel.enableTLS
     redis-streams.enableTLS redis.enableTLS requireAllDemands requireAllDemandsAndIgnoreOthers scaleOnDelayed
     scaleOnInFlight scaleToZeroOnInvalidOffset selectAllActive selectUnversioned unsafeSSL unsafeSsl
     useClusterAgentProxy useHttps useRegex`,
  ],
  [
    INTEGER,
    `activationAggregatedClientAverageTxByteRateTarget activationAggregatedClientAverageTxMsgRateTarget
     activationAggregatedClientTxByteRateTarget activationAggregatedClientTxMsgRateTarget activationBlobCount
     activationDepthThreshold activationLagCount activationLagThreshold activationListLength activationMessageCount
     activationMessageCountTarget activationMessageReceiveRateTarget activationMessageSpoolUsageTarget
     activationMsgBacklogThreshold activationObjectCount activationQueueDepth activationQueueLength
     activationShardCount activationTargetObjectCount activationTargetPipelinesQueueLength activationTargetQueueSize
     activationUnprocessedEventThreshold age aggregatedClientAverageTxByteRateTarget
     aggregatedClientAverageTxMsgRateTarget aggregatedClientTxByteRateTarget aggregatedClientTxMsgRateTarget
     alignmentPeriodSeconds applicationID aws-dynamodb.activationTargetValue aws-dynamodb.targetValue blobCount
     cassandra.activationTargetQueryValue cassandra.port cassandra.targetQueryValue connectionLimit
     couchdb.activationQueryValue couchdb.queryValue databaseIndex datadogMetricsServicePort depthThreshold
     desiredReplicas duration filterDuration granularity groupVersion installationID intervalS jobsToFetch lagCount
     lagThreshold lastAvailablePointOffset listLength maxBucketItemsToScan maxRetries messageCount messageCountTarget
     messageReceiveRateTarget messageSpoolUsageTarget metricCollectionTime metricEndTimeOffset metricStatPeriod
     minConnectTimeout msgBacklogThreshold mssql.port new-relic.account nodeMaxSessions objectCount
     openstack-metric.timeout openstack-swift.timeout pageSize pendingEntriesCount poolID protocolVersion
     queryPollingTries queryTimeoutSeconds queueDepth queueLength queuedMessagesFactor
     selenium-grid.activationThreshold shardCount splunk-observability.duration splunk.activationValue
     splunk.targetValue stalePartitionInfoThreshold streamLength subscriptionSize targetObjectCount
     targetPipelinesQueueLength targetQueueSize targetWorkflowQueueLength timeWindowOffset unprocessedEventThreshold
     watchProgressNotifyInterval`,
  ],
  [
    NUMBER,
    `activationQueryValue activationTargetMetricValue activationTargetQueryValue activationTargetValue
     activationThreshold activationThresholdValue activationValue metricUnavailableValue minMetricValue queryValue
     rabbitmq.queueLength targetMetricValue targetQueryValue targetValue threshold thresholdValue value valueIfNull`,
  ],
  [DURATION, 'logsPollingInterval lookAhead quantization queryPollingWait timeHorizon timeout timerange'],
  // A percentage for one metric type, a quantity for the other: the trigger knows which.
  [undefined, 'cpu.value memory.value'],
];

let byName: Map<string, ParameterKind | undefined> | undefined;

/** What KEDA reads a parameter as; undefined for a text. */
export function kindOfParameter(scaler: string, name: string): ParameterKind | undefined {
  byName ??= new Map(KINDS.flatMap(([kind, names]) => names.split(/\s+/).map((each) => [each, kind] as const)));
  const own = `${scaler}.${name}`;
  return byName.has(own) ? byName.get(own) : byName.get(name);
}
