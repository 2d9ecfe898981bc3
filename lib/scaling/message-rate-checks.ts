import type { Construct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { reportError } from '../core/diagnostic-registry';
import { Cluster } from '../environment/cluster';
import type { MessageRate } from '../environment/message-rate';
import { sameRate, servedAs } from './adapter-registry';
import type { Scaling } from './scaling';

const SERVED_ELSEWHERE = 'rate-served-elsewhere';
const PROPERTY = 'scaling.onMessagesPerSecond';

/** Reports a scaling on messages that nobody could measure, and one that is none. */
export function checkMessageRate(scope: Construct, scaling: Scaling): void {
  const { messageRate: rate, messagesPerSecond: perPod } = scaling;
  if (rate === undefined || perPod === undefined) {
    return;
  }
  rate._check(scope, `${PROPERTY}.rate`);
  if (!Number.isInteger(perPod) || perPod < 1 || perPod > Number.MAX_SAFE_INTEGER) {
    reportError(scope, {
      property: PROPERTY,
      value: String(perPod),
      rule: 'the number of messages a second that one pod is meant for is a whole number above 0',
      fix: 'give what a pod handles with some room left, such as 1000',
    });
  }
  const { prometheusAdapter, keda, prometheus } = Cluster.of(scope);
  if (!prometheusAdapter && !keda) {
    reportError(scope, {
      property: PROPERTY,
      value: `${rate.metric}, on a cluster without prometheus-adapter and KEDA`,
      rule: 'Kubernetes measures CPU and memory alone: what else an autoscaler follows somebody has to serve',
      fix: 'declare what the cluster has, prometheusAdapter: {} or keda: {}; or scale on CPU and memory',
    });
  } else if (!prometheus) {
    reportError(scope, {
      property: PROPERTY,
      value: `${rate.metric}, on a cluster without Prometheus`,
      rule: 'the metric is one that Prometheus scrapes: without it nothing may reach the metrics port',
      fix: 'declare prometheus: {} on the cluster',
    });
  }
}

/** Reports a rate that the adapter of the cluster has no rule for: the autoscaler would never see it. */
export function checkServed(scope: Construct, rate: MessageRate): void {
  const other = servedAs(scope, rate);
  if ((other && sameRate(other, rate)) || acknowledgementsOf(scope).covers(scope, SERVED_ELSEWHERE)) {
    return;
  }
  reportError(scope, {
    property: PROPERTY,
    value: other
      ? `${rate.metric} by ${rate._rule().metricsQuery}, which is served by ${other._rule().metricsQuery}`
      : `${rate.metric}, which the prometheus-adapter has no rule for`,
    rule: 'the adapter of a cluster reads one file of rules: what is not in it no autoscaler sees',
    fix: 'declare the same MessageRate on the cluster, prometheusAdapter: { rates: [rate] }, from which PrometheusAdapterRules of the cluster-wide app writes the file; or acknowledge it with the reason why the rule is there already',
    id: SERVED_ELSEWHERE,
  });
}
