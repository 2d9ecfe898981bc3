import { join } from 'node:path';
import fc from 'fast-check';
import { Environment, Platform } from '../../lib';
import { notHeld } from '../rendered/held';
import { changed, type Manifest, nameOf, readManifests } from '../rendered/manifest';
import { temporaryFolder } from '../rendered/temporary';
import { synthesize } from '../support/synth';
import { type Answer, ApiClient } from './support/api-client';
import { describeOnCluster } from './support/clusters';
import type { Kubectl } from './support/kubectl';
import { claim, prepare, release } from './support/namespace';
import { build, CLUSTER, type RandomPlatform, randomPlatform, type Waiting } from './support/random-platform';
import { provideVolumes } from './support/volumes';

const SEED = Number(process.env.TRADEWIND_SEED ?? 20_260_401);
const PLATFORMS = Number(process.env.TRADEWIND_PLATFORMS ?? 25);
const DEPLOYED = Number(process.env.TRADEWIND_DEPLOYED ?? 3);
const NAMESPACE = 'random-platforms';
/** So long a migration that waits for its store may wait: one that is applied before its store waits in vain. */
const PATIENCE_SECONDS = 20;
const PODS_OF_JOB = 'batch.kubernetes.io/job-name';
const LIFE = 'test.tradewind/pod';

interface Rendered {
  readonly folder: string;
  readonly waiting: readonly Waiting[];
}

/** Writes a platform into a namespace of this name, with ports of the nodes of its own. */
function rendered(platform: RandomPlatform, namespace: string, index: number): Rendered {
  const outdir = temporaryFolder('random-platform');
  const tree = new Platform({ name: namespace, outdir });
  const environment = new Environment(tree, 'prod', { cluster: CLUSTER });
  const waiting = build(platform, { environment, namespace, nodePort: 30_100 + 10 * index });
  const { stderr, exitCode } = synthesize(tree);
  if (exitCode !== undefined) {
    throw new Error(stderr);
  }
  return { folder: join(outdir, namespace, 'prod'), waiting };
}

/** What the API server has against an object: a refusal, a warning, or something that it does not keep. */
function complaints(sent: Manifest, { status, body, warnings }: Answer): string[] {
  const name = nameOf(sent);
  return status >= 300
    ? [`${name}: ${status} ${body.message}`]
    : [...warnings.map((warning) => `${name}: ${warning}`), ...notHeld(sent, body, name)];
}

const jobOf = (manifests: readonly Manifest[], { migration }: Waiting): Manifest | undefined =>
  manifests.find(({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith(`${migration}-`));

/** A copy whose migrations do not end before the test lets them: as a program that waits for its store. */
function withWaitingMigrations({ folder, waiting }: Rendered): string {
  const jobs = waiting.map((each) => jobOf(readManifests(folder), each)?.metadata.name);
  return changed(folder, (manifest) => {
    if (manifest.kind === 'Job' && jobs.includes(manifest.metadata.name)) {
      const { metadata } = manifest.spec.template;
      metadata.labels = { ...metadata.labels, [LIFE]: 'hangs' };
      manifest.spec.activeDeadlineSeconds = PATIENCE_SECONDS;
      manifest.spec.backoffLimit = 0;
    }
  });
}

/** Lets a migration end once all of its stores are ready, as its program would. */
async function endOnceReady(kubectl: Kubectl, namespace: string, job: string, stores: readonly string[]) {
  const timeout = `--timeout=${PATIENCE_SECONDS}s`;
  for (const store of stores) {
    await kubectl.run('-n', namespace, 'wait', '--for=create', `statefulset/${store}`, timeout);
    await kubectl.until(namespace, `statefulset/${store}`, '.status.readyReplicas', '1');
  }
  await kubectl.run('-n', namespace, 'wait', '--for=create', `job/${job}`, timeout);
  await kubectl.until(namespace, `job/${job}`, '.status.active', '1');
  await kubectl.run('-n', namespace, 'label', 'pods', '-l', `${PODS_OF_JOB}=${job}`, `${LIFE}-`);
}

describeOnCluster('random platforms', (kubectl) => {
  const platforms = fc.sample(randomPlatform, { seed: SEED, numRuns: PLATFORMS });

  describe('are accepted', () => {
    const namespaces = [NAMESPACE, `${NAMESPACE}-agents`];
    let client: ApiClient;

    beforeAll(async () => {
      for (const namespace of namespaces) {
        await claim(kubectl, namespace);
        await kubectl.run('create', 'namespace', namespace);
      }
      client = await ApiClient.of(kubectl);
    });
    afterAll(async () => {
      client.close();
      await Promise.all(namespaces.map((namespace) => release(kubectl, namespace)));
    });

    test(`by synth and by the API server, as they are: ${PLATFORMS} of seed ${SEED}`, async () => {
      const manifests = platforms.flatMap((platform) => readManifests(rendered(platform, NAMESPACE, 0).folder));
      const answers = await client.applyAll(manifests, { dryRun: true });
      expect(manifests.flatMap((manifest, index) => complaints(manifest, answers[index]))).toEqual([]);
    });
  });

  describe('are deployed', () => {
    const deployed = platforms
      .map((platform, index) => ({ platform, namespace: `random-${index}`, index }))
      .map(({ platform, namespace, index }) => ({
        namespace,
        platform,
        index,
        ...rendered(platform, namespace, index),
      }))
      .filter(({ waiting }) => waiting.length > 0)
      .slice(0, DEPLOYED);
    const removals: (() => Promise<void>)[] = [];

    afterAll(async () => {
      await Promise.all(
        deployed.flatMap(({ namespace }) => [release(kubectl, namespace), release(kubectl, `${namespace}-agents`)]),
      );
      for (const remove of removals) {
        await remove();
      }
    });

    test('by deploy.sh to its end, each migration after its stores', async () => {
      for (const { namespace, folder } of deployed) {
        await claim(kubectl, namespace);
        removals.push(await provideVolumes(kubectl, folder));
        await prepare(kubectl, folder);
      }
      const outcomes = await Promise.all(
        deployed.map(async (one) => {
          const folder = withWaitingMigrations(one);
          const manifests = readManifests(folder);
          const ends = one.waiting.map((each) =>
            endOnceReady(kubectl, one.namespace, String(jobOf(manifests, each)?.metadata.name), each.stores),
          );
          const [outcome] = await Promise.all([kubectl.deploy(folder), Promise.allSettled(ends)]);
          return { code: outcome.code, stderr: outcome.code === 0 ? '' : outcome.stderr };
        }),
      );
      expect(outcomes).toEqual(deployed.map(() => ({ code: 0, stderr: '' })));
    });
  });
});
