import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { Configuration, Diagnostics, HelmChart, type HelmChartProps, System } from '../../lib';
import { cryptoWallets } from '../../apps/crypto-wallets/main';
import { SWITCHED_CHART, switchedSystem } from '../support/switched-system';
import { filesBelow, synthesize, temporaryFolder } from '../support/synth';
import { oneThing, type Settings } from '../support/tiny-system';

const folder = temporaryFolder();

function write(props: Partial<HelmChartProps> & Pick<HelmChartProps, 'system'>) {
  const chart = new HelmChart({ version: '1.2.3', outdir: folder.path, ...props });
  return { ...synthesize({ synth: () => chart.write() }), files: filesBelow(folder.path) };
}

const thing = ({ host, pods }: Settings) => ({ spec: { host, pods } });
const system = oneThing({ dev: { host: 'dev.example', pods: 1 }, prod: { host: 'example.com', pods: 3 } }, thing);

describe('a chart', () => {
  test('lies beside the environments, with values for each', () => {
    const { files, exitCode, stderr } = write({ system });
    expect({ exitCode, stderr }).toEqual({
      exitCode: undefined,
      stderr: `✓ tiny: 2 values, 0 settings refused → ${join(folder.path, 'tiny/helm/tiny')}\n`,
    });
    expect(Object.keys(files).map((file) => file.replace('tiny/helm/tiny/', ''))).toEqual([
      'Chart.yaml',
      'README.md',
      'templates/2-main/thing.thing.yaml',
      'templates/NOTES.txt',
      'templates/_helpers.tpl',
      'templates/_validate.tpl',
      'templates/validate.yaml',
      'values-dev.yaml',
      'values-prod.yaml',
      'values.schema.json',
      'values.yaml',
    ]);
  });

  test('says what it is', () => {
    const { files } = write({ system, name: 'other', folder: 'platform', description: 'Does it.' });
    expect(files['platform/helm/other/Chart.yaml']).toBe(
      [
        'apiVersion: v2',
        'name: other',
        'description: Does it.',
        'type: application',
        'version: "1.2.3"',
        'appVersion: "1.2.3"',
        'kubeVersion: ">=1.30.0-0"',
        '',
      ].join('\n'),
    );
  });

  test('has the values of the last environment, or of the one that is asked for', () => {
    const file = 'tiny/helm/tiny/values.yaml';
    expect(write({ system }).files[file]).toMatch(/environment: prod\n[^]*# Thing thing\nhost: example.com\n/);
    expect(write({ system, environment: 'dev' }).files[file]).toMatch(/environment: dev\n[^]*host: dev.example\n/);
  });

  test('an environment says only in what it differs', () => {
    const { files } = write({ system });
    expect(files['tiny/helm/tiny/values-dev.yaml']).toBe(
      '# What is different in dev.\nenvironment: dev\nhost: dev.example\npods: 1\n',
    );
    expect(files['tiny/helm/tiny/values-prod.yaml']).toBe('# What is different in prod.\nenvironment: prod\n');
  });

  test('checks what synth would', () => {
    const schema = JSON.parse(write({ system }).files['tiny/helm/tiny/values.schema.json']);
    expect(schema).toMatchObject({
      additionalProperties: false,
      properties: {
        environment: { enum: ['dev', 'prod'] },
        host: { type: 'string', pattern: expect.stringMatching(/^\^\[a-z0-9\]/) },
        pods: { type: 'integer', minimum: 0 },
      },
    });
  });

  test('takes a text that an environment leaves empty, and keeps it where others do not', () => {
    const { files } = write({
      system: oneThing({ dev: { note: '' }, prod: { note: 'here' } }, ({ note }) => ({ spec: { note } })),
    });
    const { properties } = JSON.parse(files['tiny/helm/tiny/values.schema.json']);
    expect(new RegExp(properties.note.pattern).test('')).toBe(true);
    expect(files['tiny/helm/tiny/templates/_validate.tpl']).toContain(
      '{{- if and (eq .Values.environment "prod") (not .Values.note) }}{{ fail "\\n✗ note is empty: in prod it is not" }}{{ end }}',
    );
  });

  test('has a file for each of two objects of one name, in two namespaces', () => {
    const { environments, ...others } = oneThing({ prod: {} }, () => ({}));
    const twice = new System({
      ...others,
      environments,
      composition: {
        compose: (environment) => {
          for (const namespace of ['blue', 'green']) {
            const chart = new Chart(environment, namespace, { namespace });
            new Configuration(chart, 'words', { data: { of: namespace } });
          }
        },
      },
    });
    const { files } = write({ system: twice });
    const templates = Object.entries(files).filter(([file]) => file.endsWith('.configmap.yaml'));
    expect(templates.map(([file]) => file.replace(/^.*\//, ''))).toEqual([
      'green-words.configmap.yaml',
      'words.configmap.yaml',
    ]);
    expect(templates.map(([, text]) => /define "tiny\.configmap\.[^"]*"/.exec(text)?.[0])).toEqual([
      'define "tiny.configmap.green-words.content"',
      'define "tiny.configmap.words.content"',
    ]);
  });

  test('calls environments otherwise, where they are asked to be', () => {
    const { files } = write({ system, environmentNames: { dev: 'development' } });
    expect(files['tiny/helm/tiny/values-development.yaml']).toMatch(/^environment: development$/m);
    expect(JSON.parse(files['tiny/helm/tiny/values.schema.json'])).toMatchObject({
      properties: { environment: { enum: ['development', 'prod'] } },
    });
  });

  test('has the version of what it installs', () => {
    const { files } = write({ system, appVersion: '7.0.0' });
    expect(files['tiny/helm/tiny/Chart.yaml']).toContain('\nappVersion: "7.0.0"\n');
  });

  describe('that leaves the namespace to others', () => {
    let files: Record<string, string> | undefined;
    const made = () => {
      files ??= write({ system: switchedSystem, ...SWITCHED_CHART }).files;
      const all = files;
      return (file: string) => all[`switched/helm/switched/${file}`];
    };

    test('has every setting as a value', () => {
      expect(made()('README.md')).toContain('Every setting is a value.');
    });

    test('takes the namespace of the release, unless a value names another', () => {
      const file = made();
      expect(file('values.yaml')).toMatch(/^createNamespaces: false$/m);
      expect(file('values.yaml')).toMatch(
        /^# where it is empty, the namespace of the release: Namespace, .* more\nnamespace: ""$/m,
      );
      expect(file('templates/2-main/ingress.deployment.yaml')).toContain(
        '  namespace: {{ default .Release.Namespace .Values.namespace | quote }}\n',
      );
      expect(file('README.md')).toContain(
        'helm upgrade --install switched . -n switched --create-namespace -f values-production.yaml',
      );
    });

    test('says which labels the namespace needs', () => {
      expect(made()('README.md')).toMatch(
        /- production: `kubectl label namespace NAME .*pod-security.kubernetes.io\/enforce=restricted/,
      );
    });

    test('says when each share of the quota counts', () => {
      expect(made()('templates/0-cluster/quota.resourcequota.yaml')).toContain(
        [
          '        "when" (and (.Values.ingress.enabled) (.Values.ingress.autoscaling.enabled))',
          '        "pods" (add (mul 2 (int64 .Values.ingress.autoscaling.maxReplicas)) 1)',
        ].join('\n'),
      );
    });
  });

  test('names what is no value, with the reason', () => {
    const square = oneThing({ prod: { side: 3 } }, ({ side }) => ({ area: side * side }));
    const { files } = write({ system: square });
    expect(files['tiny/helm/tiny/README.md']).toContain(
      '- `side`: area of Thing thing follows by more than substitution, and no formula is declared for it',
    );
    expect(files['tiny/helm/tiny/templates/NOTES.txt']).toContain('Fixed by the environment: side.');
  });

  test('is the same, made twice', () => {
    const first = write({ system: cryptoWallets }).files;
    expect(write({ system: cryptoWallets }).files).toEqual(first);
  });

  test('of crypto-wallets is a snapshot', () => {
    expect(write({ system: cryptoWallets }).files).toMatchSnapshot();
  });
});

describe('problems', () => {
  const problem = (props: Partial<HelmChartProps> & Pick<HelmChartProps, 'system'>) => {
    const { files, exitCode, stderr } = write(props);
    expect({ files, exitCode }).toEqual({ files: {}, exitCode: 1 });
    return stderr.split('\n').slice(2, -1);
  };

  test('a setting with a name of the chart', () => {
    expect(problem({ system: oneThing({ prod: { versions: 1 } }, () => ({})) })).toEqual([
      '  helm/tiny  settings',
      '    got versions',
      "    these keys of the values are the chart's own: environment, createNamespaces, tests, registry, versions, global",
      '    → call the settings otherwise',
    ]);
  });

  test('an environment that is not there', () => {
    expect(problem({ system, environment: 'test' })).toEqual([
      '  helm/tiny  environment',
      '    got "test"',
      '    the system has no such environment',
      '    → choose of: dev, prod',
    ]);
  });

  test('a namespace from a setting that is none', () => {
    expect(problem({ system, namespaceSetting: 'namespace' })).toEqual([
      '  helm/tiny  namespaceSetting',
      '    got "namespace"',
      '    the chart has no such value',
      '    → name a setting that is text, from which a namespace follows in every environment',
    ]);
  });

  test('an environment in the place of the charts', () => {
    expect(problem({ system: oneThing({ helm: {} }, () => ({})) })[0]).toBe('  helm/tiny  environments');
  });

  test('a system that synth refuses', () => {
    const refused = oneThing({ prod: {} }, (_settings, environment) => {
      Diagnostics.of(environment).addError({ property: 'x', rule: 'it is wrong', fix: 'do not' });
      return {};
    });
    expect(problem({ system: refused })).toEqual([
      '  helm/tiny  system',
      '    got prod  x: it is wrong',
      '    a package is made of what synth lets through',
      '    → correct what npm run synth reports',
    ]);
  });

  test('TR-K8S-1: a version that is no value', () => {
    const { environments, ...others } = oneThing({ dev: {}, prod: {} }, () => ({}));
    const versions = { dev: { api: '1.0.0' }, prod: { api: `sha256:${'a'.repeat(64)}` } };
    const mixed = new System({
      ...others,
      environments: {
        dev: { ...environments.dev, versions: versions.dev },
        prod: { ...environments.prod, versions: versions.prod },
      },
    });
    expect(problem({ system: mixed })).toEqual([
      '  helm/tiny  versions.api  [TR-K8S-1]',
      '    got it is of one kind in one environment and of another in another',
      '    a chart is configured by its values alone, and first of all by the versions of its images',
      '    → give every environment a version of one form: tag, digest, or tag@digest; take out versions of no image',
    ]);
  });

  test('TR-K8S-2: a service type that asks for too much', () => {
    expect(problem({ system, mostValues: 1 })).toEqual([
      '  helm/tiny  values  [TR-K8S-2]',
      '    got 2, with 1 at the most',
      '    a new service is its own parameters, a few lines',
      '    → give the others a default in the composition',
    ]);
  });
});
