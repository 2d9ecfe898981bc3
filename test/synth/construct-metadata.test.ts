import { Chart } from 'cdk8s';
import { Cluster, Environment, Platform } from '../../lib';
import { filesBelow, synthesize, temporaryFolder } from '../support/synth';
import { workload } from '../support/workload';

const folder = temporaryFolder();

afterEach(() => delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA);

function synth(name: string): void {
  const platform = new Platform({ name, outdir: folder.path });
  const chart = new Chart(new Environment(platform, 'dev', { cluster: Cluster.k3d() }), name);
  workload({ identity: undefined }, new Chart(chart, name));
  synthesize(platform);
}

test('one file at the top tells where each object was made, of every app that wrote there', () => {
  process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
  synth('shop');
  const first = JSON.parse(filesBelow(folder.path)['construct-metadata.json']);
  expect(first).toEqual({
    version: '1.0.0',
    resources: {
      api: { path: 'dev/shop/shop/api/network-policy' },
      'api-pdb': { path: 'dev/shop/shop/api/disruption-budget' },
    },
  });
  synth('stock');
  const second = JSON.parse(filesBelow(folder.path)['construct-metadata.json']);
  expect(second.resources.api).toEqual({ path: 'dev/stock/stock/api/network-policy' });
});

test('nobody asks, nothing is written', () => {
  synth('shop');
  expect(Object.keys(filesBelow(folder.path))).not.toContain('construct-metadata.json');
});
