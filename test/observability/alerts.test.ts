import { Chart, Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity, Alerts, Cluster, Manifests } from '../../lib';
import { chartWith, problemsWith, synthesized, testChart } from '../support/trees';

const OPERATED = Cluster.generic({ prometheusOperator: {} });

const backlog: AlertRule = {
  name: 'QueueBacklog',
  expression: 'max by (namespace) (rabbitmq_queue_messages{namespace="shop"}) > 100',
  severity: AlertSeverity.WARNING,
  summary: '{{ $value }} messages wait',
  description: 'Work comes in faster than it is done.',
};
const runbook = { meaning: 'It grows.', checks: ['Look.'], remedies: ['Act.'] };

const alert =
  (changes: Partial<AlertRule> = {}) =>
  (chart: Chart) =>
    new Alerts(chart, 'queue', { rules: [{ ...backlog, ...changes }] });

function onlyRule(build: (chart: Chart) => void, cluster = OPERATED) {
  return Manifests.of(chartWith(build, cluster)).objects('PrometheusRule')[0].spec.groups[0].rules[0];
}

test('minimal: an object named by the id', () => {
  expect(synthesized(alert(), OPERATED)).toMatchSnapshot();
});

test('full', () => {
  const build = (chart: Chart) =>
    new Alerts(chart, 'alerts', {
      name: 'queue',
      rules: [
        { ...backlog, duration: Duration.minutes(5), labels: { team: 'orders' }, runbook },
        { ...backlog, name: 'QueueStuck', severity: AlertSeverity.CRITICAL, runbookUrl: 'https://wiki.example/stuck' },
      ],
      annotations: { 'shop.example/owner': 'orders' },
    });
  const prometheusOperator = { labels: { release: 'monitoring' }, runbookBaseUrl: 'https://runbooks.example' };
  expect(synthesized(build, Cluster.generic({ prometheusOperator }))).toMatchSnapshot();
});

test('nothing is emitted where no operator would read it, and nothing without rules', () => {
  expect(synthesized(alert())).toEqual([]);
  expect(synthesized((chart) => new Alerts(chart, 'queue', { rules: [] }), OPERATED)).toEqual([]);
});

test('by default it fires at once and links to no page', () => {
  const rule = onlyRule(alert());
  expect(rule).not.toHaveProperty('for');
  expect(rule.annotations).not.toHaveProperty('runbook_url');
});

test.each([
  [Duration.minutes(5), '300s'],
  [Duration.millis(1500), '1500ms'],
  [Duration.seconds(0), '0s'],
])('%s is %s in Prometheus', (duration, text) => {
  expect(onlyRule(alert({ duration })).for).toBe(text);
});

test('a rule with a runbook links to its page below the base URL, the nearest one', () => {
  const cluster = Cluster.generic({ prometheusOperator: { runbookBaseUrl: 'https://cluster.example' } });
  const link = (build: (chart: Chart) => void): unknown => onlyRule(build, cluster).annotations.runbook_url;
  expect(link(alert())).toBeUndefined();
  expect(link(alert({ runbook }))).toBe('https://cluster.example/QueueBacklog.md');
  expect(link(alert({ runbook, runbookUrl: 'https://wiki.example/x' }))).toBe('https://wiki.example/x');
  const own = (chart: Chart) =>
    new Alerts(chart, 'queue', { rules: [{ ...backlog, runbook }], runbookBaseUrl: 'https://own.example' });
  expect(link(own)).toBe('https://own.example/QueueBacklog.md');
  expect(onlyRule(alert({ runbook })).annotations).not.toHaveProperty('runbook_url');
});

test('alerts of one name in a namespace stand in one object, in the order in which they were made', () => {
  const chart = testChart(OPERATED);
  alert()(chart);
  const other = new Chart(chart.node.scope ?? chart, 'other', { namespace: 'shop' });
  const elsewhere = new Chart(chart.node.scope ?? chart, 'elsewhere', { namespace: 'elsewhere' });
  new Alerts(other, 'more', { name: 'queue', rules: [{ ...backlog, name: 'QueueStuck' }] });
  new Alerts(elsewhere, 'queue', { rules: [backlog] });
  const names = Manifests.of(chart.node.root)
    .objects('PrometheusRule')
    .map(({ metadata, spec }) => [
      metadata.namespace,
      metadata.name,
      spec.groups.map((group: { rules: { alert: string }[] }) => group.rules.map((rule) => rule.alert)),
    ]);
  expect(names).toEqual([
    ['shop', 'queue', [['QueueBacklog', 'QueueStuck']]],
    ['elsewhere', 'queue', [['QueueBacklog']]],
  ]);
});

describe('wrong', () => {
  const problem = (changes: Partial<AlertRule>): string => problemsWith(alert(changes));

  test.each(['queueBacklog', 'Queue-Backlog', 'Queue Backlog', '', '../Queue'])('a name: %p', (name) => {
    expect(problem({ name })).toBe(
      `  test/shop/queue  rules.name
    got ${JSON.stringify(name)}
    the name of an alert is words written together, which its runbook is called by, too
    → write it like 'QueueBacklog': A-Z first, then letters and digits`,
    );
  });

  test('a name, twice about one thing, wherever it is said', () => {
    const twice = (chart: Chart) => {
      alert()(chart);
      new Alerts(chart, 'again', { name: 'queue', rules: [backlog] });
    };
    expect(problemsWith(twice)).toBe(
      `  test/shop/again  rules.name
    got QueueBacklog, which there is already about queue
    two alerts of one name about one thing cannot be told apart by who is told
    → give one of them another name`,
    );
    expect(problemsWith((chart) => new Alerts(chart, 'queue', { rules: [backlog, backlog] }))).toContain(
      'got QueueBacklog, which there is already about queue',
    );
  });

  test('an expression', () => {
    expect(problem({ expression: 'rabbitmq_queue_messages >' })).toBe(
      `  test/shop/queue  rules.QueueBacklog.expression
    got rabbitmq_queue_messages >
    it is no PromQL, and Prometheus would load none of these alerts: it ends too early (character 26)
    → correct the expression`,
    );
  });

  test('a severity, from where nothing checks types', () => {
    expect(problem({ severity: 'page' as AlertSeverity })).toBe(
      `  test/shop/queue  rules.QueueBacklog.severity
    got "page"
    alerts are routed by their severity, and no route knows this one
    → use AlertSeverity.CRITICAL, WARNING or INFO`,
    );
  });

  test.each(['', ' ', 'two\nlines'])('a summary: %p', (summary) => {
    expect(problem({ summary })).toBe(
      `  test/shop/queue  rules.QueueBacklog.summary
    got ${JSON.stringify(summary)}
    whoever is told reads this first
    → say in one line what is wrong`,
    );
  });

  test('a description', () => {
    expect(problem({ description: '' })).toBe(
      `  test/shop/queue  rules.QueueBacklog.description
    got ""
    whoever is told reads this first
    → say what it means and what to do first`,
    );
    expect(problem({ description: 'two\nlines' })).toBe('');
  });

  test.each([
    ['summary', { summary: 'pod {{ $labels.pod' }, 'pod {{ $labels.pod'],
    ['description', { description: 'pod {{ $labels.pod' }, 'pod {{ $labels.pod'],
    ['team', { labels: { team: '{{ $labels.team' } }, '{{ $labels.team'],
  ])('braces in the %s', (property, changes, text) => {
    expect(problem(changes)).toBe(
      `  test/shop/queue  rules.QueueBacklog.${property}
    got ${JSON.stringify(text)}
    Prometheus fills in what stands between {{ and }}, and could not: {{ is opened and not closed by }}
    → write {{ $labels.pod }} for a label, {{ $value }} for the value`,
    );
  });

  test.each([
    ['summary', 'of {{ $labels.pod }}', 'pod', 'it keeps namespace'],
    ['description', '{{ if $labels.queue }}in {{ $labels.namespace }}{{ end }}', 'queue', 'it keeps namespace'],
  ] as const)('a %s that prints a label which the expression has dropped', (property, text, label, kept) => {
    expect(problem({ [property]: text })).toBe(
      `  test/shop/queue  rules.QueueBacklog.${property}
    got ${JSON.stringify(text)}
    the expression has dropped the label ${label}, so that nothing is printed for it: ${kept}
    → keep it in the expression, by (…, ${label}), or do not print it`,
    );
  });

  test.each([
    ['sum(up) == 0', 'it keeps none'],
    ['sum without (pod) (up) == 0', 'it leaves out pod'],
  ])('a label of the alert that prints what %s has dropped', (expression, kept) => {
    expect(problem({ expression, labels: { where: '{{ $labels.pod }}' } })).toBe(
      `  test/shop/queue  rules.QueueBacklog.where
    got "{{ $labels.pod }}"
    the expression has dropped the label pod, so that nothing is printed for it: ${kept}
    → keep it in the expression, by (…, pod), or do not print it`,
    );
  });

  test('labels in words, in text between quotes or of other series are no labels of the expression', () => {
    const summary = '{{ $value }} of {{ $labels.namespace }}: $labels.pod {{ printf "$labels.pod" }}';
    const description = '{{ range query "up" }}{{ .Labels.pod }}{{ end }}';
    expect(problem({ summary, description })).toBe('');
  });

  test.each(['severity', 'component', 'alertname'])('a label that has its meaning: %s', (name) => {
    expect(problem({ labels: { [name]: 'x' } })).toBe(
      `  test/shop/queue  rules.QueueBacklog.labels
    got "${name}"
    this label has its meaning already
    → choose another name`,
    );
  });

  test.each(['1st', 'a-b', '__a'])('a label that is none: %s', (name) => {
    expect(problem({ labels: { [name]: 'x' } })).toBe(
      `  test/shop/queue  rules.QueueBacklog.labels
    got "${name}"
    the label of an alert is letters, digits and _, without a digit or __ at the beginning
    → choose another name`,
    );
  });
});
