import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import {
  Acknowledgements,
  Cluster,
  DiagnosticLevel,
  Diagnostics,
  Environment,
  Exposure,
  type IPolicyRule,
  KubernetesObject,
  Manifests,
  Platform,
  PolicyPack,
  type PolicyResource,
  PolicyVerdict,
  Port,
  Service,
} from '../../lib';
import { problems, warnings } from '../support/findings';
import { filesBelow, synthesize, temporaryFolder } from '../support/synth';
import { problemsOf } from '../support/trees';
import { RULES } from './support/system';

const folder = temporaryFolder();

/** Every object has a team: judged at first sight. */
const team: IPolicyRule = {
  id: 'Shop.Team',
  level: DiagnosticLevel.ERROR,
  asks: 'every object names its team',
  fix: 'give the label team',
  source: 'a test',
  exceptions: ['teamless'],
  check: ({ identity }: PolicyResource) =>
    identity.labels.team === undefined
      ? PolicyVerdict.nonCompliant({ path: 'metadata.labels.team', value: 'nothing' })
      : PolicyVerdict.compliant(),
};

/** Every ConfigMap has a Secret of its name: judged once all objects are known. */
const pair: IPolicyRule = {
  id: 'Shop.Pair',
  level: DiagnosticLevel.WARNING,
  asks: 'a ConfigMap stands beside a Secret of its name',
  fix: 'add the Secret',
  source: 'a test',
  kinds: ['ConfigMap'],
  check: ({ identity }: PolicyResource) =>
    PolicyVerdict.afterAll({
      answer: (inventory) =>
        inventory.find('Secret', identity.name, identity.namespace)
          ? PolicyVerdict.compliant()
          : PolicyVerdict.nonCompliant({ path: 'metadata.name' }),
    }),
};

const SHOP = PolicyPack.of('Shop', { rules: [team, pair] });

function platform(names: string[] = ['dev', 'prod'], policies: PolicyPack[] = [SHOP]) {
  const made = new Platform({ name: 'shop', outdir: folder.path, policies });
  const charts = names.map(
    (name) => new Chart(new Environment(made, name, { cluster: Cluster.k3d() }), 'orders', { namespace: 'orders' }),
  );
  return { made, charts };
}

const configMap = (chart: Chart, name: string, labels?: Record<string, string>): KubernetesObject =>
  new KubernetesObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', name, labels, content: { data: {} } });

const TEAMLESS = [
  'metadata.labels.team  [Shop.Team]',
  'got nothing',
  'every object names its team',
  '→ give the label team',
];
const at = (path: string, [first, ...rest]: string[]): string[] => [`${path}  ${first}`, ...rest];

describe('what is not met', () => {
  test('is printed as any finding, with the id of the rule, and stops the synthesis', () => {
    const { made, charts } = platform();
    configMap(charts[0], 'settings', { team: 'orders' });
    configMap(charts[1], 'settings');
    const { stderr, exitCode } = synthesize(made);
    expect(exitCode).toBe(1);
    expect(filesBelow(folder.path)).toEqual({});
    expect(stderr).toBe(`✗ shop: 1 problem, nothing written

  prod/orders/settings  metadata.labels.team  [Shop.Team]
    got nothing
    every object names its team
    → give the label team
`);
  });

  test('is a warning where the rule says so', () => {
    const { made, charts } = platform(['dev']);
    configMap(charts[0], 'settings', { team: 'orders' });
    expect(warnings(made)).toEqual([
      [
        'dev/orders/settings  metadata.name  [Shop.Pair]',
        'a ConfigMap stands beside a Secret of its name',
        '→ add the Secret',
      ],
    ]);
    expect(problems(made)).toEqual([]);
    expect(synthesize(made).exitCode).toBeUndefined();
  });

  test('is found whatever makes the object, and after patches and overrides', () => {
    const { made, charts } = platform(['dev']);
    new ApiObject(charts[0], 'foreign', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'foreign' } });
    const patched = configMap(charts[0], 'settings', { team: 'orders' });
    patched.addJsonPatch(JsonPatch.remove('/metadata/labels/team'));
    expect(problems(made)).toEqual([at('dev/orders/foreign', TEAMLESS), at('dev/orders/settings', TEAMLESS)]);
  });

  test('is found in a plain app, too', () => {
    const chart = new Chart(new App(), 'orders');
    SHOP.applyTo(chart);
    configMap(chart, 'settings');
    expect(problems(chart)).toEqual([at('orders/settings', TEAMLESS)]);
    expect(() => Manifests.of(chart)).toThrow('[Shop.Team]');
  });

  test('is not said again where the construct has said it', () => {
    const { made, charts } = platform(['dev'], [PolicyPack.trK8s()]);
    new Service(charts[0], 'api', {
      selector: { app: 'api' },
      ports: [Port.http(8080)],
      exposure: Exposure.nodePort(30080),
    });
    new KubernetesObject(charts[0], 'secret', {
      apiVersion: 'v1',
      kind: 'Secret',
      name: 'keys',
      content: { data: { key: 'c2VjcmV0' } },
    });
    const found = problems(made);
    expect(found.map(([first]) => first)).toEqual([
      'dev/orders/api  exposure  [TR-K8S-6]',
      'dev/orders/secret  data.key',
    ]);
  });

  test('concerns what the pack is applied to, and nothing else', () => {
    const { made, charts } = platform(['dev', 'prod'], []);
    SHOP.applyTo(made.node.findChild('prod'));
    charts.forEach((chart) => configMap(chart, 'settings'));
    expect(problems(made)).toEqual([at('prod/orders/settings', TEAMLESS)]);
    SHOP.applyTo(charts[0]);
    configMap(charts[0], 'more');
    expect(problems(made).map(([first]) => first)).toContain('dev/orders/more  metadata.labels.team  [Shop.Team]');
  });

  test('is found once, though the rule stands in several packs', () => {
    const { made, charts } = platform(['dev'], [SHOP, PolicyPack.of('Again', { rules: [team] })]);
    configMap(charts[0], 'settings');
    expect(problems(made)).toEqual([at('dev/orders/settings', TEAMLESS)]);
  });

  test('other objects are those of the same environment', () => {
    const { made, charts } = platform();
    charts.forEach((chart) => configMap(chart, 'settings', { team: 'orders' }));
    new KubernetesObject(charts[1], 'secret', {
      apiVersion: 'v1',
      kind: 'Secret',
      name: 'settings',
      labels: { team: 'orders' },
    });
    expect(warnings(made).map(([first]) => first)).toEqual(['dev/orders/settings  metadata.name  [Shop.Pair]']);
  });
});

describe('what is acknowledged', () => {
  const reasons = { team: 'nobody owns it', pair: 'it has no secrets' };

  function acknowledged() {
    const { made, charts } = platform(['dev']);
    const object = configMap(charts[0], 'settings');
    Acknowledgements.of(charts[0]).add({ id: 'Shop.Team', reason: reasons.team });
    Acknowledgements.of(object).add({ id: 'Shop.Pair', reason: reasons.pair });
    return { made, object };
  }

  const annotations = { 'tradewind.dev/Shop.Pair': reasons.pair, 'tradewind.dev/Shop.Team': reasons.team };

  test('stands in the output as an annotation, is counted, and is no finding', () => {
    const { made } = acknowledged();
    const { stderr, exitCode } = synthesize(made);
    expect(exitCode).toBeUndefined();
    expect(stderr).toBe(
      `✓ shop: dev: 1 object, 2 reasons given → ${folder.path}/shop\n  dev needs in the cluster: Namespace orders\n`,
    );
    const files = filesBelow(folder.path);
    expect(files['shop/dev/2-main-orders.k8s.yaml']).toBe(`apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: orders
  annotations:
    tradewind.dev/Shop.Pair: it has no secrets
    tradewind.dev/Shop.Team: nobody owns it
data: {}
`);
    const report = JSON.parse(files['shop/dev/reports/policy.json']);
    expect(report.findings.map(({ rule, acknowledged: reason }: Record<string, string>) => [rule, reason])).toEqual([
      ['Shop.Pair', reasons.pair],
      ['Shop.Team', reasons.team],
    ]);
  });

  test('stands there however the objects are rendered, the first time and again', () => {
    const { made, object } = acknowledged();
    const [rendered] = Manifests.of(made).objects();
    expect(rendered.metadata.annotations).toEqual(annotations);
    expect(object.toJson().metadata.annotations).toEqual(annotations);
    expect(made.synthYaml()).toBe(made.synthYaml());
    synthesize(made);
    const first = filesBelow(folder.path);
    synthesize(acknowledged().made);
    expect(filesBelow(folder.path)).toEqual(first);
  });

  test('stands on objects of other libraries, too', () => {
    const { made, charts } = platform(['dev']);
    new ApiObject(charts[0], 'foreign', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'foreign' } });
    Acknowledgements.of(made).add({ id: 'Shop.Team', reason: reasons.team });
    expect(made.synthYaml()).toContain('tradewind.dev/Shop.Team: nobody owns it');
  });

  test('does not change a name that is made of the content', () => {
    const { made, charts } = platform(['dev']);
    const name = (labels?: Record<string, string>): string =>
      new KubernetesObject(charts[0], labels ? 'a' : 'b', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: 'settings',
        namedByContent: true,
        labels,
        content: { data: { a: '1' } },
      }).name;
    const before = name({ team: 'orders' });
    Acknowledgements.of(made).add({ id: 'Shop.Team', reason: reasons.team });
    expect(name()).toBe(before);
  });

  test('by a choice with its own reason, or by an annotation of the id', () => {
    const { made, charts } = platform(['dev'], [PolicyPack.of('Shop', { rules: [team] }), PolicyPack.trK8s()]);
    const exposure = Exposure.nodePort(30080, { reason: 'a test rig' });
    new Service(charts[0], 'api', {
      selector: { app: 'api' },
      ports: [Port.http(8080)],
      labels: { team: 'orders' },
      exposure,
    });
    new KubernetesObject(charts[0], 'one', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'one',
      annotations: { 'tradewind.dev/Shop.Team': 'nobody owns it' },
    });
    new KubernetesObject(charts[0], 'two', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'two',
      annotations: { 'tradewind.dev/teamless': 'nobody owns it' },
    });
    expect(problems(made)).toEqual([]);
    expect(warnings(made)).toEqual([]);
  });

  test('an empty annotation is no reason', () => {
    const { made, charts } = platform(['dev']);
    const object = configMap(charts[0], 'settings');
    object.metadata.addAnnotation('tradewind.dev/Shop.Team', ' ');
    expect(problems(made)).toEqual([at('dev/orders/settings', TEAMLESS)]);
  });

  const UNUSED = [
    'nothing here raises this finding in any environment',
    '→ remove the acknowledgement, or correct its id',
  ];

  test('and matches nothing in any environment is an error', () => {
    const { made, charts } = platform(['dev', 'prod']);
    configMap(charts[0], 'settings', { team: 'orders' });
    Acknowledgements.of(charts[0]).add({ id: 'Shop.Team', reason: 'left over' });
    expect(problems(made)).toEqual([['dev/orders  acknowledgement of Shop.Team', ...UNUSED]]);
  });

  test('in one environment is enough', () => {
    const { made, charts } = platform(['dev', 'prod']);
    charts.forEach((chart) => Acknowledgements.of(chart).add({ id: 'Shop.Team', reason: 'nobody owns it' }));
    configMap(charts[0], 'settings', { team: 'orders' });
    configMap(charts[1], 'settings');
    expect(problems(made)).toEqual([]);
  });

  test('of a rule, in a tree where no rule runs, is left alone; of a construct it is an error there, too', () => {
    const chart = new Chart(new App(), 'orders');
    Acknowledgements.of(chart).add({ id: 'Shop.Team', reason: 'nobody owns it' });
    expect(problems(chart)).toEqual([]);
    const other = new Chart(new App(), 'orders');
    Acknowledgements.of(other).add({ id: 'limits-per-pod', reason: 'left over' });
    expect(problems(other)).toEqual([['orders  acknowledgement of limits-per-pod', ...UNUSED]]);
  });

  test('for one environment alone, where that says so', () => {
    const made = new Platform({ name: 'shop', outdir: folder.path, policies: [SHOP] });
    const dev = new Environment(made, 'dev', {
      cluster: Cluster.k3d(),
      acknowledgements: [{ id: 'Shop.Team', reason: 'a rig' }],
    });
    configMap(new Chart(dev, 'orders'), 'settings');
    expect(problems(made)).toEqual([]);
  });
});

test('the id of a rule begins with a capital: it has to be told from that of a construct', () => {
  const made = new Platform({ name: 'shop' });
  PolicyPack.of('Shop', { rules: [{ ...team, id: 'team label' }] }).applyTo(made);
  expect(problemsOf(new Environment(made, 'dev', { cluster: Cluster.k3d() }))).toContain(
    `policy Shop
    got "team label"
    the id of a rule begins with a capital and has letters, digits, . and -: it ends the key of an annotation
    → name it as in 'Shop.TeamLabel' or 'SHOP-1'`,
  );
});

test('ids of the library are fit for annotations and never twice', () => {
  const ids = [...RULES, ...PolicyPack.trK8s().packageRules].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(id).toMatch(/^(TR-K8S-[1-9]|(Restricted|Production)\.[A-Z][A-Za-z]+)$/);
  }
});

test('objects that come after a look at the tree are judged, too', () => {
  const { made, charts } = platform(['dev']);
  configMap(charts[0], 'settings', { team: 'orders' });
  expect(Diagnostics.of(made).all).toHaveLength(1);
  configMap(charts[0], 'more');
  expect(problems(made)).toEqual([at('dev/orders/more', TEAMLESS)]);
});

test('a pack without rules of the packaged kind has none', () => {
  expect(SHOP.packageRules).toEqual([]);
  expect(PolicyPack.of('Empty', {}).rules).toEqual([]);
});
