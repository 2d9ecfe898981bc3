import { join } from 'node:path';
import { HelmChart, Kustomization } from '../../lib';
import { describeWithTool } from '../checkers/tool';
import { temporaryFolder } from '../rendered/temporary';
import { SWITCHED_CHART, switchedSystem } from '../support/switched-system';
import { synthesize as write } from '../support/synth';
import { describeOnCluster } from './support/clusters';
import { execute } from './support/kubectl';
import { claim, release } from './support/namespace';

const NAMESPACE = 'switched';

describeWithTool('helm', () =>
  describeOnCluster('a chart that leaves its namespace to Helm', (kubectl) => {
    let outdir: string;
    let chart: string;

    beforeAll(async () => {
      outdir = temporaryFolder('helm');
      write({
        synth: () => new HelmChart({ system: switchedSystem, version: '1.0.0', outdir, ...SWITCHED_CHART }).write(),
      });
      chart = join(outdir, 'switched/helm/switched');
      await claim(kubectl, NAMESPACE);
    });
    afterAll(async () => {
      await helm('uninstall', NAMESPACE, '--ignore-not-found');
      await release(kubectl, NAMESPACE);
    });

    const helm = (...args: string[]) =>
      execute('helm', ['-n', NAMESPACE, ...args], { ...process.env, KUBECONFIG: kubectl.kubeconfig });
    const upgrade = (...args: string[]) =>
      helm(
        'upgrade',
        '--install',
        NAMESPACE,
        chart,
        '--create-namespace',
        '-f',
        join(chart, 'values-development.yaml'),
        ...args,
      );
    const images = async (): Promise<string[]> =>
      (await kubectl.list(NAMESPACE, 'deployments'))
        .map(({ spec }) => String(spec.template.spec.containers[0].image))
        .sort();
    const names = async (kind: string): Promise<string[]> =>
      (await kubectl.list(NAMESPACE, kind)).map(({ metadata }) => metadata.name).sort();

    test('is installed into a namespace that Helm makes', async () => {
      expect(await upgrade()).toMatchObject({ code: 0 });
      expect(await images()).toEqual(['egress:1.0.0', 'ingress:1.0.0']);
    });

    test('another tag is another revision, and rolled back', async () => {
      expect(await upgrade('--set', 'ingress.image.tag=1.0.1')).toMatchObject({ code: 0 });
      expect(await images()).toEqual(['egress:1.0.0', 'ingress:1.0.1']);
      expect(await helm('rollback', NAMESPACE, '1')).toMatchObject({ code: 0 });
      expect(await images()).toEqual(['egress:1.0.0', 'ingress:1.0.0']);
    });

    test('flags make objects come and go', async () => {
      const flags = ['egress.enabled=false', 'ingress.autoscaling.enabled=false', 'ingress.service.type=ClusterIP'];
      expect(await upgrade('--set', flags.join(','))).toMatchObject({ code: 0 });
      expect(await images()).toEqual(['ingress:1.0.0']);
      expect(await names('horizontalpodautoscalers')).toEqual([]);
      expect(await names('services')).not.toContain('ingress-external');
    });

    test('the same overlay of Kustomize is accepted', async () => {
      write({ synth: () => new Kustomization({ system: switchedSystem, outdir }).write() });
      const overlay = join(outdir, 'switched/kustomize/overlays/dev');
      const applied = await kubectl.run(
        'apply',
        '--server-side',
        '--dry-run=server',
        '--force-conflicts',
        '-k',
        overlay,
      );
      expect(applied).toMatch(/deployment.apps\/ingress serverside-applied/);
    });
  }),
);
