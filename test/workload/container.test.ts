import { Cluster, Container, Credentials, Port, Probe } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { chartIn, IMAGE, manifestsOf, podOf, workload } from '../support/workload';

test('a sidecar may tell whether it is ready', () => {
  const readiness = Probe.exec(['/ready']);
  const [, sidecar] = podOf(workload({ sidecars: [Container.of('proxy', { image: IMAGE, readiness })] })).containers;
  expect(sidecar.readinessProbe).toMatchObject({ exec: { command: ['/ready'] } });
});

test('without ports of its own it cannot be asked for one', () => {
  const sidecars = [Container.of('proxy', { image: IMAGE, readiness: Probe.tcp() })];
  expectProblem(workload({ sidecars }), [
    'shop/api  sidecars[0].readiness.port',
    'got no port that fits',
    'a probe asks a port of its container',
    '→ name one of: none (give the workload ports)',
  ]);
});

test('it may tell that it has to be started anew', () => {
  const sidecars = [Container.of('proxy', { image: IMAGE, ports: [Port.metrics(9100)], liveness: Probe.tcp() })];
  const [, sidecar] = podOf(workload({ sidecars })).containers;
  expect(sidecar.livenessProbe).toMatchObject({ tcpSocket: { port: 'metrics' } });
  expect(sidecar.ports).toEqual([{ name: 'metrics', containerPort: 9100, protocol: 'TCP' }]);
});

test('its ports are ports of the workload: Prometheus reaches its metrics', () => {
  const sidecars = [Container.of('exporter', { image: IMAGE, ports: [Port.metrics(9100)] })];
  const made = workload({ ports: [Port.http(8080)], sidecars }, chartIn(Cluster.generic({ prometheus: {} })));
  expect(made.ports.map(({ name }) => name)).toEqual(['http', 'metrics']);
  manifestsOf(made).allows('namespace:monitoring{app.kubernetes.io/name=prometheus}', 'api', 9100);
});

test('two containers of a pod do not listen on one port', () => {
  const sidecars = [Container.of('exporter', { image: IMAGE, ports: [Port.metrics(8080)] })];
  expect(problems(workload({ ports: [Port.http(8080)], sidecars }))).not.toEqual([]);
});

test('it may read credentials as files, the same ones as the main container', () => {
  const scope = chartIn(Cluster.generic({ reloader: true }));
  const credentials = new Credentials(scope, 'login', { keys: ['password'] });
  const credentialFiles = { '/run/login': credentials };
  const made = workload(
    { credentialFiles, sidecars: [Container.of('exporter', { image: IMAGE, credentialFiles })] },
    scope,
  );
  expect(problems(made)).toEqual([]);
  const { containers, volumes } = podOf(made);
  for (const { volumeMounts } of containers) {
    expect(volumeMounts).toContainEqual({ name: 'login', mountPath: '/run/login', readOnly: true });
  }
  expect(volumes.filter(({ name }: { name: string }) => name === 'login')).toHaveLength(1);
});

test('a bundle that a sidecar alone reads is bound to the workload', () => {
  const scope = chartIn(Cluster.generic({ reloader: true }));
  const credentials = { PASSWORD: new Credentials(scope, 'login', { keys: ['password'] }).key('password') };
  const made = workload({ sidecars: [Container.of('exporter', { image: IMAGE, credentials })] }, scope);
  manifestsOf(made).hasResource('Deployment', 'api', {
    metadata: { annotations: { 'secret.reloader.stakater.com/reload': 'login' } },
  });
});
