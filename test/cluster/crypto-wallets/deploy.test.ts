import { describeOnCluster } from '../support/clusters';
import { changed, only, readManifests } from '../../rendered/manifest';
import { claim, prepare, release } from '../support/namespace';
import { imageTag, NEXT_VERSION, synthesize, withPods } from '../../rendered/synthesize';
import { configMapsOf, podsOf } from '../support/workloads';

const NAMESPACE = 'crypto-wallets';

describeOnCluster('deploy.sh of crypto-wallets', (kubectl) => {
  let folder: string;
  let next: string;

  beforeAll(() => {
    folder = synthesize('prod');
    next = synthesize('prod', NEXT_VERSION);
  });
  beforeEach(async () => {
    await claim(kubectl, NAMESPACE);
    await prepare(kubectl, folder);
  });
  afterEach(() => release(kubectl, NAMESPACE));

  const deploymentOf = (of: string) => only(readManifests(of), 'Deployment');
  const jobOf = (of: string) => only(readManifests(of), 'Job');
  const live = async (kind: string, name: string) => only(await kubectl.list(NAMESPACE, kind), kind, name);
  const images = async () => {
    const pods = await podsOf(kubectl, deploymentOf(folder));
    return new Set(pods.map(({ spec }) => spec.containers[0].image));
  };

  test('migrates first, then starts the pods; run again, it succeeds at once', async () => {
    expect(await kubectl.deploy(folder)).toMatchObject({ code: 0 });
    const { status } = await live('Job', jobOf(folder).metadata.name);
    const { metadata } = await live('Deployment', deploymentOf(folder).metadata.name);
    expect(status.succeeded).toBe(1);
    expect(Date.parse(status.completionTime)).toBeLessThanOrEqual(
      Date.parse((metadata as unknown as { creationTimestamp: string }).creationTimestamp),
    );
    expect(await kubectl.deploy(folder)).toMatchObject({ code: 0 });
    const again = await live('Deployment', deploymentOf(folder).metadata.name);
    expect(again.metadata).toMatchObject({ uid: (metadata as unknown as { uid: string }).uid });
  });

  test('a migration that fails leaves nothing running', async () => {
    const failing = changed(withPods(folder, 'Job', 'fails'), (manifest) => {
      if (manifest.kind === 'Job') {
        manifest.spec.backoffLimit = 0;
      }
    });
    const { code, stderr } = await kubectl.deploy(failing);
    expect(code).toBe(1);
    expect(stderr).toContain(`job ${NAMESPACE}/${jobOf(folder).metadata.name} failed`);
    expect(stderr).toContain('BackoffLimitExceeded');
    expect(await kubectl.list(NAMESPACE, 'deployments')).toEqual([]);
    expect(await podsOf(kubectl, deploymentOf(folder))).toEqual([]);
  });

  test('a migration that hangs leaves the old version running, and no pod of the new one', async () => {
    expect(await kubectl.deploy(folder)).toMatchObject({ code: 0 });
    const before = await images();
    const hanging = changed(withPods(next, 'Job', 'hangs'), (manifest) => {
      if (manifest.kind === 'Job') {
        manifest.spec.activeDeadlineSeconds = 2;
      }
    });
    const { code, stderr } = await kubectl.deploy(hanging);
    expect(code).toBe(1);
    expect(stderr).toContain('DeadlineExceeded');
    expect(await images()).toEqual(before);
  });

  test('the next version goes over the last, and undo brings back the old configuration', async () => {
    expect(await kubectl.deploy(folder)).toMatchObject({ code: 0 });
    const deployment = deploymentOf(folder);
    const configMaps = configMapsOf(deployment);
    expect(configMaps).not.toEqual([]);
    expect(configMapsOf(deploymentOf(next))).not.toEqual(configMaps);
    expect(jobOf(next).metadata.name).not.toBe(jobOf(folder).metadata.name);

    expect(await kubectl.deploy(next)).toMatchObject({ code: 0 });
    const upgraded = await live('Deployment', deployment.metadata.name);
    expect(imageTag([upgraded])).toBe(imageTag(readManifests(next)));
    expect(configMapsOf(upgraded)).toEqual(configMapsOf(deploymentOf(next)));

    await kubectl.run('-n', NAMESPACE, 'rollout', 'undo', `deployment/${deployment.metadata.name}`);
    await kubectl.run('-n', NAMESPACE, 'rollout', 'status', `deployment/${deployment.metadata.name}`, '--timeout=60s');
    const undone = await live('Deployment', deployment.metadata.name);
    expect(imageTag([undone])).toBe(imageTag(readManifests(folder)));
    expect(configMapsOf(undone)).toEqual(configMaps);
    const kept = (await kubectl.list(NAMESPACE, 'configmaps')).map(({ metadata }) => metadata.name);
    expect(kept).toEqual(expect.arrayContaining(configMaps));
  });
});
