import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Cluster, Diagnostics, Environment, Manifests, Platform, type PlatformProps } from '../../lib';
import { cryptoWallets } from '../../apps/crypto-wallets/main';
import { filesBelow, synthesize, temporaryFolder } from '../support/synth';
import { workload } from '../support/workload';

const ROOT = join(__dirname, '../..');
const folder = temporaryFolder();

afterEach(() => {
  delete process.env.TRADEWIND_ENVIRONMENTS;
  delete process.env.CDK8S_OUTDIR;
});

/** A platform of two environments with a chart and a workload each. */
function platform(props: Partial<PlatformProps> = {}) {
  const made = new Platform({ name: 'shop', outdir: folder.path, ...props });
  const [dev, prod] = ['dev', 'prod'].map((name) => {
    const environment = new Environment(made, name, { cluster: Cluster.k3d() });
    return workload({}, new Chart(environment, 'orders', { namespace: 'orders' }));
  });
  return { made, dev, prod };
}

const FILES = ['deploy.sh', '2-main-orders.k8s.yaml'];
const written = () => Object.keys(filesBelow(folder.path));

describe('what is written', () => {
  test('a folder an environment, a numbered file a phase and chart, and the script', () => {
    synthesize(platform().made);
    expect(written()).toEqual(
      ['dev', 'prod'].flatMap((name) => [...FILES].sort().map((file) => `shop/${name}/${file}`)),
    );
    expect(statSync(join(folder.path, 'shop/dev/deploy.sh')).mode & 0o111).toBe(0o111);
  });

  test('an environment in another has its folder in that one', () => {
    const { made } = platform();
    const dev = made.node.findChild('dev') as Environment;
    const management = new Environment(dev, 'management', { cluster: Cluster.generic() });
    workload({}, new Chart(management, 'argo', { namespace: 'argo' }));
    synthesize(made);
    expect(written()).toContain('shop/dev/management/2-main-argo.k8s.yaml');
    expect(written()).toContain('shop/dev/management/deploy.sh');
    expect(written()).toContain('shop/dev/2-main-orders.k8s.yaml');
  });

  test('files of the last time are gone, other systems stay', () => {
    synthesize(platform().made);
    writeFileSync(join(folder.path, 'shop/dev/2-main-gone.k8s.yaml'), 'kind: Old');
    synthesize(platform({ name: 'stock' }).made);
    synthesize(platform().made);
    expect(written().filter((file) => /gone|\.old|\.new/.test(file))).toEqual([]);
    expect(written()).toContain('stock/dev/deploy.sh');
  });

  test.each(['1.1', '1.2'] as const)('YAML %s reads back what was rendered', (version) => {
    const { made } = platform();
    synthesize(made);
    const read = parseAllDocuments(filesBelow(folder.path)['shop/prod/2-main-orders.k8s.yaml'], { version });
    const byName = (a: { kind: string }, b: { kind: string }) => (a.kind < b.kind ? -1 : 1);
    const objects = read.map((document) => document.toJS());
    expect(objects.sort(byName)).toEqual(Manifests.of(made.node.findChild('prod')).objects().sort(byName));
  });

  test('synthYaml is all of it in one stream', () => {
    const documents = parseAllDocuments(platform().made.synthYaml());
    expect(documents).toHaveLength(8);
  });
});

describe('all or nothing', () => {
  test('a problem in one environment writes nothing, exits with 1 and leaves the last output as it was', () => {
    synthesize(platform().made);
    const before = filesBelow(folder.path);
    const { made, prod } = platform();
    Diagnostics.of(prod).addError({ property: 'scaling.max', value: '1', rule: 'too few', fix: 'raise it' });
    const { stderr, exitCode } = synthesize(made);
    expect(exitCode).toBe(1);
    expect(filesBelow(folder.path)).toEqual(before);
    expect(stderr).toBe(`✗ shop: 1 problem, nothing written

  prod/orders/api  scaling.max
    got 1
    too few
    → raise it
`);
  });

  test('synthYaml throws the same text', () => {
    const { made, prod } = platform();
    Diagnostics.of(prod).addError({ property: 'a', rule: 'b', fix: 'c', id: 'd' });
    expect(() => made.synthYaml()).toThrow(
      '✗ shop: 1 problem, nothing written\n\n  prod/orders/api  a  [d]\n    b\n    → c',
    );
  });
});

describe('what is printed', () => {
  test('warnings do not stop it, and a line says what was written', () => {
    const { made, dev } = platform();
    Diagnostics.of(dev).addWarning({ property: 'a', rule: 'b', fix: 'c', id: 'd' });
    const { stderr, exitCode } = synthesize(made);
    expect(exitCode).toBeUndefined();
    expect(stderr).toBe(`! shop: 1 warning

  dev/orders/api  a  [d]
    b
    → c

✓ shop: dev, prod: 8 objects, 2 reasons given → ${join(folder.path, 'shop')}
  dev, prod need in the cluster: Namespace orders
`);
  });

  test('of what is not selected nothing is counted', () => {
    expect(synthesize(platform({ environments: ['dev'] }).made).stderr).toBe(
      `✓ shop: dev: 4 objects, 1 reason given → ${join(folder.path, 'shop')}\n  dev needs in the cluster: Namespace orders\n`,
    );
  });
});

describe('environments are selected', () => {
  test.each<[string, string[] | undefined, string | undefined, string[]]>([
    ['by the props', ['prod'], undefined, ['prod']],
    ['by the variable', undefined, 'dev', ['dev']],
    ['by several names', undefined, 'prod,dev', ['dev', 'prod']],
    ['by the props before the variable', ['prod'], 'dev', ['prod']],
    ['all, where the variable is empty', undefined, '', ['dev', 'prod']],
  ])('%s', (_, environments, variable, expected) => {
    if (variable !== undefined) {
      process.env.TRADEWIND_ENVIRONMENTS = variable;
    }
    synthesize(platform({ environments }).made);
    expect([...new Set(written().map((file) => file.split('/')[1]))]).toEqual(expected);
  });

  test('an unknown one is an error', () => {
    expect(synthesize(platform({ environments: ['production'] }).made)).toEqual({
      exitCode: 1,
      stderr: `✗ shop: 1 problem, nothing written

  (root)  environments
    got "production"
    shop has no such environment
    → choose of: dev, prod
`,
    });
  });

  test('the others are validated all the same', () => {
    const { made, prod } = platform({ environments: ['dev'] });
    Diagnostics.of(prod).addError({ property: 'a', rule: 'b', fix: 'c' });
    expect(synthesize(made).exitCode).toBe(1);
    expect(written()).toEqual([]);
  });
});

test('the directory is that of cdk8s, where it sets one', () => {
  process.env.CDK8S_OUTDIR = folder.path;
  const made = new Platform({ name: 'shop' });
  workload({}, new Chart(new Environment(made, 'dev', { cluster: Cluster.k3d() }), 'orders'));
  synthesize(made);
  expect(written()).toEqual(['shop/dev/2-main-orders.k8s.yaml', 'shop/dev/deploy.sh']);
});

describe('what a platform refuses', () => {
  const stderrOf = (change: (made: Platform) => void) => {
    const { made } = platform();
    change(made);
    const { stderr, exitCode } = synthesize(made);
    expect(exitCode).toBe(1);
    expect(written()).toEqual([]);
    return stderr.trimEnd().split('\n').slice(2);
  };

  test('a chart outside every environment', () => {
    const lines = stderrOf(
      (made) =>
        new ApiObject(new Chart(made, 'lost'), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }),
    );
    expect(lines).toEqual([
      '  lost/a  scope',
      '    got ConfigMap a, in no environment',
      '    what a platform synthesizes is written to the folder of an environment',
      "    → make its chart below one: new Environment(platform, 'dev', { cluster: … })",
    ]);
  });

  test('two charts of one file', () => {
    const lines = stderrOf((made) => {
      const dev = made.node.findChild('dev');
      workload({}, new Chart(dev, 'Orders', { namespace: 'other' }));
    });
    expect(lines).toEqual([
      '  dev/Orders  id',
      '    got dev/Orders, whose file 2-main-Orders.k8s.yaml is that of dev/orders too',
      '    every chart has files of its own',
      '    → give one of the charts another id',
    ]);
  });

  test('what a foreign validation refuses', () => {
    const lines = stderrOf((made) =>
      made.node.findChild('dev').node.addValidation({ validate: () => ['a rule of somebody else'] }),
    );
    expect(lines).toEqual([
      '  dev  validation',
      '    a rule of somebody else',
      '    → see the documentation of the construct',
    ]);
  });

  test('a name that is no folder', () => {
    const made = new Platform({ name: 'My Shop', outdir: folder.path });
    expect(synthesize(made)).toEqual({
      exitCode: 1,
      stderr: `✗ My Shop: 1 problem, nothing written

  (root)  name
    got "My Shop"
    the name of a system is a folder and part of names: a DNS label
    → use a-z, 0-9 and -, at most 63 characters, no - at the ends
`,
    });
  });
});

describe('the same bytes', () => {
  test('twice from one platform, and from another', () => {
    const { made } = platform();
    synthesize(made);
    const first = filesBelow(folder.path);
    synthesize(made);
    expect(filesBelow(folder.path)).toEqual(first);
    synthesize(platform().made);
    expect(filesBelow(folder.path)).toEqual(first);
  });

  test('in another process, time zone and language', () => {
    process.env.CDK8S_OUTDIR = folder.path;
    synthesize(cryptoWallets.platform());
    const here = filesBelow(folder.path);
    const { status } = run({ TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }, process.execPath, [
      '-r',
      'ts-node/register',
      'apps/main.ts',
      cryptoWallets.name,
    ]);
    expect(status).toBe(0);
    expect(filesBelow(join(folder.path, 'other'))).toEqual(here);
  });

  test('by cdk8s synth', () => {
    const { status } = run({ CDK8S_CHECK_UPGRADE: 'false' }, join(ROOT, 'node_modules/.bin/cdk8s'), [
      'synth',
      '--output',
      join(folder.path, 'other'),
    ]);
    expect(status).toBe(0);
    process.env.CDK8S_OUTDIR = folder.path;
    synthesize(cryptoWallets.platform());
    const files = filesBelow(folder.path);
    const ours = Object.keys(files).filter((file) => file.startsWith('crypto-wallets/'));
    expect(ours).toHaveLength(18);
    for (const file of ours) {
      expect(readFileSync(join(folder.path, 'other', file), 'utf8')).toBe(files[file]);
    }
  }, 30_000);

  function run(environment: Record<string, string>, command: string, args: string[]) {
    const env = { ...process.env, CDK8S_OUTDIR: join(folder.path, 'other'), ...environment };
    return spawnSync(command, args, { cwd: ROOT, env, encoding: 'utf8' });
  }
});
