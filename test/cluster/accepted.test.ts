import { describeOnCluster } from './support/clusters';
import { notHeld } from '../rendered/held';
import { type Manifest, nameOf, readManifests, type Untyped } from '../rendered/manifest';
import { claim, createSecrets, release } from './support/namespace';
import { synthesize } from '../rendered/synthesize';
import { provideVolumes } from './support/volumes';
import { isReady, leastPodsOf, podsOf, untilAtStrength } from './support/workloads';
import { SYSTEMS } from '../../apps/systems';

const ENFORCED = 'pod-security.kubernetes.io/enforce';
const REASON = 'tradewind.dev/pod-security';

/** An object without what controllers write into it by themselves. */
function declared(manifest: Manifest): object {
  const copy: Untyped = structuredClone(manifest);
  delete copy.status;
  delete copy.metadata.resourceVersion;
  copy.metadata.managedFields = copy.metadata.managedFields.filter(
    ({ subresource }: { subresource?: string }) => subresource === undefined,
  );
  return copy;
}

/** One environment after the other: while the namespaces of a system go, the next system is there. */
const PLACES = ['dev', 'staging', 'prod'].flatMap((environment) =>
  Object.values(SYSTEMS).map((system) => [system.name, environment, system] as const),
);

test('every environment of every system is among them', () => {
  const named = Object.values(SYSTEMS).flatMap(({ name, environments }) =>
    Object.keys(environments).map((environment) => `${name} ${environment}`),
  );
  expect(PLACES.map(([name, environment]) => `${name} ${environment}`).sort()).toEqual(named.sort());
});

describeOnCluster('every system is accepted', (kubectl) => {
  const leaving = new Map<string, Promise<void>>();
  afterAll(async () => void (await Promise.all(leaving.values())));

  describe.each(PLACES)('%s %s', (_name, environment, system) => {
    let folder: string;
    let removeVolumes: () => Promise<void> = async () => {};
    let namespaces: string[] = [];
    let sent: Manifest[];
    let first: Awaited<ReturnType<typeof kubectl.apply>>;

    beforeAll(async () => {
      folder = synthesize(environment, {}, system);
      sent = readManifests(folder);
      await leaving.get(system.name);
      namespaces = sent.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
      await Promise.all(namespaces.map((namespace) => claim(kubectl, namespace)));
      removeVolumes = await provideVolumes(kubectl, folder);
      first = await kubectl.apply(folder);
    });
    afterAll(() => {
      const gone = Promise.all(namespaces.map((namespace) => release(kubectl, namespace))).then(removeVolumes);
      // Whoever waits for it is told; until then a failure is nobody's.
      gone.catch(() => undefined);
      leaving.set(system.name, gone);
    });

    test('in one go, on an empty cluster, without a warning', () => {
      expect(first).toMatchObject({ code: 0, warnings: [] });
    });

    test('and everything sent is held', async () => {
      const held = await kubectl.readBack(folder);
      expect(held.map(nameOf)).toEqual(sent.map(nameOf));
      expect(sent.flatMap((manifest, index) => notHeld(manifest, held[index], nameOf(manifest)))).toEqual([]);
    });

    test('and Pod Security admits the pods, as many as each workload wants at least', async () => {
      for (const { metadata } of sent.filter(({ kind }) => kind === 'Namespace')) {
        const reason = metadata.annotations?.[REASON];
        expect([metadata.name, metadata.labels?.[ENFORCED]]).toEqual([
          metadata.name,
          reason === undefined ? 'restricted' : 'privileged',
        ]);
      }
      for (const namespace of namespaces) {
        await kubectl.attempt(
          '-n',
          namespace,
          'delete',
          'secret',
          '-l',
          'app.kubernetes.io/managed-by!=cdk8s-tradewind',
        );
      }
      await createSecrets(kubectl, folder);
      await untilAtStrength(kubectl, folder);
      for (const workload of sent.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')) {
        const pods = await podsOf(kubectl, workload);
        expect([nameOf(workload), pods.filter(isReady).length]).toEqual([
          nameOf(workload),
          leastPodsOf(workload, sent),
        ]);
      }
    });

    test('and applied again it changes nothing', async () => {
      await untilAtStrength(kubectl, folder);
      const before = await kubectl.readBack(folder);
      expect(await kubectl.apply(folder)).toMatchObject({ code: 0, warnings: [] });
      const after = await kubectl.readBack(folder);
      expect(after.map(declared)).toEqual(before.map(declared));
    });
  });
});
