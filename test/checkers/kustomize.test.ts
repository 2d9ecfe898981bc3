import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { KUSTOMIZE_OPTIONS, SYSTEMS } from '../../apps/systems';
import { Kustomization, type KustomizationProps, type System } from '../../lib';
import { objectsIn } from '../rendered/helm-objects';
import { type Manifest, nameOf, readManifests } from '../rendered/manifest';
import { randomSystems } from '../support/random-systems';
import { switchedSystem } from '../support/switched-system';
import { synthesize } from '../support/synth';
import { describeWithTool } from './tool';

const SAMPLES = Number(process.env.TRADEWIND_SAMPLES ?? 20);
const SEED = Number(process.env.TRADEWIND_SEED ?? Date.now() % 1_000_000);

describeWithTool('kustomize', () => {
  let outdir: string;

  beforeAll(() => {
    outdir = mkdtempSync(join(tmpdir(), 'tradewind-kustomize-'));
  });
  afterAll(() => rmSync(outdir, { recursive: true }));

  /** Whether the system could be written, both ways. */
  const write = (system: System, props: Partial<KustomizationProps> = {}): boolean => {
    process.env.CDK8S_OUTDIR = outdir;
    const plain = synthesize(system);
    delete process.env.CDK8S_OUTDIR;
    const { exitCode, stderr } = synthesize({
      synth: () => new Kustomization({ system, outdir, ...props }).write(),
    });
    if (exitCode !== undefined && plain.exitCode === undefined) {
      throw new Error(stderr);
    }
    return exitCode === undefined;
  };
  const built = (system: System, overlay: string) => {
    const folder = join(outdir, system.name, 'kustomize/overlays', overlay);
    const { stdout, stderr, status } = spawnSync('kustomize', ['build', folder], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return { status, stderr, objects: byName(objectsIn(stdout)) };
  };
  const plain = (system: System, environment: string) => ({
    status: 0,
    stderr: '',
    objects: byName(readManifests(join(outdir, system.name, environment))),
  });

  const systems = [...Object.values(SYSTEMS), switchedSystem].map((system) => [system.name, system] as const);

  describe.each(systems)('%s', (name, system) => {
    const options = KUSTOMIZE_OPTIONS[name] ?? {};

    beforeAll(() => {
      expect(write(system, options)).toBe(true);
    });

    test.each(Object.keys(system.environments))('the overlay of %s builds what synth writes', (environment) => {
      const overlay = options.environmentNames?.[environment] ?? environment;
      expect(built(system, overlay)).toEqual(plain(system, environment));
    });
  });

  test('overlays of any system build what synth writes', () => {
    process.stdout.write(`kustomize: TRADEWIND_SEED=${SEED}\n`);
    let taken = 0;
    fc.assert(
      fc.property(randomSystems, (system) => {
        fc.pre(write(system));
        taken += 1;
        for (const environment of Object.keys(system.environments)) {
          expect(built(system, environment)).toEqual(plain(system, environment));
        }
      }),
      { numRuns: SAMPLES, seed: SEED, endOnFailure: true },
    );
    expect(taken).toBeGreaterThan(0);
  });
});

function byName(objects: readonly Manifest[]): Record<string, Manifest> {
  const found = Object.fromEntries(objects.map((object) => [`${object.apiVersion} ${nameOf(object)}`, object]));
  if (Object.keys(found).length < objects.length) {
    throw new Error('an object is there twice');
  }
  return found;
}
