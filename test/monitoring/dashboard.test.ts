import { Chart } from 'cdk8s';
import fc from 'fast-check';
import {
  Cluster,
  Dashboard,
  type DashboardProps,
  type DashboardRow,
  Environment,
  PanelKind,
  PanelUnit,
} from '../../lib';
import { promqlProblem } from '../../lib/observability/promql';
import { dashboardsOf, misplaced, panelsOf, schemaProblems } from '../support/grafana';
import { chartWith, problemsWith, synthesized, testChart } from '../support/trees';

const LOAD = {
  title: 'Load',
  queries: [{ expression: 'sum(rate(container_cpu_usage_seconds_total[5m]))', legend: 'requests' }],
};
const ROW: DashboardRow = { title: 'Service', panels: [LOAD] };

const dashboard =
  (props: Partial<DashboardProps> = {}, id = 'shop-dashboard') =>
  (chart: Chart) =>
    new Dashboard(chart, id, { title: 'Shop', rows: [ROW], ...props });

const onlyDashboard = (props: Partial<DashboardProps> = {}) => dashboardsOf(chartWith(dashboard(props)))[0];

const FULL: Partial<DashboardProps> = {
  uid: 'shop',
  name: 'shop-grafana',
  description: 'What the shop does.',
  tags: ['shop', 'orders'],
  labels: { dashboards: 'yes' },
  annotations: { grafana_folder: 'Shop' },
  variables: [
    { name: 'pod', series: 'kube_pod_info' },
    { name: 'place', series: 'kube_pod_info', label: 'namespace', title: 'Namespace', multiple: true },
  ],
  rows: [
    {
      title: 'Load',
      panels: [
        { ...LOAD, unit: PanelUnit.PER_SECOND, limit: 100, description: 'Requests of all.' },
        {
          title: 'Memory',
          unit: PanelUnit.BYTES,
          queries: [
            { expression: 'container_memory_working_set_bytes{pod="$pod"}', legend: '{{pod}}' },
            { expression: 'kube_pod_container_resource_limits{namespace=~"${place:regex}"}', legend: 'limit' },
          ],
        },
        { title: 'Pods', kind: PanelKind.STAT, queries: [{ expression: 'count(up)', legend: 'pods' }], limit: 9 },
        { title: 'Targets', kind: PanelKind.TABLE, queries: [{ expression: 'up', legend: '{{job}}' }] },
      ],
    },
    { title: 'More', panels: [LOAD], collapsed: true },
    {
      title: 'Rest',
      panels: [
        {
          title: 'Rate',
          queries: [{ expression: 'rate(container_network_receive_bytes_total[$__rate_interval])', legend: 'x' }],
        },
      ],
    },
  ],
};

test('minimal', () => {
  expect(synthesized(dashboard())).toMatchSnapshot();
});

test('full', () => {
  expect(synthesized(dashboard(FULL))).toMatchSnapshot();
});

test('the name and the identifier follow from the id and the namespace', () => {
  const made = (id: string) => new Dashboard(testChart(), id, { title: 'Shop' });
  expect(made('shop-dashboard')).toMatchObject({ name: 'shop-dashboard', uid: 'shop-dashboard' });
  expect(made('shopping')).toMatchObject({ name: 'shopping', uid: 'shop-shopping' });
  const long = made(`orders.${'x'.repeat(50)}`).uid;
  expect(long).toMatch(/^shop-orders-x{17}-[a-z0-9]{10}$/);
  expect(made(`orders.${'x'.repeat(51)}`).uid).not.toBe(long);
});

test('it holds against the schemas of Grafana, and each query parses', () => {
  const full = dashboardsOf(chartWith(dashboard({ ...FULL, labels: undefined })))[0];
  expect(schemaProblems(full)).toEqual([]);
  expect(schemaProblems({ ...full, panels: [{ ...full.panels[1], options: { legend: 1 } }] })).not.toEqual([]);
  expect(panelsOf(full).flatMap(({ targets = [] }) => targets)).toHaveLength(7);
});

test('rows added later stand at the end, and the identifiers of the others stay', () => {
  const chart = testChart();
  const made = new Dashboard(chart, 'shop', { title: 'Shop', rows: [ROW] });
  const before = panelsOf(JSON.parse(made.toJson())).map(({ id }) => id);
  made.addRow({ title: 'Later', panels: [LOAD] });
  const after = panelsOf(dashboardsOf(chart)[0]);
  expect(after.map(({ title }) => title)).toEqual(['Service', 'Load', 'Later', 'Load']);
  expect(after.slice(0, 2).map(({ id }) => id)).toEqual(before);
  const reversed = onlyDashboard({ rows: [{ title: 'Later', panels: [LOAD] }, ROW] });
  expect(panelsOf(reversed).map(({ id }) => id)).toEqual([2, 3, 0, 1].map((index) => after[index].id));
});

test('queries are named as Grafana names them', () => {
  const queries = Array.from({ length: 28 }, () => ({ expression: 'up', legend: '' }));
  const [, panel] = onlyDashboard({ rows: [{ title: 'Row', panels: [{ title: 'Many', queries }] }] }).panels;
  expect(panel.targets?.map(({ refId }) => refId).slice(24)).toEqual(['Y', 'Z', 'AA', 'AB']);
});

const rows = fc.array(
  fc.record({
    title: fc.constantFrom('one', 'two', 'three'),
    collapsed: fc.boolean(),
    panels: fc.array(
      fc.record({
        title: fc.string({ maxLength: 12 }),
        kind: fc.constantFrom(undefined, ...Object.values(PanelKind)),
        unit: fc.constantFrom(undefined, ...Object.values(PanelUnit)),
        limit: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
        queries: fc.array(fc.record({ expression: fc.constantFrom('up', 'sum(up)'), legend: fc.string() }), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
      { maxLength: 9 },
    ),
  }),
  { maxLength: 5 },
);

test('whatever the rows: no two panels share a place or an identifier, every panel is there, and Grafana takes it', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const made = new Dashboard(testChart(), 'shop', { title: 'Shop', rows: given });
      const model = JSON.parse(made.toJson());
      const all = panelsOf(model);
      expect(misplaced(model.panels)).toEqual([]);
      expect(model.panels.flatMap(({ panels = [] }) => misplaced(panels))).toEqual([]);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      expect(all.map(({ title }) => title)).toEqual(
        given.flatMap(({ title, panels }) => [title, ...panels.map((panel) => panel.title)]),
      );
      expect(schemaProblems(model)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('what Grafana puts in stands for something when a query is checked', () => {
  const variables =
    'sum by (pod) (rate(container_network_receive_bytes_total{pod="$pod",namespace=~"${place:regex}"}[$__rate_interval])) > $limit';
  const panels = [{ title: 'Rate', queries: [{ expression: variables, legend: '' }] }];
  expect(promqlProblem(variables)).toBeDefined();
  expect(problemsWith(dashboard({ rows: [{ title: 'Row', panels }] }))).toBe('');
});

test('a query that is no PromQL, and a panel without one', () => {
  const panels = [
    { title: 'Wrong', queries: [{ expression: 'sum(up', legend: '' }] },
    { title: 'Empty', queries: [] },
  ];
  expect(problemsWith(dashboard({ rows: [{ title: 'Row', panels }] }))).toMatchInlineSnapshot(`
    "  test/shop/shop-dashboard  rows.Row.Empty
        got a panel without a query
        it would show nothing
        → give it a query, or leave it out
      test/shop/shop-dashboard  rows.Row.Wrong
        got sum(up
        it is no PromQL, and Prometheus would not answer it: it ends too early (character 7)
        → correct the expression"
  `);
});

test('an identifier or a title that Grafana refuses', () => {
  expect(problemsWith(dashboard({ uid: 'a shop', title: ' ' }))).toMatchInlineSnapshot(`
    "  test/shop/shop-dashboard  title
        got " "
        Grafana loads no dashboard without a title
        → say what it shows
      test/shop/shop-dashboard  uid
        got "a shop"
        Grafana takes at most 40 letters, digits, - and _ as the identifier of a dashboard
        → choose a shorter one, or leave it out"
  `);
});

test('two dashboards of one identifier on a cluster', () => {
  expect(
    problemsWith((chart) => {
      dashboard({}, 'one')(chart);
      dashboard({ uid: 'shop-one' }, 'two')(chart);
    }),
  ).toMatchInlineSnapshot(`
    "  test/shop/two  uid
        got shop-one, which test/shop/one has already
        Grafana keeps one dashboard of an identifier, and loads neither of two for good
        → give one of them a uid of its own"
  `);
  const app = testChart().node.root;
  for (const name of ['east', 'west']) {
    const environment = new Environment(app, name, { cluster: Cluster.generic({ name }) });
    dashboard()(new Chart(environment, 'shop', { namespace: 'shop' }));
  }
  expect(dashboardsOf(app)).toHaveLength(2);
});

test('more than a ConfigMap holds', () => {
  const panels = Array.from({ length: 1500 }, (_, index) => ({ ...LOAD, title: `Load of ${index}` }));
  expect(problemsWith(dashboard({ rows: [{ title: 'Row', panels }] }))).toMatchInlineSnapshot(`
    "  test/shop/shop-dashboard  rows
        got 1425326 bytes
        a ConfigMap holds at most 1 MiB
        → make two dashboards of it"
  `);
});
