import { Peer, Port } from '../../lib';
import { findService, podPort, registerService } from '../../lib/network/service-registry';
import { testChart } from '../support/trees';

const ports = [Port.http(8080, { servicePort: 80 }), Port.tcp('peer', 80), Port.udp('dns', 5353, { servicePort: 53 })];

test('a Service is found by its name in its namespace', () => {
  const chart = testChart();
  registerService(chart, { name: 'store', namespace: 'shop' }, ports);
  expect(findService(chart, { name: 'store', namespace: 'shop' })?.construct).toBe(chart);
  expect(findService(chart, { name: 'store', namespace: 'other' })).toBeUndefined();
  expect(findService(chart, { name: 'store' })).toBeUndefined();
  expect(findService(testChart(), { name: 'store', namespace: 'shop' })).toBeUndefined();
});

test.each([
  [{ port: 8080 }, 8080],
  // A port of the pods before one of the Service.
  [{ port: 80 }, 80],
  [{ port: 53, protocol: 'UDP' }, 5353],
  [{ port: 53 }, 53],
  [{ port: 9 }, 9],
])('the port of pods that %j means', (asked, port) => {
  expect(podPort({ construct: testChart(), ports, isHeadless: false }, asked).port).toBe(port);
});

test('a peer by name says which Service it is', () => {
  expect(Peer.service('store', { port: 80 }).toNetworkTarget(testChart()).service).toEqual({ name: 'store' });
});
