import { Port, PortRole } from '../../lib';

const { SERVICE, METRICS, ADMIN } = PortRole;

test.each([
  ['http', Port.http(8080), 'http', 'TCP', SERVICE, undefined, true],
  ['grpc', Port.grpc(8080), 'grpc', 'TCP', SERVICE, 'kubernetes.io/h2c', false],
  ['tcp', Port.tcp('amqp', 8080), 'amqp', 'TCP', SERVICE, undefined, false],
  ['udp', Port.udp('feed', 8080), 'feed', 'UDP', SERVICE, undefined, false],
  ['metrics', Port.metrics(8080), 'metrics', 'TCP', METRICS, undefined, true],
  ['admin', Port.admin(8080), 'admin', 'TCP', ADMIN, undefined, false],
])('%s by default', (_kind, port, name, protocol, role, appProtocol, _isHttp) => {
  expect({ ...port }).toEqual({
    name,
    containerPort: 8080,
    servicePort: 8080,
    protocol,
    role,
    appProtocol,
    _isHttp,
  });
  expect(port.toNetworkPort()).toEqual({ port: 8080, protocol });
  expect(port.isGrpc).toBe(appProtocol !== undefined);
});

const OTHER = { name: 'other', servicePort: 80 };

test.each([
  Port.http(8080, OTHER),
  Port.grpc(8080, OTHER),
  Port.tcp('other', 8080, OTHER),
  Port.udp('other', 8080, OTHER),
  Port.metrics(8080, OTHER),
  Port.admin(8080, OTHER),
])('may be named, and stand elsewhere on the Service: $role over $protocol', (port) => {
  expect(port).toMatchObject({ name: 'other', containerPort: 8080, servicePort: 80 });
});
