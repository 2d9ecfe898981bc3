import type { Chart } from 'cdk8s';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { DiagnosticLevel, Diagnostics, Environment, NamespaceChart, Platform } from '../../lib';
import { notHeld } from '../rendered/held';
import { type Manifest, nameOf } from '../rendered/manifest';
import { temporaryFolder } from '../rendered/temporary';
import { type Answer, ApiClient } from './support/api-client';
import { describeOnCluster } from './support/clusters';
import { claim, release } from './support/namespace';
import { CLUSTERS, type RandomService, randomService } from './support/random-service';

const SEED = Number(process.env.TRADEWIND_SEED ?? 20_260_401);
const SERVICES = Number(process.env.TRADEWIND_SERVICES ?? 400);
const BATCH = 50;
const NAMESPACE = 'random-services';

interface Numbered {
  readonly id: string;
  readonly service: RandomService;
}

/** One tree of many services, each in the environment of its cluster. */
function tree(services: readonly Numbered[]): Platform {
  const platform = new Platform({ name: NAMESPACE, outdir: temporaryFolder('random') });
  const charts = Object.entries(CLUSTERS).map(([name, cluster]) => {
    const environment = new Environment(platform, name, { cluster });
    return [name, new NamespaceChart(environment, 'all', { namespace: NAMESPACE })] as const;
  });
  const chartOf = new Map<string, Chart>(charts);
  services.forEach(({ id, service }) => service.build(chartOf.get(service.cluster) as Chart, id));
  return platform;
}

/** Leaves out what synth refuses, and says why it did. */
function sort(services: readonly Numbered[]): { accepted: Numbered[]; problems: Map<string, string[]> } {
  const platform = tree(services);
  const problems = new Map<string, string[]>();
  try {
    platform.synthYaml();
  } catch (error) {
    if (!String(error).includes('nothing written')) {
      throw error;
    }
    for (const { level, path, property, rule } of Diagnostics.of(platform).all) {
      const id = path.split('/')[2]?.split('-')[0];
      if (level === DiagnosticLevel.ERROR) {
        problems.set(String(id), [...(problems.get(String(id)) ?? []), `${property}: ${rule}`]);
      }
    }
  }
  return { accepted: services.filter(({ id }) => !problems.has(id)), problems };
}

/** What the API server has against an object: a refusal, a warning, or something that it does not keep. */
function complaints(sent: Manifest, { status, body, warnings }: Answer): string[] {
  const name = nameOf(sent);
  return status >= 300
    ? [`${name}: ${status} ${body.message}`]
    : [...warnings.map((warning) => `${name}: ${warning}`), ...notHeld(sent, body, name)];
}

describeOnCluster('random services', (kubectl) => {
  const services = fc.sample(randomService, { seed: SEED, numRuns: SERVICES });
  const numbered = services.map((service, index): Numbered => ({ id: `n${index}`, service }));
  const batches = Array.from({ length: Math.ceil(SERVICES / BATCH) }, (_, index) =>
    numbered.slice(index * BATCH, (index + 1) * BATCH),
  );
  const count = { accepted: 0, refused: 0, objects: 0 };
  const rules = new Map<string, number>();
  let client: ApiClient;

  beforeAll(async () => {
    await claim(kubectl, NAMESPACE);
    await kubectl.run('create', 'namespace', NAMESPACE);
    client = await ApiClient.of(kubectl);
  });
  afterAll(async () => {
    client.close();
    await release(kubectl, NAMESPACE);
  });

  test.each(batches.map((batch, index) => ({ index, batch })))(
    `what synth accepts the API server accepts, as it is: batch $index of seed ${SEED}`,
    async ({ batch }) => {
      const { accepted, problems } = sort(batch);
      count.accepted += accepted.length;
      count.refused += batch.length - accepted.length;
      [...problems.values()].flat().forEach((rule) => rules.set(rule, (rules.get(rule) ?? 0) + 1));
      const manifests = parseAllDocuments(tree(accepted).synthYaml()).map((document) => document.toJS() as Manifest);
      count.objects += manifests.length;
      const answers = await client.applyAll(manifests, { dryRun: true });
      expect(manifests.flatMap((manifest, index) => complaints(manifest, answers[index]))).toEqual([]);
    },
  );

  test('the generator writes mostly what synth accepts, of every kind', () => {
    process.stdout.write(
      `random services, seed ${SEED}: ${count.accepted} accepted (${count.objects} objects), ${count.refused} refused by synth\n`,
    );
    if (process.env.TRADEWIND_VERBOSE) {
      const lines = [...rules].sort(([, a], [, b]) => b - a).map(([rule, times]) => `  ${times} × ${rule}\n`);
      process.stdout.write(lines.join(''));
    }
    expect(count.accepted).toBeGreaterThan(SERVICES / 2);
  });
});
