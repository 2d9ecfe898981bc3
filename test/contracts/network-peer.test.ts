import type { INetworkPeer } from '../../lib';
import { Manifests } from '../../lib';
import { testChart, testWorkload } from '../support/trees';

test('anybody may be a peer by saying who it is', () => {
  const peer: INetworkPeer = {
    toNetworkTarget: (workload) => ({
      description: `the broker of ${workload.node.id}`,
      pods: [{ namespace: 'broker', podLabels: { app: 'mq' } }],
      cidrs: ['10.9.0.0/16'],
      ports: [{ port: 5672 }, { port: 53, protocol: 'UDP' }],
    }),
  };
  const chart = testChart();
  testWorkload(chart, 'api').connectTo(peer);
  const manifests = Manifests.of(chart);
  for (const target of ['namespace:broker{app=mq}', '10.9.1.1']) {
    manifests.allows('api', target, 5672);
    manifests.allows('api', target, 53, { protocol: 'UDP' });
    manifests.denies('api', target, 53, { protocol: 'TCP' });
  }
  manifests.denies('api', 'namespace:broker', 5672);
});
