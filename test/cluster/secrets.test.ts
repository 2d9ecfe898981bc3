import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Cluster,
  Controller,
  Credentials,
  Environment,
  Image,
  NamespaceChart,
  Platform,
  Manifests,
  SecretSource,
  Workload,
  WorkloadIdentity,
} from '../../lib';
import type { Manifest } from '../rendered/manifest';
import { temporaryFolder } from '../rendered/temporary';
import { sealedManifest } from '../support/sealing';
import { describeOnCluster } from './support/clusters';
import { claim, release } from './support/namespace';

const NAMESPACE = 'secret-sources';
const ID = '11111111-2222-3333-4444-555555555555';
const IDENTITY = WorkloadIdentity.azure(ID, { tenantId: ID });

/** Every source beside the others, each read as variables, as files, by a service and by a task. */
function everySource(): Manifest[] {
  const sealed = sealedManifest(NAMESPACE, 'sealed', { user: 'shop', password: 'correct horse' });
  const sources: Record<string, SecretSource> = {
    external: SecretSource.keyVault('shop-kv'),
    mounted: SecretSource.secretsStore('shop-kv', { identity: IDENTITY, rotation: true }),
    sealed: SecretSource.sealedManifests({ [`${NAMESPACE}/sealed`]: JSON.stringify(sealed) }),
  };
  const cluster = Cluster.generic({
    workloadIdentity: { tenantId: ID, issuer: 'https://oidc.example.com/', loginCidrs: ['20.190.128.0/18'] },
  });
  const place = new Environment(new Platform({ name: 'secrets' }), 'test', { cluster });
  const chart = new NamespaceChart(place, 'secrets', { namespace: NAMESPACE });
  for (const [name, source] of Object.entries(sources)) {
    const bundle = new Credentials(chart, name, { keys: ['user', 'password'], source });
    const image = Image.of('registry.example.com/shop', '1');
    const credentials = { DB_USER: bundle.key('user') };
    new Workload(chart, `${name}-variables`, { image, credentials, workloadIdentity: IDENTITY });
    new Workload(chart, `${name}-files`, { image, credentialFiles: { '/run/db': bundle } });
    new Workload(chart, `${name}-task`, { image, credentials, controller: Controller.cronJob('0 1 * * *') });
  }
  return Manifests.of(chart).objects();
}

describeOnCluster('the objects of every secret source', (kubectl) => {
  const folder = temporaryFolder('secrets');
  const objects = everySource();

  beforeAll(async () => {
    await claim(kubectl, NAMESPACE);
    writeFileSync(join(folder, 'all.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  });

  afterAll(async () => {
    await release(kubectl, NAMESPACE);
  });

  test('are accepted without a warning', async () => {
    expect(await kubectl.apply(folder)).toMatchObject({ code: 0, warnings: [] });
  });

  test('are kept as they are: no field is dropped', async () => {
    const kept = await kubectl.readBack(folder);
    for (const { kind, metadata, spec } of objects.filter(({ kind }) => /Secret/.test(String(kind)))) {
      const found = kept.find((other) => other.kind === kind && other.metadata.name === metadata.name);
      expect(found?.spec).toEqual(expect.objectContaining(spec as object));
    }
  });

  test('leave no Secret behind: nothing of ours holds a value', async () => {
    expect(await kubectl.list(NAMESPACE, 'secrets')).toEqual([]);
  });

  test('make pods that the namespace admits under Pod Security restricted', async () => {
    const names = objects.filter(({ kind }) => kind === 'Deployment').map(({ metadata }) => metadata.name);
    expect(names).toHaveLength(6);
    for (const name of names) {
      await kubectl.run('-n', NAMESPACE, 'rollout', 'status', `deployment/${name}`, '--timeout=60s');
    }
  });
});
