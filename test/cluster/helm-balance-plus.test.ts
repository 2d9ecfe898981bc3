import { join } from 'node:path';
import { balancePlus } from '../../apps/balance-plus/main';
import { HelmChart } from '../../lib';
import { describeWithTool } from '../checkers/tool';
import { notHeld } from '../rendered/held';
import { asInPlainYaml } from '../rendered/helm-objects';
import { readManifests } from '../rendered/manifest';
import { synthesize } from '../rendered/synthesize';
import { temporaryFolder } from '../rendered/temporary';
import { synthesize as write } from '../support/synth';
import { describeOnCluster } from './support/clusters';
import { execute } from './support/kubectl';
import { claim, release } from './support/namespace';
import { provideVolumes } from './support/volumes';
import { untilAtStrength } from './support/workloads';

const NAMESPACE = 'balance-plus';
const RELEASE = 'balance-plus';

describeWithTool('helm', () =>
  describeOnCluster('the chart of balance-plus', (kubectl) => {
    let chart: string;
    let plain: string;
    let removeVolumes: () => Promise<void>;

    beforeAll(async () => {
      const outdir = temporaryFolder('helm');
      write({ synth: () => new HelmChart({ system: balancePlus, version: '0.1.0', outdir }).write() });
      chart = join(outdir, 'balance-plus/helm/balance-plus');
      plain = synthesize('prod', {}, balancePlus);
      await claim(kubectl, NAMESPACE);
      removeVolumes = await provideVolumes(kubectl, plain);
    });
    afterAll(async () => {
      await helm('uninstall', RELEASE, '--ignore-not-found');
      await release(kubectl, NAMESPACE);
      await removeVolumes();
    });

    const helm = (...args: string[]) =>
      execute('helm', ['-n', 'default', ...args], { ...process.env, KUBECONFIG: kubectl.kubeconfig });
    const image = async (): Promise<string> => {
      const deployments = await kubectl.list(NAMESPACE, 'deployments');
      const found = deployments.find(({ metadata }) => metadata.name === 'orchestrator');
      return String(found?.spec.template.spec.containers[0].image);
    };
    const most = async (): Promise<number> =>
      (await kubectl.list(NAMESPACE, 'scaledobjects.keda.sh'))[0]?.spec.maxReplicaCount;

    test('installed with the values of prod, the cluster holds what the plain YAML says', async () => {
      expect(await helm('install', RELEASE, chart, '-f', join(chart, 'values-prod.yaml'))).toMatchObject({
        code: 0,
      });
      await untilAtStrength(kubectl, plain);
      const held = asInPlainYaml(await kubectl.readBack(plain));
      for (const [name, object] of Object.entries(asInPlainYaml(readManifests(plain)))) {
        expect([name, notHeld(object, held[name])]).toEqual([name, []]);
      }
    });

    test('upgraded with another version and another maximum, both follow; rolled back, both are as before', async () => {
      const before = [await image(), await most()];
      const next = 'versions.balance-plus-orchestrator=1.4.1,condenserWorker.pods.max=30';
      expect(await helm('upgrade', RELEASE, chart, '--set', next)).toMatchObject({ code: 0 });
      expect([await image(), await most()]).toEqual(['balanceplus.azurecr.io/balance-plus-orchestrator:1.4.1', 30]);
      expect(await helm('rollback', RELEASE, '1')).toMatchObject({ code: 0 });
      expect([await image(), await most()]).toEqual(before);
    });
  }),
);
