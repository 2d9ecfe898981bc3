import { Chart } from 'cdk8s';
import {
  Acknowledgements,
  ApiService,
  Cluster,
  Container,
  Controller,
  Environment,
  Peer,
  Port,
  Redis,
  Workload,
} from '../../lib';
import { warnings } from '../support/findings';
import { chartIn, IMAGE } from '../support/workload';

/** A gateway with one variable, beside a service, a StatefulSet and a store. */
function gateway(value: string): { made: Workload; orders: ApiService } {
  const chart = chartIn(Cluster.k3d());
  const orders = new ApiService(chart, 'orders', { image: IMAGE, ports: [Port.http(8000, { servicePort: 80 })] });
  new Workload(chart, 'members', {
    image: IMAGE,
    controller: Controller.statefulSet(),
    ports: [Port.http(8001, { servicePort: 81 })],
  });
  const made = new Workload(chart, 'gateway', { image: IMAGE, variables: { ADDRESS: value } });
  return { made, orders };
}

const found = (made: Workload) => warnings(made).filter(([where]) => where.startsWith('test/shop/gateway  '));

test.each([
  ['http://orders:8000', 'orders', 8000],
  ['http://orders:8000/path?x=1', 'orders', 8000],
  ['http://orders.shop:8000', 'orders.shop', 8000],
  ['http://orders.shop.svc:8000', 'orders.shop.svc', 8000],
  ['orders.shop.svc.cluster.local:8000', 'orders.shop.svc.cluster.local', 8000],
  ['https://orders', 'orders', 443],
  ['orders:8000', 'orders', 8000],
])('%s names a port that the Service does not have', (value, host, port) => {
  const { made, orders } = gateway(value);
  expect(found(made.connectTo(orders))).toEqual([
    [
      'test/shop/gateway  variables.ADDRESS  [address-without-port]',
      `got ${value}`,
      `the Service ${host} has no port ${port}: every request would fail`,
      '→ write a port of it: 80; or use url() of what is behind it in endpoints, which also connects; or acknowledge it with the reason',
    ],
  ]);
});

test.each([
  'http://orders',
  'http://orders:80',
  'ws://orders.shop.svc/feed',
  'orders:80',
  'orders.shop.svc',
  'tcp://orders',
])('%s leads to a Service to which nothing connects the workload', (value) => {
  const { made } = gateway(value);
  expect(found(made)).toEqual([
    [
      'test/shop/gateway  variables.ADDRESS  [address-without-connection]',
      `got ${value}`,
      'nothing connects this workload to test/shop/orders: its network policy would drop every request',
      '→ use url() of it in endpoints, which also connects; or connectTo(…); or acknowledge that the program only passes the address on',
    ],
  ]);
});

test('a connection is enough, whichever end makes it', () => {
  const one = gateway('http://orders');
  expect(found(one.made.connectTo(one.orders))).toEqual([]);
  const other = gateway('http://orders');
  other.orders.allowFrom(other.made);
  expect(found(other.made)).toEqual([]);
});

test('each address of a list is looked at, and no password is shown', () => {
  expect(found(gateway('http://user:secret-pass@orders:1,orders:2').made).map(([, value]) => value)).toEqual([
    'got http://…@orders:1',
    'got orders:2',
  ]);
});

test.each(['members-headless:8001', 'http://members-headless:81'])('%s reaches the pods of a StatefulSet', (value) => {
  const { made } = gateway(value);
  expect(found(made).map(([where]) => where)).toEqual([
    'test/shop/gateway  variables.ADDRESS  [address-without-connection]',
  ]);
});

test.each([
  'orders',
  'at 10:30',
  'http://orders.example.com:8000',
  'http://orders.other.svc:8000',
  'http://$(HOST):8000',
  'http://[fd00::1]:8000',
  'key:value',
  '::',
])('%s is no address of a Service here', (value) => {
  expect(found(gateway(value).made)).toEqual([]);
});

test('a workload may name its own Service, such as an address that it gives to others', () => {
  const chart = chartIn(Cluster.k3d());
  new ApiService(chart, 'gateway', {
    image: IMAGE,
    ports: [Port.http(8000, { servicePort: 80 })],
    variables: { SELF: 'http://gateway' },
  });
  expect(warnings(chart).filter(([where]) => where.includes('address-'))).toEqual([]);
});

test('what url() of a store gives is right', () => {
  const chart = chartIn(Cluster.k3d());
  const redis = new Redis(chart, 'redis');
  const made = new Workload(chart, 'gateway', { image: IMAGE, endpoints: { REDIS: redis.url() } });
  expect(found(made).filter(([where]) => where.includes('address-'))).toEqual([]);
});

test('a sidecar is looked at, and environments are apart', () => {
  const chart = chartIn(Cluster.k3d());
  const second = new Chart(new Environment(chart.node.root, 'prod', { cluster: Cluster.k3d() }), 'shop', {
    namespace: 'shop',
  });
  new ApiService(second, 'orders', { image: IMAGE, ports: [Port.http(80)] }).allowFrom(Peer.namespace('other'));
  const sidecars = [Container.of('proxy', { image: IMAGE, variables: { ORDERS: 'http://orders:1' } })];
  const made = new Workload(chart, 'gateway', { image: IMAGE, sidecars });
  expect(found(made)).toEqual([]);
  new ApiService(chart, 'orders', { image: IMAGE, ports: [Port.http(80)] });
  const again = new Workload(chart, 'again', { image: IMAGE, sidecars });
  expect(warnings(again).map(([where]) => where)).toContain(
    'test/shop/again  sidecars[0].variables.ORDERS  [address-without-port]',
  );
});

test('the program may only pass an address on', () => {
  const { made } = gateway('http://orders');
  Acknowledgements.of(made).add({ id: 'address-without-connection', reason: 'it is shown to a browser' });
  expect(found(made)).toEqual([]);
});
