import { describeOnCluster } from '../support/clusters';
import { notHeld } from '../../rendered/held';
import { type Manifest, nameOf, only, readManifests, type Untyped } from '../../rendered/manifest';
import { claim, createSecrets, release } from '../support/namespace';
import { synthesize } from '../../rendered/synthesize';
import { isReady, minimumOf, podsOf, untilRolledOut } from '../support/workloads';

const NAMESPACE = 'crypto-wallets';

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

describeOnCluster('crypto-wallets is accepted', (kubectl) => {
  describe.each(['dev', 'staging', 'prod'])('%s', (environment) => {
    let folder: string;
    let sent: Manifest[];
    let first: Awaited<ReturnType<typeof kubectl.apply>>;

    beforeAll(async () => {
      folder = synthesize(environment);
      sent = readManifests(folder);
      await claim(kubectl, NAMESPACE);
      first = await kubectl.apply(folder);
    });
    afterAll(() => release(kubectl, NAMESPACE));

    test('in one go, on an empty cluster, without a warning', () => {
      expect(first).toMatchObject({ code: 0, warnings: [] });
    });

    test('and everything sent is held', async () => {
      const held = await kubectl.readBack(folder);
      expect(held.map(nameOf)).toEqual(sent.map(nameOf));
      expect(sent.flatMap((manifest, index) => notHeld(manifest, held[index], nameOf(manifest)))).toEqual([]);
    });

    test('and Pod Security restricted admits the pods, as many as the autoscaler wants at least', async () => {
      const { labels } = only(sent, 'Namespace').metadata;
      expect(labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
      await kubectl.attempt('-n', NAMESPACE, 'delete', 'secret', '--all');
      await createSecrets(kubectl, folder);
      await untilRolledOut(kubectl, folder);
      const pods = await podsOf(kubectl, only(sent, 'Deployment'));
      expect(pods.filter(isReady)).toHaveLength(minimumOf(sent));
    });

    test('and applied again it changes nothing', async () => {
      await untilRolledOut(kubectl, folder);
      const before = await kubectl.readBack(folder);
      expect(await kubectl.apply(folder)).toMatchObject({ code: 0, warnings: [] });
      const after = await kubectl.readBack(folder);
      expect(after.map(declared)).toEqual(before.map(declared));
    });
  });
});
