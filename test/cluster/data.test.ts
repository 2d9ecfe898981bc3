import { Cluster, Environment, NamespaceChart, Platform, PostgreSql } from '../../lib';
import { notHeld } from '../rendered/held';
import { type Manifest, nameOf, readManifests } from '../rendered/manifest';
import { temporaryFolder } from '../rendered/temporary';
import { join } from 'node:path';
import { describeOnCluster } from './support/clusters';
import { claim, createSecrets, release } from './support/namespace';
import { provideVolumes } from './support/volumes';

const NAMESPACE = 'stores';
const STORAGE = 'tradewind-by-hand';

function rendered(): string {
  const outdir = temporaryFolder('dist');
  const platform = new Platform({ name: NAMESPACE, outdir });
  const cluster = Cluster.aks({ storageClass: STORAGE, prometheus: {}, prometheusOperator: {}, keyVault: 'stores-kv' });
  const chart = new NamespaceChart(new Environment(platform, 'prod', { cluster }), NAMESPACE);
  new PostgreSql(chart, 'postgres');
  platform.synth();
  return join(outdir, NAMESPACE, 'prod');
}

describeOnCluster('stores are accepted', (kubectl) => {
  const folder = rendered();
  let removeVolumes: () => Promise<void>;
  let sent: Manifest[];

  beforeAll(async () => {
    sent = readManifests(folder);
    await claim(kubectl, NAMESPACE);
    removeVolumes = await provideVolumes(kubectl, folder);
  });
  afterAll(async () => {
    await release(kubectl, NAMESPACE);
    await removeVolumes();
  });

  test('without a warning, and everything sent is held', async () => {
    expect(await kubectl.apply(folder)).toMatchObject({ code: 0, warnings: [] });
    const held = await kubectl.readBack(folder);
    expect(sent.flatMap((manifest, index) => notHeld(manifest, held[index], nameOf(manifest)))).toEqual([]);
  });

  test('the pod comes up with its claim, under Pod Security restricted and the quota', async () => {
    await createSecrets(kubectl, folder);
    await kubectl.until(NAMESPACE, 'statefulset/postgres', '.status.readyReplicas', '1');
    await kubectl.until(NAMESPACE, 'pvc/data-postgres-0', '.status.phase', 'Bound');
  });

  test.each(['backup', 'restore'])('somebody makes a %s of the schedule', async (task) => {
    const job = `${task}-by-hand`;
    await kubectl.run('-n', NAMESPACE, 'create', 'job', `--from=cronjob/postgres-${task}`, job);
    await kubectl.until(NAMESPACE, `job/${job}`, '.status.succeeded', '1');
  });

  test('the data outlive the StatefulSet', async () => {
    await kubectl.run('-n', NAMESPACE, 'delete', 'statefulset/postgres', '--cascade=foreground');
    await kubectl.run('-n', NAMESPACE, 'wait', '--for=delete', 'pod/postgres-0', '--timeout=60s');
    const claims = await kubectl.list(NAMESPACE, 'pvc');
    expect(claims.map(({ metadata }) => metadata.name).sort()).toEqual(['data-postgres-0', 'postgres-backups']);
  });
});
