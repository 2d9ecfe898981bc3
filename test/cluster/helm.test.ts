import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cryptoWallets } from '../../apps/crypto-wallets/main';
import { HelmChart } from '../../lib';
import { notHeld } from '../rendered/held';
import { describeWithTool } from '../checkers/tool';
import { asInPlainYaml, objectsIn } from '../rendered/helm-objects';
import { type Manifest, only, readManifests } from '../rendered/manifest';
import { imageTag, synthesize } from '../rendered/synthesize';
import { temporaryFolder } from '../rendered/temporary';
import { synthesize as write } from '../support/synth';
import { describeOnCluster } from './support/clusters';
import { execute } from './support/kubectl';
import { claim, release } from './support/namespace';
import { configMapsOf } from './support/workloads';

const NAMESPACE = 'crypto-wallets';
const RELEASE = 'wallets';
const NEXT = ['--set', 'versions.crypto-wallets-service=v1.0.9,pods.max=6,redis.enabled=false'];

describeWithTool('helm', () =>
  describeOnCluster('the chart of crypto-wallets', (kubectl) => {
    let chart: string;

    beforeAll(() => {
      const outdir = temporaryFolder('helm');
      write({ synth: () => new HelmChart({ system: cryptoWallets, version: '0.1.0', outdir }).write() });
      chart = join(outdir, 'crypto-wallets/helm/crypto-wallets');
    });
    beforeEach(() => claim(kubectl, NAMESPACE));
    afterEach(async () => {
      await helm('uninstall', RELEASE, '--ignore-not-found');
      await release(kubectl, NAMESPACE);
    });

    const helm = (...args: string[]) =>
      execute('helm', ['-n', 'default', ...args], { ...process.env, KUBECONFIG: kubectl.kubeconfig });
    const succeed = async (...args: string[]) => {
      const { code, stdout, stderr } = await helm(...args);
      if (code !== 0) {
        throw new Error(`helm ${args.join(' ')}: ${stderr}`);
      }
      return stdout;
    };
    const install = (...more: string[]) => succeed('install', RELEASE, chart, '--wait', '--timeout', '60s', ...more);
    const upgrade = (...more: string[]) => succeed('upgrade', RELEASE, chart, '--wait', '--timeout', '60s', ...more);
    const live = (kind: string) => kubectl.list(NAMESPACE, kind);
    const deployment = async () => only(await live('deployments'), 'Deployment');
    const uidsOf = async (...kinds: string[]) =>
      (await live(kinds.join(','))).map(({ kind, metadata }) => `${kind} ${metadata.name} ${uidOf(metadata)}`);
    const namespaceUid = async () =>
      uidOf(JSON.parse(await kubectl.run('get', 'ns', NAMESPACE, '-o', 'json')).metadata);
    const uidOf = (metadata: Manifest['metadata']) => (metadata as unknown as { uid: string }).uid;
    const held = async () =>
      asInPlainYaml([
        ...(await live(
          'deployments,services,configmaps,jobs,serviceaccounts,networkpolicies,resourcequotas,limitranges,poddisruptionbudgets,horizontalpodautoscalers,externalsecrets.external-secrets.io',
        )),
        JSON.parse(await kubectl.run('get', 'ns', NAMESPACE, '-o', 'json')),
      ]);

    test('installed, the cluster holds what the plain YAML says, the migration done first', async () => {
      await install();
      const found = await held();
      for (const [name, object] of Object.entries(asInPlainYaml(readManifests(synthesize('prod'))))) {
        expect([name, notHeld(object, found[name])]).toEqual([name, []]);
      }
      const { status } = only(await live('jobs'), 'Job');
      expect(Date.parse(status.completionTime)).toBeLessThanOrEqual(createdAt(await deployment()));
    });

    test('upgraded with other values, rolled back and upgraded again, everything follows and nothing is lost', async () => {
      await install();
      const before = await deployment();
      const kept = await uidsOf('externalsecrets.external-secrets.io');
      const namespace = await namespaceUid();

      await upgrade(...NEXT);
      const after = await deployment();
      expect(imageTag([after])).toBe('v1.0.9');
      expect(only(await live('hpa'), 'HorizontalPodAutoscaler').spec.maxReplicas).toBe(6);
      expect(configMapsOf(after)).not.toEqual(configMapsOf(before));
      expect((await live('jobs')).map(({ status }) => status.succeeded)).toEqual([1, 1]);

      await succeed('rollback', RELEASE, '1', '--wait', '--timeout', '60s');
      const back = await deployment();
      expect([imageTag([back]), configMapsOf(back)]).toEqual([imageTag([before]), configMapsOf(before)]);
      const configMaps = (await live('configmaps')).map(({ metadata }) => metadata.name);
      expect(configMaps).toEqual(expect.arrayContaining([...configMapsOf(before), ...configMapsOf(after)]));

      await upgrade(...NEXT);
      expect(imageTag([await deployment()])).toBe('v1.0.9');
      expect(await uidsOf('externalsecrets.external-secrets.io')).toEqual(kept);
      expect(await namespaceUid()).toBe(namespace);
    });

    test('upgraded with the same values, nothing runs again', async () => {
      await install();
      await upgrade();
      const before = await uidsOf('jobs', 'configmaps', 'deployments');
      await upgrade();
      expect(await uidsOf('jobs', 'configmaps', 'deployments')).toEqual(before);
    });

    test('a migration that fails leaves the old version running, and is tried again by the next upgrade', async () => {
      await install();
      const failing = join(temporaryFolder('failing'), 'chart');
      cpSync(chart, failing, { recursive: true });
      const job = join(failing, 'templates/1-before/db-migrate.job.yaml');
      const label = '      labels:\n        test.tradewind/pod: fails\n';
      writeFileSync(
        job,
        readFileSync(job, 'utf8').replace('      labels:\n', label).replace('backoffLimit: 3', 'backoffLimit: 0'),
      );
      const { code, stderr } = await helm('upgrade', RELEASE, failing, '--timeout', '60s', ...NEXT);
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('pre-upgrade hooks failed') });
      expect(imageTag([await deployment()])).toBe('v1.0.8');
      await upgrade(...NEXT);
      expect(imageTag([await deployment()])).toBe('v1.0.9');
    });

    test('a first installation that failed can be tried again', async () => {
      const impossible = await helm('install', RELEASE, chart, '--timeout', '1s', '--wait', '--set', 'pods.min=9');
      expect(impossible.code).toBe(1);
      const namespace = await namespaceUid();
      await succeed('uninstall', RELEASE);
      await install();
      expect(await namespaceUid()).toBe(namespace);
    });

    test('what a test of the release makes is accepted', async () => {
      await install();
      const tests = objectsIn(await succeed('template', RELEASE, chart, '--kube-version', '1.36.0')).filter(
        ({ metadata }) => metadata.annotations?.['helm.sh/hook'] === 'test',
      );
      expect(tests.map(({ kind }) => kind).sort()).toEqual(['NetworkPolicy', 'NetworkPolicy', 'Pod']);
      const file = join(temporaryFolder('tests'), 'tests.json');
      writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: tests }));
      const outcome = await kubectl.attempt(
        'apply',
        '--server-side',
        '--dry-run=server',
        '--validate=strict',
        '-f',
        file,
      );
      expect(outcome).toMatchObject({ code: 0, stderr: '' });
    });

    test('uninstalled, the namespace, credentials and configuration stay', async () => {
      await install();
      await upgrade();
      await succeed('uninstall', RELEASE, '--wait');
      expect(await live('deployments,services,hpa')).toEqual([]);
      expect((await live('externalsecrets.external-secrets.io')).length).toBe(1);
      expect((await live('configmaps')).map(({ metadata }) => metadata.name)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^crypto-wallets-service-config-/)]),
      );
    });
  }),
);

function createdAt({ metadata }: Manifest): number {
  return Date.parse((metadata as unknown as { creationTimestamp: string }).creationTimestamp);
}
