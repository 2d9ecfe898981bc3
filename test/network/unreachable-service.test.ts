import {
  Acknowledgements,
  ApiService,
  Cluster,
  Controller,
  Exposure,
  Peer,
  PolicyPack,
  Port,
  Probe,
  Service,
  Workload,
} from '../../lib';
import { problems, warnings } from '../support/findings';
import { chartIn, IMAGE, workload } from '../support/workload';

const API = {
  image: IMAGE,
  ports: [Port.http(8080), Port.metrics(9090)],
  readiness: Probe.http('/ready'),
  liveness: Probe.http('/live'),
};

const UNREACHABLE = [
  'shop/api  service api  [unreachable-service]',
  'got ports http, and no caller of them',
  'the network policy of its pods admits no caller: every connection to it times out',
  '→ connect a caller (caller.connectTo(…), or endpoints: { URL: service.url() }), give it a route, or admit a caller outside this app: allowFrom(Peer.namespace(…)); or acknowledge it with the reason',
];

function apiIn(chart = chartIn()): ApiService {
  return new ApiService(chart, 'api', API);
}

test('a Service without a caller is a warning; the way of Prometheus to the metrics does not count', () => {
  expect(warnings(apiIn())).toEqual([UNREACHABLE]);
});

test('the warning may be acknowledged', () => {
  const api = apiIn();
  Acknowledgements.of(api).add({ id: 'unreachable-service', reason: 'callers come with the next release' });
  expect(warnings(api)).toEqual([]);
});

test('a workload that connects to it reaches it', () => {
  const chart = chartIn();
  const api = apiIn(chart);
  new Workload(chart, 'web', { image: IMAGE, controller: Controller.deployment() }).connectTo(api);
  expect([problems(api), warnings(api)]).toEqual([[], []]);
});

test('a caller outside the app reaches it', () => {
  const api = apiIn();
  api.allowFrom(Peer.namespace('web'));
  expect([problems(api), warnings(api)]).toEqual([[], []]);
});

test('a port of the nodes reaches it', () => {
  const api = new ApiService(chartIn(), 'api', {
    ...API,
    exposure: Exposure.nodePort(30080, { reason: 'a balancer of hardware stands in front' }),
  });
  expect([problems(api), warnings(api)]).toEqual([[], []]);
});

test('a Service of metrics alone is there for Prometheus', () => {
  const chart = chartIn(Cluster.k3d({ prometheus: {} }));
  const exporter = workload({ ports: [Port.metrics(9090)] }, chart);
  new Service(chart, 'exporter', { selector: exporter.selector, ports: [Port.metrics(9090)] });
  expect(warnings(chart).filter(([place]) => place.includes('unreachable'))).toEqual([]);
});

test('nothing is known of a headless Service, and of one whose pods are elsewhere', () => {
  const chart = chartIn();
  const api = workload({ ports: [Port.http(8080)] }, chart);
  new Service(chart, 'members', { selector: api.selector, ports: [Port.http(8080)], headless: true });
  new Service(chart, 'elsewhere', { selector: { app: 'elsewhere' }, ports: [Port.http(8080)] });
  expect(warnings(chart)).toEqual([]);
});

test('where a rule of a policy reports the same, it is reported once', () => {
  const chart = chartIn();
  PolicyPack.production().applyTo(chart);
  new ApiService(chart, 'api', { ...API, ports: [Port.http(8080)] });
  expect(warnings(chart).filter(([place]) => place.includes('unreachable-service'))).toEqual([]);
});
