import { ApiService, Exposure, Port, Probe, ServedWorkload, SessionAffinity, StreamingEgress } from '../../lib';
import { chartIn, IMAGE, manifestsOf } from '../support/workload';

function service(exposure?: Exposure): ApiService {
  return new ApiService(chartIn(), 'api', {
    image: IMAGE,
    ports: [Port.tcp('amqp', 5672), Port.metrics(9090)],
    readiness: Probe.tcp(),
    liveness: Probe.tcp({ port: 'amqp' }),
    sessionAffinity: SessionAffinity.clientIp(),
    exposure,
  });
}

test('services that answer and services that stream are made of it', () => {
  expect(service()).toBeInstanceOf(ServedWorkload);
  expect(new StreamingEgress(chartIn(), 'egress', { image: IMAGE, grpcPort: 50051 })).toBeInstanceOf(ServedWorkload);
});

test('clients stay with their pod through both of its Services', () => {
  const manifests = manifestsOf(service(Exposure.nodePort(30072, { reason: 'a partner reaches nodes alone' })));
  for (const name of ['api', 'api-external']) {
    manifests.hasResource('Service', name, { spec: { sessionAffinity: 'ClientIP' } });
  }
});

test('what is opened on nodes by default is its first port for clients, and metrics are not', () => {
  const manifests = manifestsOf(service(Exposure.nodePort(30072, { reason: 'a partner reaches nodes alone' })));
  const { spec } = manifests.resource('Service', 'api-external');
  expect(spec.ports).toEqual([expect.objectContaining({ name: 'amqp', nodePort: 30072 })]);
  manifests.allows('192.0.2.1', 'api', 5672);
  manifests.denies('192.0.2.1', 'api', 9090);
});
