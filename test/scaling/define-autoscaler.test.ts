import {
  Acknowledgements,
  Cluster,
  MessageRate,
  Port,
  PrometheusAdapterRules,
  Scaling,
  Workload,
  type WorkloadProps,
} from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { synthesized } from '../support/trees';
import { chartIn, IMAGE, manifestsOf } from '../support/workload';

const RATE = MessageRate.of('orders_messages_total', { labels: { status: 'success' } });
const SCALING = Scaling.pods({ min: 3, max: 20 }).onCpu(70).onMessagesPerSecond(1000, RATE);
const ADAPTER = Cluster.generic({ prometheus: {}, prometheusAdapter: { rates: [RATE] } });
const KEDA = Cluster.generic({ prometheus: {}, keda: {} });

function workload(scaling: Scaling, scope = chartIn(ADAPTER), props: Partial<WorkloadProps> = {}): Workload {
  return new Workload(scope, 'api', { image: IMAGE, ports: [Port.metrics(9090)], scaling, ...props });
}

test('on messages by the adapter: a metric of the pods in the one autoscaler', () => {
  const made = workload(SCALING.labeled({ component: 'autoscaling' }));
  manifestsOf(made).hasResource('HorizontalPodAutoscaler', 'api-hpa', {
    metadata: { labels: { component: 'autoscaling', 'app.kubernetes.io/name': 'api' } },
    spec: {
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        {
          type: 'Pods',
          pods: {
            metric: { name: 'orders_messages_per_second' },
            target: { type: 'AverageValue', averageValue: '1000' },
          },
        },
      ],
    },
  });
  expect(manifestsOf(made).objects('ScaledObject')).toEqual([]);
  expect(made.toMonitoringProfile().autoscaler).toBe('api-hpa');
});

test('on messages alone', () => {
  const made = workload(Scaling.pods({ min: 1, max: 3 }).onMessagesPerSecond(5, RATE));
  expect(manifestsOf(made).resource('HorizontalPodAutoscaler', 'api-hpa').spec.metrics).toHaveLength(1);
});

test('on messages by KEDA where there is no adapter: CPU goes to it, too', () => {
  const objects = synthesized((chart) => workload(SCALING.onMemory(80), chart), KEDA) as { kind: string }[];
  const scaled = objects.filter(({ kind }) => /Scale|HorizontalPod|TriggerAuth/.test(kind));
  expect(scaled).toMatchSnapshot();
});

test('by the adapter where there are both, and never twice', () => {
  const both = Cluster.generic({ prometheus: {}, prometheusAdapter: { rates: [RATE] }, keda: {} });
  const manifests = manifestsOf(workload(SCALING, chartIn(both)));
  expect(manifests.objects('HorizontalPodAutoscaler')).toHaveLength(1);
  expect(manifests.objects('ScaledObject')).toEqual([]);
});

test('without messages KEDA has no part in it', () => {
  const manifests = manifestsOf(workload(Scaling.pods({ min: 2, max: 4 }).onCpu(70), chartIn(KEDA)));
  expect(manifests.objects('HorizontalPodAutoscaler')).toHaveLength(1);
});

test('KEDA asks the Prometheus that the cluster declares, for the pods of this workload alone', () => {
  const cluster = Cluster.generic({
    prometheus: { namespace: 'observability', serviceName: 'prometheus', port: 80 },
    keda: {},
  });
  const scope = chartIn(cluster);
  workload(SCALING, scope);
  const { metadata } = manifestsOf(scope).resource('ScaledObject', 'api').spec.triggers[1];
  expect(metadata.serverAddress).toBe('http://prometheus.observability.svc:80');
  const pods = /pod=~"([^"]+)"/.exec(metadata.query)?.[1] ?? '';
  expect('api-7d4b9c8f6d-x2x4z').toMatch(new RegExp(`^(?:${pods})$`));
  expect('api-canary-7d4b9c8f6d-x2x4z').not.toMatch(new RegExp(`^(?:${pods})$`));
});

test('the bounds of the budget, the quota and the Deployment are those of the scaling, whoever scales', () => {
  const { spec } = manifestsOf(workload(SCALING, chartIn(KEDA))).resource('Deployment', 'api');
  expect(spec).not.toHaveProperty('replicas');
});

test('KEDA that cannot ask is told of', () => {
  const cluster = Cluster.generic({ prometheus: {}, prometheusOperator: {}, keda: {} });
  const { spec } = manifestsOf(workload(SCALING, chartIn(cluster))).resource('PrometheusRule', 'api');
  const alerts = spec.groups[0].rules.map(({ alert }: { alert: string }) => alert);
  expect(alerts).toEqual(expect.arrayContaining(['AutoscalerAtMaximum', 'AutoscalerWithoutMetrics', 'ScalerFailing']));
  expect(JSON.stringify(spec)).toContain('keda-hpa-api');
});

describe('what cannot be', () => {
  test('a cluster without anybody who serves the metric', () => {
    expectProblem(workload(SCALING, chartIn(Cluster.generic({ prometheus: {} }))), [
      'test/shop/api  scaling.onMessagesPerSecond',
      'got orders_messages_per_second, on a cluster without prometheus-adapter and KEDA',
      'Kubernetes measures CPU and memory alone: what else an autoscaler follows somebody has to serve',
      '→ declare what the cluster has, prometheusAdapter: {} or keda: {}; or scale on CPU and memory',
    ]);
  });

  test.each([
    ['by the adapter', Cluster.generic({ prometheusAdapter: { rates: [RATE] } })],
    ['by KEDA', Cluster.generic({ keda: {} })],
  ])('a cluster without Prometheus, %s', (_by, cluster) => {
    expectProblem(workload(SCALING, chartIn(cluster)), [
      'test/shop/api  scaling.onMessagesPerSecond',
      'got orders_messages_per_second, on a cluster without Prometheus',
      'the metric is one that Prometheus scrapes: without it nothing may reach the metrics port',
      '→ declare prometheus: {} on the cluster',
    ]);
  });

  test.each([0, -1, 1.5, Number.NaN])('%d messages for a pod', (perPod) => {
    const scaling = Scaling.pods({ min: 1, max: 3 }).onMessagesPerSecond(perPod, RATE);
    expectProblem(workload(scaling), [
      'test/shop/api  scaling.onMessagesPerSecond',
      `got ${perPod}`,
      'the number of messages a second that one pod is meant for is a whole number above 0',
      '→ give what a pod handles with some room left, such as 1000',
    ]);
  });

  test.each([
    ['by the adapter', ADAPTER],
    ['by KEDA', KEDA],
  ])('no pods that could be measured, %s', (_by, cluster) => {
    const scaling = Scaling.pods({ min: 0, max: 3 }).onMessagesPerSecond(10, RATE);
    expectProblem(workload(scaling, chartIn(cluster)), [
      'test/shop/api  scaling.min',
      'got 0',
      'on CPU and memory and messages a workload scales from at least one pod: without pods there is nothing to measure',
      '→ give a whole number of at least 1; 2 for what must survive the loss of a node',
    ]);
  });

  test('a rate that is none', () => {
    const rate = MessageRate.of('orders');
    const cluster = Cluster.generic({ prometheus: {}, prometheusAdapter: { rates: [rate] } });
    const [[place]] = problems(
      workload(Scaling.pods({ min: 1, max: 3 }).onMessagesPerSecond(10, rate), chartIn(cluster)),
    );
    expect(place).toBe('test/shop/api  scaling.onMessagesPerSecond.rate.counter');
  });
});

describe('a rule of the adapter', () => {
  const unwired = Cluster.generic({ prometheus: {}, prometheusAdapter: {} });

  test('that nobody writes is an error', () => {
    expectProblem(workload(SCALING, chartIn(unwired)), [
      'test/shop/api  scaling.onMessagesPerSecond  [rate-served-elsewhere]',
      'got orders_messages_per_second, which the prometheus-adapter has no rule for',
      'the adapter of a cluster reads one file of rules: what is not in it no autoscaler sees',
      '→ declare the same MessageRate on the cluster, prometheusAdapter: { rates: [rate] }, from which PrometheusAdapterRules of the cluster-wide app writes the file; or acknowledge it with the reason why the rule is there already',
    ]);
  });

  test('that counts something else is an error', () => {
    const other = Cluster.generic({
      prometheus: {},
      prometheusAdapter: { rates: [MessageRate.of('orders_messages_total')] },
    });
    const [[, value]] = problems(workload(SCALING, chartIn(other)));
    expect(value).toBe(
      'got orders_messages_per_second by sum(rate(<<.Series>>{status="success",<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>), which is served by sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)',
    );
  });

  test('that is the same by another value is none', () => {
    const again = MessageRate.of('orders_messages_total', { labels: { status: 'success' } });
    const cluster = Cluster.generic({ prometheus: {}, prometheusAdapter: { rates: [again] } });
    expect(problems(workload(SCALING, chartIn(cluster)))).toEqual([]);
  });

  test('that somebody else wrote is acknowledged with the reason', () => {
    const scope = chartIn(unwired);
    Acknowledgements.of(scope).add({ id: 'rate-served-elsewhere', reason: 'the platform team has it in its release' });
    expect(problems(workload(SCALING, scope))).toEqual([]);
  });

  test('that is written in the same tree follows, made before or after', () => {
    const scope = chartIn(unwired);
    workload(SCALING, scope);
    new PrometheusAdapterRules(scope, 'adapter-rules');
    expect(problems(scope)).toEqual([]);
    expect(manifestsOf(scope).resource('ConfigMap', 'prometheus-adapter-rules').data['config.yaml']).toContain(
      'seriesQuery: orders_messages_total',
    );
  });
});
