import { Duration } from 'cdk8s';
import { Port, Probe } from '../../lib';
import { expectProblem } from '../support/findings';
import { containerOf, workload } from '../support/workload';

const PORTS = [Port.http(8080), Port.grpc(9090), Port.metrics(9100)];
const DEFAULTS = { periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 };

test.each<[string, Probe, object]>([
  ['http', Probe.http('/live'), { httpGet: { path: '/live', port: 'http' } }],
  ['http on a named port', Probe.http('/live', { port: 'metrics' }), { httpGet: { path: '/live', port: 'metrics' } }],
  ['tcp', Probe.tcp(), { tcpSocket: { port: 'http' } }],
  ['grpc, by number', Probe.grpc(), { grpc: { port: 9090 } }],
  ['grpc of one service', Probe.grpc('shop.Orders'), { grpc: { port: 9090, service: 'shop.Orders' } }],
  ['exec', Probe.exec(['/bin/health', '-q']), { exec: { command: ['/bin/health', '-q'] } }],
])('%s', (_, readiness, action) => {
  expect(containerOf(workload({ ports: PORTS, readiness })).readinessProbe).toEqual({ ...action, ...DEFAULTS });
});

test('tells when and how often', () => {
  const readiness = Probe.http('/ready', {
    delay: Duration.seconds(7),
    period: Duration.seconds(6),
    timeout: Duration.seconds(5),
    failures: 4,
  });
  expect(containerOf(workload({ ports: PORTS, readiness })).readinessProbe).toEqual({
    httpGet: { path: '/ready', port: 'http' },
    initialDelaySeconds: 7,
    periodSeconds: 6,
    timeoutSeconds: 5,
    failureThreshold: 4,
  });
});

test('each of the three stands in its place', () => {
  const made = workload({
    ports: PORTS,
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    startup: Probe.http('/started'),
  });
  expect(containerOf(made)).toMatchObject({
    readinessProbe: { httpGet: { path: '/ready' } },
    livenessProbe: { httpGet: { path: '/live' } },
    startupProbe: { httpGet: { path: '/started' } },
  });
});

test('the command is copied, so that a later change of the array changes nothing', () => {
  const command = ['/bin/health'];
  const readiness = Probe.exec(command);
  command.push('--broken');
  expect(containerOf(workload({ readiness })).readinessProbe.exec.command).toEqual(['/bin/health']);
});

test.each<[string, Probe, readonly string[]]>([
  [
    'a port that is not there',
    Probe.http('/ready', { port: 'web' }),
    [
      'shop/api  readiness.port',
      'got "web"',
      'a probe asks a port of its container',
      '→ name one of: http, grpc, metrics',
    ],
  ],
  [
    'a path without slash',
    Probe.http('ready'),
    ['shop/api  readiness.path', 'got "ready"', 'the path of a probe starts with a slash', "→ write '/ready'"],
  ],
  [
    'no command',
    Probe.exec([]),
    [
      'shop/api  readiness.command',
      'got an empty command',
      'an exec probe runs a command',
      "→ give it: Probe.exec(['/bin/health'])",
    ],
  ],
  [
    'a period of none',
    Probe.http('/ready', { period: Duration.seconds(0) }),
    [
      'shop/api  readiness.period',
      'got 0',
      'it is a whole number from 1 to 2147483647; times are in seconds',
      '→ correct the number',
    ],
  ],
  [
    'a timeout of none',
    Probe.http('/ready', { timeout: Duration.seconds(0) }),
    [
      'shop/api  readiness.timeout',
      'got 0',
      'it is a whole number from 1 to 2147483647; times are in seconds',
      '→ correct the number',
    ],
  ],
  [
    'failures in parts',
    Probe.http('/ready', { failures: 1.5 }),
    [
      'shop/api  readiness.failures',
      'got 1.5',
      'it is a whole number from 1 to 2147483647; times are in seconds',
      '→ correct the number',
    ],
  ],
])('%s is an error', (_, readiness, lines) => {
  expectProblem(workload({ ports: PORTS, readiness }), lines);
});

test('a probe of a workload without ports is an error', () => {
  expectProblem(workload({ liveness: Probe.tcp() }), [
    'shop/api  liveness.port',
    'got no port that fits',
    'a probe asks a port of its container',
    '→ name one of: none (give the workload ports)',
  ]);
});

test.each([
  [Probe.http('/health'), Probe.http('/health', { period: Duration.seconds(30) })],
  [Probe.tcp(), Probe.tcp()],
  [Probe.grpc('a'), Probe.grpc('a')],
  [Probe.exec(['a', 'b']), Probe.exec(['a', 'b'])],
])('%j asks the same as %j', (one, other) => {
  expect(one._asks(other)).toBe(true);
});

test.each([
  [Probe.http('/ready'), Probe.http('/live')],
  [Probe.http('/ready'), Probe.http('/ready', { port: 'admin' })],
  [Probe.grpc('a'), Probe.grpc('b')],
  [Probe.exec(['a', 'b']), Probe.exec(['a b'])],
  [Probe.http('/'), Probe.tcp()],
])('%j asks something else than %j', (one, other) => {
  expect(one._asks(other)).toBe(false);
});

test('a probe for liveness that asks what readiness asks is an error', () => {
  expectProblem(workload({ ports: PORTS, readiness: Probe.http('/health'), liveness: Probe.http('/health') }), [
    'shop/api  liveness',
    'got the same question as readiness: http /health',
    'a pod that is only busy or waits for another would be killed instead of spared',
    '→ ask liveness about the process alone, readiness about what it needs; or leave liveness out',
  ]);
});
