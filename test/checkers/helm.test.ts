import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { HELM_OPTIONS, SERVICE_TYPES, SYSTEMS } from '../../apps/systems';
import { HelmChart, type HelmChartProps, System } from '../../lib';
import { type Analysis, analyse } from '../../lib/delivery/helm/analysis';
import { placeWith } from '../../lib/delivery/helm/place-values';
import { settable } from '../../lib/delivery/helm/values-files';
import { dotted, treeOf } from '../../lib/delivery/helm/values-path';
import { asInPlainYaml, objectsIn } from '../rendered/helm-objects';
import { readManifests } from '../rendered/manifest';
import { randomValues } from '../support/random-values';
import { SWITCHED_CHART, switchedSystem } from '../support/switched-system';
import { synthesize } from '../support/synth';
import { describeWithTool } from './tool';

/** A large system takes half a minute: what its chart was made from is asked once. */
jest.mock('../../lib/delivery/helm/analysis', () => {
  const actual = jest.requireActual<{ analyse(system: System): Analysis }>('../../lib/delivery/helm/analysis');
  const known = new Map<System, Analysis>();
  return {
    ...actual,
    analyse: (system: System) => {
      const analysis = known.get(system) ?? actual.analyse(system);
      known.set(system, analysis);
      return analysis;
    },
  };
});

const SAMPLES = Number(process.env.TRADEWIND_SAMPLES ?? 20);
const SEED = Number(process.env.TRADEWIND_SEED ?? Date.now() % 1_000_000);
const KUBERNETES = '1.36.0';

const SIZES: Readonly<Record<string, string[]>> = {
  'balance-plus': ['postgres.size', 'postgres.backup.size'],
  minitoolstream: ['tarantool', 'minio'].flatMap((store) => [
    `${store}.persistence.size`,
    `${store}.persistence.backupSize`,
    `${store}.resources.limits.cpu`,
  ]),
};

describeWithTool('helm', () => {
  let outdir: string;

  beforeAll(() => {
    outdir = mkdtempSync(join(tmpdir(), 'tradewind-helm-'));
  });
  afterAll(() => rmSync(outdir, { recursive: true }));

  const helm = (...args: string[]) => spawnSync('helm', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });

  const systems = [...Object.values(SYSTEMS), ...Object.values(SERVICE_TYPES).flat(), switchedSystem];
  const optionsOf = (name: string): Partial<HelmChartProps> =>
    name === switchedSystem.name ? SWITCHED_CHART : (HELM_OPTIONS[name] ?? {});

  describe.each(systems.map((system) => [system.name, system] as const))('%s', (name, system) => {
    const options = optionsOf(name);
    const called = (environment: string) => options.environmentNames?.[environment] ?? environment;
    let chart: string;
    let analysis: Analysis;

    beforeAll(() => {
      const { exitCode, stderr } = synthesize({
        synth: () => new HelmChart({ system, version: '0.1.0', outdir, ...options }).write(),
      });
      if (exitCode !== undefined) {
        throw new Error(stderr);
      }
      chart = join(outdir, name, 'helm', name);
      analysis = analyse(system);
    });

    const template = (environment: string, ...more: string[]) =>
      helm(
        'template',
        name,
        chart,
        '--kube-version',
        KUBERNETES,
        '-n',
        name,
        '--set',
        'createNamespaces=true',
        '-f',
        join(chart, `values-${called(environment)}.yaml`),
        ...more,
      );
    const rendered = (environment: string, ...more: string[]) => {
      const { stdout, stderr, status } = template(environment, ...more);
      return status === 0 ? asInPlainYaml(objectsIn(stdout)) : stderr;
    };
    const plain = (environment: string, values?: Record<string, unknown>) => {
      const place = system.environments[environment];
      const environments = { ...system.environments, [environment]: values ? placeWith(place, values) : place };
      process.env.CDK8S_OUTDIR = join(outdir, 'plain');
      const { exitCode, stderr } = synthesize(new System({ ...system, environments }));
      delete process.env.CDK8S_OUTDIR;
      if (exitCode !== undefined) {
        throw new Error(stderr);
      }
      return asInPlainYaml(readManifests(join(outdir, 'plain', name, environment)));
    };

    test.each(Object.keys(system.environments))('lint finds nothing in the values of %s', (environment) => {
      const values = join(chart, `values-${called(environment)}.yaml`);
      const { stdout, status } = helm('lint', '--strict', '--kube-version', KUBERNETES, chart, '-f', values);
      expect({ status, found: stdout.split('\n').filter((line) => /^\[(WARNING|ERROR)/.test(line)) }).toEqual({
        status: 0,
        found: [],
      });
    });

    test.each(Object.keys(system.environments))('with the values of %s it renders what synth writes', (environment) => {
      expect(rendered(environment)).toEqual(plain(environment));
      expect(rendered(environment, '--is-upgrade')).toEqual(plain(environment));
    });

    test('with any values it renders what synth makes of them', () => {
      process.stdout.write(`${name}: TRADEWIND_SEED=${SEED}\n`);
      let taken = 0;
      fc.assert(
        fc.property(randomValues(analysis), ({ environment, values, changed }) => {
          const file = join(outdir, 'random.json');
          writeFileSync(file, JSON.stringify(treeOf(changed)));
          let expected;
          try {
            expected = plain(environment, values);
          } catch {
            fc.pre(false);
          }
          taken += 1;
          expect(rendered(environment, '-f', file)).toEqual(expected);
        }),
        { numRuns: SAMPLES, seed: SEED, endOnFailure: true },
      );
      process.stdout.write(`${name}: ${taken} samples\n`);
      expect(taken).toBeGreaterThan(0);
    });

    test('what is no value is refused', () => {
      const { status, stderr } = template(Object.keys(system.environments)[0], '--set', 'noSuchValue=1');
      expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('noSuchValue') });
    });

    test('there are values to turn', () => {
      expect(settable(analysis).map(dotted)).toContainEqual(
        expect.stringMatching(/pods\.max$|maxReplicas$|prometheus\.size$/),
      );
      expect(analysis.knobs.filter(({ fixedIn }) => Object.keys(fixedIn).length === 0).map(({ path }) => dotted(path)))
        // What backups take is a value of its own there, so that the size of a store is one, too.
        .toEqual(expect.arrayContaining(SIZES[name] ?? []));
    });
  });
});
