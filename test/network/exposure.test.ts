import { Exposure } from '../../lib';

test.each([
  ['not at all', Exposure.clusterIp(), 'ClusterIP', undefined, {}],
  ['a port of the http port', Exposure.nodePort(30080), 'NodePort', undefined, { http: 30080 }],
  [
    'a port of another',
    Exposure.nodePort(30081, { portName: 'grpc', reason: 'no edge' }),
    'NodePort',
    'no edge',
    { grpc: 30081 },
  ],
  ['an address', Exposure.loadBalancer(), 'LoadBalancer', undefined, {}],
  ['an address with a reason', Exposure.loadBalancer({ reason: 'UDP' }), 'LoadBalancer', 'UDP', {}],
])('%s', (_what, exposure, kind, reason, nodePorts) => {
  expect(exposure).toMatchObject({ kind, nodePorts });
  expect(exposure.reason).toBe(reason);
});

test('says how a reason is given', () => {
  expect(Exposure.nodePort(30080).example).toBe('Exposure.nodePort(30080, { reason: … })');
  expect(Exposure.loadBalancer().example).toBe('Exposure.loadBalancer({ reason: … })');
});

describe('the port that is opened by default', () => {
  const opened = Exposure.nodePort(30051, { reason: 'r' });

  test.each([
    ['http, wherever it stands', ['grpc', 'http'], { http: 30051 }],
    ['the first, where none is called so', ['grpc', 'admin'], { grpc: 30051 }],
    ['http, where there is none at all', [], { http: 30051 }],
  ])('is %s', (_what, ports, nodePorts) => {
    expect(opened._among(ports)).toMatchObject({ kind: 'NodePort', reason: 'r', nodePorts });
  });

  test('is the one that was named, whatever there is', () => {
    const named = Exposure.nodePort(30051, { reason: 'r', portName: 'http' });
    expect(named._among(['grpc']).nodePorts).toEqual({ http: 30051 });
  });
});
