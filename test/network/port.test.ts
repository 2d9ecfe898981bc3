import { Port, PortRole } from '../../lib';

const { SERVICE, METRICS, ADMIN } = PortRole;

test.each([
  ['http', Port.http(8080), 'http', 'TCP', SERVICE, undefined],
  ['grpc', Port.grpc(8080), 'grpc', 'TCP', SERVICE, 'kubernetes.io/h2c'],
  ['tcp', Port.tcp('amqp', 8080), 'amqp', 'TCP', SERVICE, undefined],
  ['udp', Port.udp('feed', 8080), 'feed', 'UDP', SERVICE, undefined],
  ['metrics', Port.metrics(8080), 'metrics', 'TCP', METRICS, undefined],
  ['admin', Port.admin(8080), 'admin', 'TCP', ADMIN, undefined],
])('%s by default', (_kind, port, name, protocol, role, appProtocol) => {
  expect({ ...port }).toEqual({ name, containerPort: 8080, servicePort: 8080, protocol, role, appProtocol });
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
