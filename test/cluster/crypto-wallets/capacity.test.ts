import { ApiClient } from '../support/api-client';
import { describeOnCluster } from '../support/clusters';
import { only, readManifests } from '../../rendered/manifest';
import { claim, prepare, release } from '../support/namespace';
import { NEXT_VERSION, synthesize, withPods } from '../../rendered/synthesize';
import { atStrength, isReady, maximumOf, podsOf } from '../support/workloads';

const NAMESPACE = 'crypto-wallets';

describeOnCluster('crypto-wallets under load and in a drain', (kubectl) => {
  let folder: string;

  beforeAll(() => {
    folder = synthesize('prod');
  });
  beforeEach(async () => {
    await claim(kubectl, NAMESPACE);
    await prepare(kubectl, folder);
  });
  afterEach(() => release(kubectl, NAMESPACE));

  async function deployAt(replicas: number, of: string): Promise<void> {
    expect(await kubectl.deploy(of)).toMatchObject({ code: 0 });
    const { metadata } = only(readManifests(of), 'Deployment');
    const workload = `deployment/${metadata.name}`;
    await kubectl.run('-n', NAMESPACE, 'scale', workload, `--replicas=${replicas}`);
    await atStrength(kubectl, NAMESPACE, workload, replicas);
  }

  test('a rollout at the maximum, with pods slow to go, stays within the quota', async () => {
    const slow = withPods(folder, 'Deployment', 'slow');
    const most = maximumOf(readManifests(folder));
    await deployAt(most, slow);
    expect(await kubectl.deploy(withPods(synthesize('prod', NEXT_VERSION), 'Deployment', 'slow'))).toMatchObject({
      code: 0,
    });
    const pods = await podsOf(kubectl, only(readManifests(folder), 'Deployment'));
    expect(pods.filter(isReady)).toHaveLength(most);
    // More than the surge are still on their way out: they count against the quota beside the new ones.
    expect(pods.filter(({ metadata }) => 'deletionTimestamp' in metadata).length).toBeGreaterThan(1);
    expect(await kubectl.list(NAMESPACE, 'events', '--field-selector=reason=FailedCreate')).toEqual([]);
  });

  test('of evictions at the same moment as many pass as the budget allows', async () => {
    await deployAt(4, folder);
    const manifests = readManifests(folder);
    const budget = only(manifests, 'PodDisruptionBudget');
    const allowed: number = budget.spec.maxUnavailable;
    await kubectl.until(NAMESPACE, `pdb/${budget.metadata.name}`, '.status.disruptionsAllowed', String(allowed));
    const pods = await podsOf(kubectl, only(manifests, 'Deployment'));
    // The API server tries an eviction again for some seconds when another one came between: without replacements
    // for the pods that went, the budget does not open again meanwhile.
    await kubectl.run('-n', NAMESPACE, 'create', 'quota', 'no-replacement', '--hard=pods=0');
    const client = await ApiClient.of(kubectl);
    const answers = await Promise.all(pods.slice(0, 3).map(({ metadata }) => client.evict(NAMESPACE, metadata.name)));
    client.close();
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 429, 429]);
    expect(allowed).toBe(1);
  });
});
