import { setTimeout as pause } from 'node:timers/promises';
import { describeOnOwnCluster } from '../support/clusters';
import { type Manifest, only, readManifests } from '../../rendered/manifest';
import { inNamespace, synthesize } from '../../rendered/synthesize';
import { createSecrets } from '../support/namespace';
import { isReady, minimumOf, podsOf, untilRolledOut } from '../support/workloads';

/** The minimum of prod is 2. With a pod in each zone it survives the loss of one; with 2 pods, one of them does. */
const SIZES = [2, 3, 6];
/** Kubernetes calls a node dead after 50 s, the pods tolerate that for 60: beyond this something is wrong. */
const LIMIT_SECONDS = 240;
const ZONE = 'topology.kubernetes.io/zone';

describeOnOwnCluster("crypto-wallets loses a zone, under Kubernetes' own timers", { FAST: '0' }, (own) => {
  const minimum = minimumOf(readManifests(synthesize('prod')));
  const zoneOf = new Map<string, string>();
  /** The pods that serve, by size of the Deployment: now, at the worst moment, and when they were all there again. */
  const seen = new Map<number, { fewest: number; atOnce: number; seconds?: number }>();
  const deployments = new Map<number, Manifest>();
  let lostZone: string;

  // A pod of the silent zone serves nobody, long before the API server hears of it.
  async function serving(size: number): Promise<number> {
    const pods = await podsOf(own.kubectl, deployments.get(size) as Manifest);
    return pods.filter((pod) => isReady(pod) && zoneOf.get(pod.spec.nodeName) !== lostZone).length;
  }

  async function rollOut(size: number): Promise<void> {
    const folder = inNamespace(
      synthesize('prod', { settings: { pods: { min: size, max: 10 } } }),
      `wallets-of-${size}`,
    );
    expect(await own.kubectl.apply(folder)).toMatchObject({ code: 0, warnings: [] });
    await createSecrets(own.kubectl, folder);
    await untilRolledOut(own.kubectl, folder);
    deployments.set(size, only(readManifests(folder), 'Deployment'));
  }

  beforeAll(
    async () => {
      const nodes: Manifest[] = JSON.parse(await own.kubectl.run('get', 'nodes', '-o', 'json')).items;
      nodes.forEach(({ metadata }) => zoneOf.set(metadata.name, String(metadata.labels?.[ZONE])));
      for (const size of SIZES) {
        await rollOut(size);
      }
      // One that holds a pod of every size, of the two pods too: without one nothing would be lost.
      const [pod] = await podsOf(own.kubectl, deployments.get(Math.min(...SIZES)) as Manifest);
      lostZone = String(zoneOf.get(pod?.spec.nodeName));
      await own.zone('down', Number(/\d+$/.exec(lostZone)?.[0]));

      const start = Date.now();
      for (const size of SIZES) {
        const atOnce = await serving(size);
        seen.set(size, { atOnce, fewest: atOnce });
      }
      for (let missing = SIZES; missing.length > 0 && Date.now() - start < LIMIT_SECONDS * 1000; await pause(1000)) {
        for (const size of missing) {
          const now = await serving(size);
          const before = seen.get(size);
          seen.set(size, {
            atOnce: before?.atOnce ?? now,
            fewest: Math.min(before?.fewest ?? now, now),
            seconds: now >= size ? Math.round((Date.now() - start) / 1000) : undefined,
          });
        }
        missing = missing.filter((size) => seen.get(size)?.seconds === undefined);
      }
      const lines = SIZES.map((size) => {
        const { fewest, seconds } = seen.get(size) ?? {};
        return `  of ${size} pods ${fewest} stay available; full strength after ${seconds ?? `more than ${LIMIT_SECONDS}`} s\n`;
      });
      process.stdout.write(`zone loss, minimum ${minimum}:\n${lines.join('')}`);
    },
    (LIMIT_SECONDS + 120) * 1000,
  );

  test.each(SIZES)('%d pods: the loss is felt, and full strength comes back', (size) => {
    expect(seen.get(size)?.atOnce).toBeLessThan(size);
    expect(seen.get(size)?.seconds).toBeLessThan(LIMIT_SECONDS);
  });

  test.each(SIZES.filter((size) => size >= 3))('%d pods: the minimum of prod stays available', (size) => {
    expect(seen.get(size)?.fewest).toBeGreaterThanOrEqual(minimum);
  });

  test.each(SIZES)('%d pods: never more than the pods of one zone are missing, and one stays', (size) => {
    expect(seen.get(size)?.fewest).toBe(size - Math.ceil(size / 3));
    expect(seen.get(size)?.fewest).toBeGreaterThanOrEqual(1);
  });
});
