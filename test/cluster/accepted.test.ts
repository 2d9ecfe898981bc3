import { describeOnCluster } from './support/clusters';
import { notHeld } from '../rendered/held';
import { type Manifest, nameOf, only, readManifests, type Untyped } from '../rendered/manifest';
import { claim, createSecrets, release } from './support/namespace';
import { synthesize } from '../rendered/synthesize';
import { provideVolumes } from './support/volumes';
import { isReady, leastPodsOf, podsOf, untilAtStrength } from './support/workloads';
import { SYSTEMS } from '../../apps/systems';

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

const PLACES = Object.values(SYSTEMS).flatMap((system) =>
  Object.keys(system.environments).map((environment) => [system.name, environment, system] as const),
);

describeOnCluster('every system is accepted', (kubectl) => {
  describe.each(PLACES)('%s %s', (_name, environment, system) => {
    let folder: string;
    let removeVolumes: () => Promise<void>;
    let namespace: string;
    let sent: Manifest[];
    let first: Awaited<ReturnType<typeof kubectl.apply>>;

    beforeAll(async () => {
      folder = synthesize(environment, {}, system);
      sent = readManifests(folder);
      namespace = only(sent, 'Namespace').metadata.name;
      await claim(kubectl, namespace);
      removeVolumes = await provideVolumes(kubectl, folder);
      first = await kubectl.apply(folder);
    });
    afterAll(async () => {
      await release(kubectl, namespace);
      await removeVolumes();
    });

    test('in one go, on an empty cluster, without a warning', () => {
      expect(first).toMatchObject({ code: 0, warnings: [] });
    });

    test('and everything sent is held', async () => {
      const held = await kubectl.readBack(folder);
      expect(held.map(nameOf)).toEqual(sent.map(nameOf));
      expect(sent.flatMap((manifest, index) => notHeld(manifest, held[index], nameOf(manifest)))).toEqual([]);
    });

    test('and Pod Security restricted admits the pods, as many as each workload wants at least', async () => {
      const { labels } = only(sent, 'Namespace').metadata;
      expect(labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
      await kubectl.attempt('-n', namespace, 'delete', 'secret', '--all');
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
