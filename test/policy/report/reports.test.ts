import '@microsoft/jest-sarif';
import { Chart } from 'cdk8s';
import {
  Acknowledgements,
  Cluster,
  Environment,
  KubernetesObject,
  Phase,
  Platform,
  type PlatformProps,
  PolicyPack,
} from '../../../lib';
import type { Untyped } from '../../rendered/manifest';
import { filesBelow, synthesize, temporaryFolder } from '../../support/synth';
import { RULES } from '../support/system';

const folder = temporaryFolder();

afterEach(() => {
  delete process.env.TRADEWIND_REPORT;
  delete process.env.TRADEWIND_REPORTS;
});

/** A pod of two environments that meets few rules; all is acknowledged but what is only a warning. */
function platform(props: Partial<PlatformProps> = {}) {
  const policies = [PolicyPack.trK8s(), PolicyPack.production()];
  const made = new Platform({ name: 'shop', outdir: folder.path, policies, ...props });
  for (const name of ['dev', 'prod']) {
    const environment = new Environment(made, name, { cluster: Cluster.k3d() });
    const chart = new Chart(environment, 'orders', { namespace: 'orders' });
    for (const kind of ['Pod', 'Job']) {
      const pod = {
        containers: [
          { name: 'first', image: 'a:1' },
          { name: 'second', image: 'b', hostNetwork: true },
        ],
      };
      new KubernetesObject(chart, kind, {
        apiVersion: kind === 'Pod' ? 'v1' : 'batch/v1',
        kind,
        name: kind.toLowerCase(),
        phase: kind === 'Pod' ? Phase.MAIN : Phase.BEFORE,
        content: { spec: kind === 'Pod' ? pod : { template: { spec: pod } } },
      });
    }
  }
  for (const { id, level } of RULES) {
    if ((level as string) === 'error' && FIRED.has(id)) {
      Acknowledgements.of(made).add({ id, reason: `accepted "${id}"` });
    }
  }
  return made;
}

const FIRED = new Set([
  'Production.EphemeralStorage',
  'Production.HighUserId',
  'Production.NetworkPolicy',
  'Production.OwnServiceAccount',
  'Production.PinnedImage',
  'Production.ReadOnlyRoot',
  'Production.ServiceAccountToken',
  'Restricted.Capabilities',
  'Restricted.NonRoot',
  'Restricted.PrivilegeEscalation',
  'Restricted.Seccomp',
  'TR-K8S-3',
  'TR-K8S-4',
  'TR-K8S-7',
]);

function reports(): { json: Untyped; sarif: Untyped; files: Record<string, string> } {
  const { stderr, exitCode } = synthesize(platform());
  expect([stderr.startsWith('!'), exitCode]).toEqual([true, undefined]);
  const files = filesBelow(folder.path);
  return {
    files,
    json: JSON.parse(files['shop/prod/reports/policy.json']),
    sarif: JSON.parse(files['shop/prod/reports/policy.sarif']),
  };
}

test('they stand where kubectl apply -f of the folder does not look', () => {
  expect(Object.keys(reports().files)).toEqual(
    ['dev', 'prod'].flatMap((name) => [
      `shop/${name}/1-before-orders.k8s.yaml`,
      `shop/${name}/2-main-orders.k8s.yaml`,
      `shop/${name}/deploy.sh`,
      `shop/${name}/reports/policy.json`,
      `shop/${name}/reports/policy.sarif`,
    ]),
  );
});

test('the SARIF is valid against its schema, and the validator finds what is not', () => {
  const { sarif } = reports();
  expect(sarif).toBeValidSarifLog();
  expect({ ...sarif, runs: [{ results: [] }] }).not.toBeValidSarifLog();
});

test('the SARIF has every rule with its help, and each finding with both its locations', () => {
  const [{ tool, results, automationDetails }] = reports().sarif.runs;
  expect(automationDetails).toEqual({ id: 'policies/shop/prod/' });
  expect(tool.driver.rules).toHaveLength(RULES.length);
  for (const { ruleId, ruleIndex, level } of results) {
    // The index moves with every rule that is added: it is checked here, and not held below.
    expect(tool.driver.rules[ruleIndex]).toMatchObject({ id: ruleId, defaultConfiguration: { level } });
  }
  const image = results.filter(({ ruleId }: Untyped) => ruleId === 'Production.PinnedImage');
  expect(image.map(({ ruleIndex: _index, ...rest }: Untyped) => rest)).toMatchSnapshot();
});

test('what is acknowledged is suppressed with its reason, and only that', () => {
  const [{ results }] = reports().sarif.runs;
  for (const { level, suppressions, ruleId } of results) {
    expect(suppressions).toEqual(
      level === 'error' ? [{ kind: 'inSource', status: 'accepted', justification: `accepted "${ruleId}"` }] : undefined,
    );
  }
});

test('a line is that of the field, or of the nearest above it', () => {
  const { files, json } = reports();
  const lineOf = ({ file, line }: Untyped): string => files[`shop/prod/${file}`].split('\n')[line - 1].trim();
  const of = (rule: string): string[] => json.findings.filter((each: Untyped) => each.rule === rule).map(lineOf);
  expect(of('Production.PinnedImage')).toEqual(['image: b', 'image: b']);
  expect(of('TR-K8S-7')).toEqual(['namespace: orders', 'namespace: orders']);
  expect(of('Restricted.Seccomp')).toEqual(['- name: first', '- name: second', '- name: first', '- name: second']);
  expect(of('Production.HighUserId')).toEqual(['spec:', 'spec:']);
});

test('the JSON counts, and names the rules that packaging checks', () => {
  const { json } = reports();
  const rule = (id: string): Untyped => json.rules.find((each: Untyped) => each.id === id);
  expect(rule('TR-K8S-1')).toEqual({
    id: 'TR-K8S-1',
    level: 'error',
    asks: 'the platform is packaged as Helm charts too, configured by one values.yaml',
    fix: 'package the system: a chart of its name with Chart.yaml and values.yaml',
    source: 'platform rules of balance-plus',
    checkedBy: 'packaging',
  });
  expect(rule('Production.PinnedImage')).toMatchObject({ passed: 0, failed: 0, acknowledged: 2 });
  expect(rule('Restricted.HostPorts')).toMatchObject({ passed: 2, failed: 0, acknowledged: 0 });
  expect(json.packs.map(({ name }: Untyped) => name)).toEqual(['Production', 'TR-K8S']);
  expect(json.packs[1].rules).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `TR-K8S-${number}`));
  expect(json.findings[0]).toMatchSnapshot();
});

test('they are the same bytes each time', () => {
  const { files } = reports();
  expect(reports().files).toEqual(files);
});

test('a relative output directory stands in the locations: there code scanning finds the files', () => {
  const made = platform({ outdir: 'dist' });
  process.env.TRADEWIND_REPORTS = folder.path;
  new KubernetesObject(made.node.findChild('prod').node.findChild('orders'), 'bad', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'Not A Name',
  });
  expect(synthesize(made).exitCode).toBe(1);
  const { runs } = JSON.parse(filesBelow(folder.path)['shop/prod/reports/policy.sarif']);
  expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toMatch(
    /^dist\/shop\/prod\/[12]-\w+-orders\.k8s\.yaml$/,
  );
});

describe('a directory of their own', () => {
  test('gets them also when nothing is written', () => {
    process.env.TRADEWIND_REPORTS = `${folder.path}/reports`;
    const made = platform();
    const chart = made.node.findChild('prod').node.findChild('orders') as Chart;
    new KubernetesObject(chart, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      name: 'api',
      content: { spec: { type: 'NodePort' } },
    });
    expect(synthesize(made).exitCode).toBe(1);
    const files = filesBelow(folder.path);
    expect(Object.keys(files)).toEqual(
      ['dev', 'prod'].flatMap((name) => [
        `reports/shop/${name}/reports/policy.json`,
        `reports/shop/${name}/reports/policy.sarif`,
      ]),
    );
    expect(files['reports/shop/prod/reports/policy.sarif']).toContain('"ruleId":"TR-K8S-6"');
  });

  test('gets nothing where no policy applies', () => {
    process.env.TRADEWIND_REPORTS = `${folder.path}/reports`;
    const made = new Platform({ name: 'shop', outdir: `${folder.path}/dist` });
    const chart = new Chart(new Environment(made, 'dev', { cluster: Cluster.k3d() }), 'orders');
    new KubernetesObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' });
    synthesize(made);
    expect(Object.keys(filesBelow(folder.path))).toEqual([
      'dist/shop/dev/2-main-orders.k8s.yaml',
      'dist/shop/dev/deploy.sh',
    ]);
  });
});

describe('the table', () => {
  const table = (stderr: string): string[] => stderr.split('\n\n').slice(0, 2);

  test('is printed where it is asked for, a line an environment and pack', () => {
    process.env.TRADEWIND_REPORT = 'table';
    const lines = table(synthesize(platform({ environments: ['prod'] })).stderr);
    const { length } = PolicyPack.production().rules;
    expect(lines).toEqual([
      'policies of shop',
      `  environment  pack        rules  passed  failed  acknowledged
  prod         Production     ${length}      44       7            24
  prod         TR-K8S          7       2       0             6`,
    ]);
  });

  test('is not printed otherwise', () => {
    expect(synthesize(platform()).stderr).not.toContain('passed');
  });

  test('is none without policies', () => {
    process.env.TRADEWIND_REPORT = 'table';
    expect(synthesize(new Platform({ name: 'shop', outdir: folder.path })).stderr).not.toContain('passed');
  });
});
