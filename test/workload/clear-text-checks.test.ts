import { Cluster, Credentials, Endpoint, type INetworkPeer, Peer } from '../../lib';
import { warnings } from '../support/findings';
import { chartIn, workload } from '../support/workload';

const found = (address: string, peer: INetworkPeer, withCredentials = true) => {
  const chart = chartIn(Cluster.generic({ hostnameFiltering: true }));
  const login = new Credentials(chart, 'login', { keys: ['username', 'password'] });
  const credentials = withCredentials
    ? { MQ_USERNAME: login.key('username'), MQ_PASSWORD: login.key('password') }
    : undefined;
  workload({ endpoints: { BROKER_URL: Endpoint.of(address, peer, { credentials }) } }, chart);
  return warnings(chart).filter(([where]) => where.includes('[credentials-in-clear-text]'));
};

const OUTSIDE = Peer.hostname('mq.example.com', { port: 5672 });
const URL = '$(MQ_USERNAME):$(MQ_PASSWORD)@mq.example.com:5672';

test('credentials in an address outside the cluster', () => {
  expect(found(`amqp://${URL}`, OUTSIDE)).toEqual([
    [
      'test/shop/api  endpoints.BROKER_URL  [credentials-in-clear-text]',
      'got amqp://, with MQ_PASSWORD and MQ_USERNAME',
      'mq.example.com is outside the cluster, and whoever is on the way can read user and password',
      '→ use the scheme with TLS; or acknowledge it with the reason, such as a private network',
    ],
  ]);
  expect(found(`redis://${URL}`, Peer.cidr('10.1.2.3/32', { port: 5672 }))).toHaveLength(1);
});

test.each<[string, string, INetworkPeer, boolean]>([
  ['with TLS', `amqps://${URL}`, OUTSIDE, true],
  ['without credentials', 'http://mq.example.com', OUTSIDE, false],
  ['of a Service of the cluster', `amqp://${URL}`, Peer.service('mq', { namespace: 'data', port: 5672 }), true],
  ['of a database, which negotiates', `postgresql://${URL}`, OUTSIDE, true],
])('an address %s', (_, address, peer, withCredentials) => {
  expect(found(address, peer, withCredentials)).toEqual([]);
});
