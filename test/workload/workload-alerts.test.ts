import { Chart, Duration, Testing } from 'cdk8s';
import {
  AlertSeverity,
  Cluster,
  Controller,
  Environment,
  Image,
  Manifests,
  NamespaceChart,
  Scaling,
  Workload,
  type WorkloadProps,
} from '../../lib';
import { problems, warnings } from '../support/findings';
import { chartIn, manifestsOf, workload } from '../support/workload';

const OPERATED = Cluster.generic({ prometheusOperator: {} });

const made = (props: Partial<WorkloadProps> = {}) => workload(props, chartIn(OPERATED));

/** The alerts of a workload by name. */
function alerts(of: Workload) {
  const [found] = manifestsOf(of).objects('PrometheusRule');
  const rules: { alert: string; for?: string; expr: string }[] = found.spec.groups[0].rules;
  return Object.fromEntries(rules.map((rule) => [rule.alert, rule]));
}

const service = ['PodsNotReady', 'NoPodReady', 'PodCrashLooping', 'RolloutStuck'];

test('a Deployment of one pod: whole', () => {
  expect(manifestsOf(made({ replicas: 1 })).objects('PrometheusRule')).toMatchSnapshot();
});

test.each<[string, Partial<WorkloadProps>, string[]]>([
  ['a Deployment', {}, [...service, 'DisruptionBudgetExhausted']],
  [
    'one that is scaled',
    { scaling: Scaling.pods({ min: 2, max: 4 }).onCpu(70) },
    [...service, 'AutoscalerAtMaximum', 'AutoscalerWithoutMetrics', 'DisruptionBudgetExhausted'],
  ],
  ['a StatefulSet of one pod', { controller: Controller.statefulSet() }, [...service, 'PodOnDeadNode']],
  ['a Job', { controller: Controller.job() }, ['JobFailed']],
  ['a CronJob', { controller: Controller.cronJob('0 3 * * *') }, ['JobFailed', 'ScheduleMissed']],
])('the alerts of %s follow from what it is', (_what, props, names) => {
  expect(Object.keys(alerts(made(props)))).toEqual(names);
});

describe('the alert of a failed task shows the way to what it said', () => {
  const description = (controller: Controller) => {
    const [{ spec }] = manifestsOf(made({ controller })).objects('PrometheusRule');
    return spec.groups[0].rules[0].annotations.description as string;
  };

  test('in the pods of its tries, which stay', () => {
    expect(description(Controller.job())).toBe(
      'The last run of api failed, after all its tries or at its deadline. Read what it said: kubectl -n {{ $labels.namespace }} logs -l batch.kubernetes.io/job-name={{ $labels.job_name }} --all-containers --prefix --tail=-1 --ignore-errors',
    );
  });

  test.each([Controller.job({ restartInPlace: true }), Controller.cronJob('0 3 * * *', { restartInPlace: true })])(
    'elsewhere where Kubernetes has deleted its pod: %#',
    (controller) => {
      expect(description(controller)).toBe(
        'The last run of api failed, after all its tries or at its deadline. Kubernetes deleted its pod and the log with it (restartPolicy: OnFailure). Read what the log system of the cluster kept, and events: kubectl -n {{ $labels.namespace }} get events --sort-by=.lastTimestamp',
      );
    },
  );
});

test('they stand in one object, which names what they are about', () => {
  const found = manifestsOf(made({ scaling: Scaling.pods({ min: 2, max: 4 }).onCpu(70) })).objects('PrometheusRule');
  expect(found.map(({ metadata }) => metadata.name)).toEqual(['api']);
  const { AutoscalerAtMaximum, DisruptionBudgetExhausted } = alerts(
    made({ scaling: Scaling.pods({ min: 2, max: 4 }).onCpu(70) }),
  );
  expect(AutoscalerAtMaximum.expr).toContain('{namespace="shop",horizontalpodautoscaler="api-hpa"}');
  expect(DisruptionBudgetExhausted.expr).toContain('{namespace="shop",poddisruptionbudget="api-pdb"}');
});

test('there are none where no operator would read them', () => {
  expect(manifestsOf(workload({}, chartIn(Cluster.generic()))).objects('PrometheusRule')).toEqual([]);
});

test.each<[keyof NonNullable<WorkloadProps['alerts']>, string, Partial<WorkloadProps>, string]>([
  ['notReady', 'PodsNotReady', {}, '900s'],
  ['noneReady', 'NoPodReady', {}, '300s'],
  ['crashLooping', 'PodCrashLooping', {}, '600s'],
  ['rolloutStuck', 'RolloutStuck', {}, '60s'],
  ['rolloutStuck', 'RolloutStuck', { controller: Controller.statefulSet() }, '1800s'],
  ['onDeadNode', 'PodOnDeadNode', { controller: Controller.statefulSet() }, '300s'],
  ['withoutRoom', 'DisruptionBudgetExhausted', {}, '1800s'],
  ['atMaximum', 'AutoscalerAtMaximum', { scaling: Scaling.pods({ min: 2, max: 4 }).onCpu(70) }, '1800s'],
])('%s of %s (%p) is %s by default, and can be said', (property, alert, props, usual) => {
  expect(alerts(made(props))[alert].for).toBe(usual);
  expect(alerts(made({ ...props, alerts: { [property]: Duration.seconds(7) } }))[alert].for).toBe('7s');
});

test('a schedule is missed when it is later than it may begin and the run before may take', () => {
  const late = (controller: Controller, missedBy?: Duration): string =>
    alerts(made({ controller, alerts: { missedBy } }))
      .ScheduleMissed.expr.split('\n')
      .slice(-1)[0];
  expect(late(Controller.cronJob('0 3 * * *'))).toBe('> 900');
  const slow = { startingDeadline: Duration.minutes(1), deadline: Duration.hours(1) };
  expect(late(Controller.cronJob('0 3 * * *', slow))).toBe('> 3660');
  expect(late(Controller.cronJob('0 3 * * *', slow), Duration.hours(2))).toBe('> 7200');
});

test('an alert is left out with its reason, which stands on the object', () => {
  const scaled = made({
    scaling: Scaling.pods({ min: 2, max: 4 }).onCpu(70),
    alerts: { without: { RolloutStuck: 'a pipeline watches it', AutoscalerAtMaximum: 'it is meant to run so' } },
  });
  expect(problems(scaled)).toEqual([]);
  expect(Object.keys(alerts(scaled))).toEqual([
    'PodsNotReady',
    'NoPodReady',
    'PodCrashLooping',
    'AutoscalerWithoutMetrics',
    'DisruptionBudgetExhausted',
  ]);
  expect(manifestsOf(scaled).objects('PrometheusRule')[0].metadata.annotations).toEqual({
    'tradewind.dev/without-alerts': 'AutoscalerAtMaximum: it is meant to run so; RolloutStuck: a pipeline watches it',
  });
});

test('leaving out what there is not, or for no reason', () => {
  expect(problems(made({ replicas: 1, alerts: { without: { AutoscalerAtMaximum: 'x', NoPodReady: ' ' } } }))).toEqual([
    [
      'test/shop/api  alerts.without.AutoscalerAtMaximum',
      'this workload has no such alert',
      '→ name one of: PodsNotReady, NoPodReady, PodCrashLooping, RolloutStuck',
    ],
    [
      'test/shop/api  alerts.without.NoPodReady',
      'got an empty reason',
      'what nobody is told about has a reason that an auditor reads',
      '→ say in a sentence why nobody has to know',
    ],
  ]);
});

test('in a chart without a namespace there are none, and a warning says so', () => {
  const environment = new Environment(Testing.app(), 'test', { cluster: OPERATED });
  const api = new Workload(new Chart(environment, 'shop'), 'api', { image: Image.of('registry.example/api', '1') });
  expect(warnings(api)).toEqual([
    [
      'test/shop/api  alerts  [without-alerts]',
      'got a chart without a namespace',
      'an alert could not tell this workload from one of the same name elsewhere: it has none',
      '→ give the chart its namespace',
    ],
  ]);
  expect(manifestsOf(api).objects('PrometheusRule')).toEqual([]);
});

test('a budget that comes with an autoscaler made elsewhere has its alert, too', () => {
  const api = made({ replicas: 1 });
  api.markHasAutoscaler();
  expect(Object.keys(alerts(api))).toContain('DisruptionBudgetExhausted');
});

class Queued extends Workload {
  tellOf(name: string): void {
    const texts = { expression: 'up == 0', summary: 'x', description: 'x' };
    this.addAlerts('queue-alerts', [{ name, severity: AlertSeverity.INFO, ...texts }]);
  }
}

test('a pattern adds alerts of its own to the same object, which can be left out, too', () => {
  const queued = (without: Record<string, string>): Queued => {
    const made = new Queued(chartIn(OPERATED), 'api', {
      image: Image.of('registry.example/api', '1'),
      replicas: 1,
      alerts: { without },
    });
    made.tellOf('QueueBacklog');
    return made;
  };
  expect(Object.keys(alerts(queued({})))).toEqual([...service, 'QueueBacklog']);
  const quiet = queued({ QueueBacklog: 'the queue is long by nature' });
  expect(problems(quiet)).toEqual([]);
  expect(Object.keys(alerts(quiet))).toEqual(service);
});

describe('the quota of a namespace', () => {
  const chart = (quotaAlertPercent?: number, cluster = OPERATED): NamespaceChart =>
    new NamespaceChart(new Environment(Testing.app(), 'test', { cluster }), 'shop', { quotaAlertPercent });

  test('has an alert at 85 percent, or at what is said', () => {
    const manifests = Manifests.of(chart());
    expect(manifests.resource('PrometheusRule', 'namespace')).toMatchSnapshot();
    const [rule] = Manifests.of(chart(70)).resource('PrometheusRule', 'namespace').spec.groups[0].rules;
    expect(rule.expr).toMatch(/> 70$/);
    expect(Manifests.of(chart(70, Cluster.generic())).objects('PrometheusRule')).toEqual([]);
  });

  test.each([0, 100, -1, NaN])('at %d percent is refused', (percent) => {
    expect(problems(chart(percent))).toEqual([
      [
        'test/shop  quotaAlertPercent',
        `got ${percent}`,
        'somebody is told before a quota is used up: at a share of it',
        '→ give more than 0 and less than 100 percent; 85 is the default',
      ],
    ]);
  });
});
