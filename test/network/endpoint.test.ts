import { Endpoint, Manifests, Peer } from '../../lib';
import { testChart, testWorkload } from '../support/trees';

test('an address of a peer in any form, and the way there for the workload that is told it', () => {
  const peer = Peer.cidr('10.1.0.5/32', { port: 1521 });
  const chart = testChart();
  testWorkload(chart, 'api', { endpoints: { DB: Endpoint.of('jdbc:oracle:thin:@10.1.0.5:1521', peer) } });
  const manifests = Manifests.of(chart);
  expect(manifests.objects('ConfigMap')[0].data).toEqual({ DB: 'jdbc:oracle:thin:@10.1.0.5:1521' });
  manifests.allows('api', '10.1.0.5', 1521);
  manifests.denies('api', '10.1.0.6', 1521);
});
