import { Controller, Port, Workload } from '../../lib';
import { chartIn, IMAGE, manifestsOf, workload } from '../support/workload';

const PORTS = [Port.http(8080, { servicePort: 80 }), Port.admin(9000)];

test('tells its address as a URL or as host and port', () => {
  const port = workload({ ports: PORTS }).port('http');
  expect(port.url('http').address).toBe('http://api.shop.svc:80');
  expect(port.url('ws', '/feed').address).toBe('ws://api.shop.svc:80/feed');
  expect(port.address.address).toBe('api.shop.svc:80');
});

test('of a StatefulSet is behind its headless Service', () => {
  const made = workload({ ports: PORTS, controller: Controller.statefulSet() });
  expect(made.port('admin').address.address).toBe('api-headless.shop.svc:9000');
});

test('an edge to it opens this port alone', () => {
  const scope = chartIn();
  const api = workload({ ports: PORTS }, scope);
  new Workload(scope, 'operator', { image: IMAGE }).connectTo(api.port('admin'));
  manifestsOf(scope).allows('operator', 'api', 9000);
  manifestsOf(scope).denies('operator', 'api', 8080);
});

test('one that is not there throws with those that are', () => {
  expect(() => workload({ ports: PORTS }).port('grpc')).toThrow('shop/api: no port "grpc"; it has: http, admin');
  expect(() => workload().port('grpc')).toThrow('shop/api: no port "grpc"; it has: none');
});
