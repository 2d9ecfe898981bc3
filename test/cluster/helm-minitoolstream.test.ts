import { join } from 'node:path';
import { miniToolStream } from '../../apps/minitoolstream/main';
import { HELM_OPTIONS } from '../../apps/systems';
import { HelmChart } from '../../lib';
import { describeWithTool } from '../checkers/tool';
import { notHeld } from '../rendered/held';
import { asInPlainYaml } from '../rendered/helm-objects';
import { type Manifest, readManifests } from '../rendered/manifest';
import { synthesize } from '../rendered/synthesize';
import { temporaryFolder } from '../rendered/temporary';
import { synthesize as write } from '../support/synth';
import { describeOnCluster } from './support/clusters';
import { execute } from './support/kubectl';
import { claim, release } from './support/namespace';
import { provideVolumes } from './support/volumes';
import { untilAtStrength } from './support/workloads';

const NAMESPACE = 'minitoolstream';
const INGRESS = 'minitoolstream-ingress';

describeWithTool('helm', () =>
  describeOnCluster('the chart of minitoolstream', (kubectl) => {
    let chart: string;
    let plain: string;
    let removeVolumes: () => Promise<void> = async () => {};

    beforeAll(async () => {
      const outdir = temporaryFolder('helm');
      const options = { version: '1.0.0', ...HELM_OPTIONS.minitoolstream };
      write({ synth: () => new HelmChart({ system: miniToolStream, outdir, ...options }).write() });
      chart = join(outdir, 'minitoolstream/helm/minitoolstream');
      plain = synthesize('prod', {}, miniToolStream);
      await claim(kubectl, NAMESPACE);
      removeVolumes = await provideVolumes(kubectl, plain);
    });
    afterAll(async () => {
      await helm('uninstall', NAMESPACE, '--ignore-not-found');
      await release(kubectl, NAMESPACE);
      await removeVolumes();
    });

    const helm = (...args: string[]) =>
      execute('helm', ['-n', NAMESPACE, ...args], { ...process.env, KUBECONFIG: kubectl.kubeconfig });
    const values = () => ['-f', join(chart, 'values-production.yaml')];
    const images = async (): Promise<Record<string, string>> => {
      const deployments = await kubectl.list(NAMESPACE, 'deployments');
      return Object.fromEntries(
        deployments.map(({ metadata, spec }) => [metadata.name, String(spec.template.spec.containers[0].image)]),
      );
    };

    test('installed into a namespace that Helm makes, the cluster holds what the plain YAML says', async () => {
      const installed = await helm('install', NAMESPACE, chart, '--create-namespace', ...values());
      expect(installed).toMatchObject({ code: 0 });
      await untilAtStrength(kubectl, plain);
      const held = asInPlainYaml(await kubectl.readBack(plain));
      const said = Object.entries(asInPlainYaml(readManifests(plain))).filter(
        ([, object]) => !isNamespace((object as Manifest).kind),
      );
      expect(said.length).toBeGreaterThan(40);
      expect(said.flatMap(([name, object]) => notHeld(object, held[name], name))).toEqual([]);
    });

    test('another version of the ingress changes its Deployment alone, and is rolled back', async () => {
      const before = await images();
      expect(Object.keys(before)).toContain(INGRESS);
      const next = ['--reuse-values', '--set', 'ingress.image.tag=1.0.1'];
      expect(await helm('upgrade', NAMESPACE, chart, ...next)).toMatchObject({ code: 0 });
      expect(await images()).toEqual({ ...before, [INGRESS]: before[INGRESS].replace(/:[^:]*$/, ':1.0.1') });
      expect(await helm('rollback', NAMESPACE, '1')).toMatchObject({ code: 0 });
      expect(await images()).toEqual(before);
    });
  }),
);

const isNamespace = (kind: Manifest['kind']): boolean => kind === 'Namespace';
