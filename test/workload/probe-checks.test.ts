import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { Acknowledgements, Container, Port, Probe, Shutdown, type WorkloadProps } from '../../lib';
import { expectProblem, problems, warnings } from '../support/findings';
import { IMAGE, workload } from '../support/workload';

const GRPC = Port.grpc(50051);
const HTTP = Port.http(8080);
const METRICS = Port.metrics(9090);
const UDP = Port.udp('feed', 5000);

const NO_GET = 'a gRPC server does not answer a GET of HTTP/1.1: the probe would always fail';
const NO_HEALTH = 'an HTTP/1.1 server does not speak the health protocol of gRPC: the probe would always fail';
const TCP_ALONE = 'the kubelet asks over TCP alone: the probe would always fail';

describe.each(['readiness', 'liveness', 'startup'] as const)('%s', (name) => {
  test.each<[string, Probe, Port[], readonly string[]]>([
    [
      'asks gRPC by HTTP',
      Probe.http('/ready'),
      [GRPC],
      [
        'got an HTTP probe to the port grpc, which speaks gRPC',
        NO_GET,
        '→ use Probe.grpc(), which asks by the health protocol of gRPC; or use Probe.tcp() for the connection alone',
      ],
    ],
    [
      'asks gRPC by HTTP, with HTTP beside it',
      Probe.http('/ready', { port: 'grpc' }),
      [GRPC, METRICS],
      [
        'got an HTTP probe to the port grpc, which speaks gRPC',
        NO_GET,
        '→ use Probe.grpc(), which asks by the health protocol of gRPC; or name another port: metrics; or use Probe.tcp() for the connection alone',
      ],
    ],
    [
      'asks HTTP by gRPC',
      Probe.grpc(),
      [HTTP],
      [
        'got a gRPC probe to the port http, which speaks HTTP/1.1',
        NO_HEALTH,
        "→ use Probe.http('/…'); or declare the port as Port.grpc where it speaks gRPC",
      ],
    ],
    [
      'asks metrics by gRPC',
      Probe.grpc('', { port: 'metrics' }),
      [GRPC, METRICS],
      [
        'got a gRPC probe to the port metrics, which speaks HTTP/1.1',
        NO_HEALTH,
        "→ use Probe.http('/…'); or name another port: grpc; or declare the port as Port.grpc where it speaks gRPC",
      ],
    ],
    [
      'asks UDP over TCP',
      Probe.tcp({ port: 'feed' }),
      [UDP, HTTP],
      [
        'got a TCP probe to the port feed, which is UDP',
        TCP_ALONE,
        '→ name another port: http; or use Probe.exec([…]) with a command that answers',
      ],
    ],
    [
      'asks UDP by HTTP',
      Probe.http('/ready', { port: 'feed' }),
      [UDP],
      [
        'got an HTTP probe to the port feed, which is UDP',
        TCP_ALONE,
        '→ use Probe.exec([…]) with a command that answers',
      ],
    ],
  ])('%s', (_, probe, ports, expected) => {
    expectProblem(workload({ ports, [name]: probe }), [`shop/api  ${name}`, ...expected]);
  });
});

test('the probe of a sidecar asks a port in its protocol', () => {
  const sidecars = [Container.of('proxy', { image: IMAGE, ports: [GRPC], readiness: Probe.http('/ready') })];
  expect(problems(workload({ sidecars }))).toMatchObject([
    ['shop/api  sidecars[0].readiness', 'got an HTTP probe to the port grpc, which speaks gRPC', NO_GET, {}],
  ]);
});

const port = fc.constantFrom(HTTP, GRPC, METRICS, UDP, Port.tcp('amqp', 5672), Port.admin(9000));
const named = (name: string) => ({ port: name });

test('a probe is accepted exactly where its port may answer it', () => {
  fc.assert(
    fc.property(port, fc.constantFrom('http', 'grpc', 'tcp'), (asked, kind) => {
      const probe =
        kind === 'http'
          ? Probe.http('/ready', named(asked.name))
          : kind === 'grpc'
            ? Probe.grpc('', named(asked.name))
            : Probe.tcp(named(asked.name));
      const answers =
        asked.protocol === 'TCP' &&
        !(kind === 'http' && asked === GRPC) &&
        !(kind === 'grpc' && [HTTP, METRICS].includes(asked));
      expect(problems(workload({ ports: [asked], readiness: probe })).length === 0).toBe(answers);
    }),
  );
});

test.each<[string, Port, string, string]>([
  ['gRPC', GRPC, 'grpc, which speaks gRPC', '→ name another port: http; or use Shutdown.afterSleep(…)'],
  ['UDP', UDP, 'feed, which is UDP', '→ name another port: http; or use Shutdown.afterSleep(…)'],
])('a hook before the end does not get %s', (_, called, value, fix) => {
  const shutdown = Shutdown.afterHttpGet('/stop', called.name);
  expectProblem(workload({ ports: [called, HTTP], shutdown }), [
    'shop/api  shutdown.portName',
    `got a GET to the port ${value}`,
    'a hook is a GET of HTTP/1.1 over TCP: this one would fail, and the container gets SIGTERM at once',
    fix,
  ]);
});

test('a hook before the end calls a port without gRPC where there is one', () => {
  expect(problems(workload({ ports: [GRPC, METRICS], shutdown: Shutdown.afterHttpGet('/stop') }))).toEqual([]);
});

describe('a liveness probe that kills what is only busy', () => {
  const asked = (liveness: Probe): Partial<WorkloadProps> => ({ ports: [HTTP], liveness });
  const every = (period: number, failures: number, timeout: number): Probe =>
    Probe.tcp({ period: Duration.seconds(period), failures, timeout: Duration.seconds(timeout) });

  test.each([
    [every(1, 1, 1), 1],
    [every(10, 1, 3), 3],
    [every(2, 3, 1), 5],
    [every(3, 3, 3), 9],
  ])('is pointed out', (liveness, seconds) => {
    expect(warnings(workload(asked(liveness)))).toEqual([
      [
        'shop/api  liveness  [liveness-kills-early]',
        `got a container that is killed after ${seconds} s of silence`,
        'a pause of less than 10 s, such as a garbage collection or a busy node, would kill a healthy container',
        '→ raise failures, period or timeout: (failures - 1) × period + timeout is the silence that it survives; or acknowledge it with the reason',
      ],
    ]);
  });

  test.each([Probe.tcp(), every(10, 1, 10), every(5, 2, 5), every(1, 10, 1)])(
    'is not one that waits 10 s',
    (liveness) => {
      expect(warnings(workload(asked(liveness)))).toEqual([]);
    },
  );

  test('may be right, and says why', () => {
    const api = workload(asked(every(1, 1, 1)));
    Acknowledgements.of(api).add({ id: 'liveness-kills-early', reason: 'a watchdog of a quote feed' });
    expect([...problems(api), ...warnings(api)]).toEqual([]);
  });

  test('readiness and startup may fail as early as they like: neither kills what has started', () => {
    expect(warnings(workload({ ports: [HTTP], readiness: every(1, 1, 1), startup: every(1, 1, 1) }))).toEqual([]);
  });

  test('is found in a sidecar, too', () => {
    const sidecars = [Container.of('proxy', { image: IMAGE, ports: [HTTP], liveness: every(1, 1, 1) })];
    expect(warnings(workload({ sidecars }))).toMatchObject([
      ['shop/api  sidecars[0].liveness  [liveness-kills-early]', {}, {}, {}],
    ]);
  });
});

describe('times of a probe', () => {
  const every = (period: number, timeout: number, failures: number): Probe =>
    Probe.tcp({ period: Duration.seconds(period), timeout: Duration.seconds(timeout), failures });

  test.each(['readiness', 'liveness'] as const)('a timeout above the period of %s', (name) => {
    expect(warnings(workload({ ports: [HTTP], [name]: every(5, 30, 3) }))).toEqual([
      [
        `shop/api  ${name}.timeout  [probe-timeout-over-period]`,
        'got 30 s, with a period of 5 s',
        'the kubelet asks again only after an answer or the timeout: a program that hangs is asked less often than the period says',
        '→ give a timeout of at most 5 s, or a longer period and fewer failures; or acknowledge it with the reason',
      ],
    ]);
  });

  test.each([
    [every(600, 3, 3), 1800],
    [every(60, 20, 16), 960],
  ])('a liveness probe that restarts late', (liveness, seconds) => {
    expect(warnings(workload({ ports: [HTTP], liveness }))).toEqual([
      [
        'shop/api  liveness  [liveness-restarts-late]',
        `got a container that hangs is restarted after ${seconds} s`,
        'failures × period is more than 15 minutes, in which the program does nothing',
        '→ lower period, timeout or failures; a slow start has a probe of its own: startup; or acknowledge it with the reason',
      ],
    ]);
  });

  test('at the threshold there is nothing to say, nor of a startup probe that waits longer', () => {
    expect(warnings(workload({ ports: [HTTP], liveness: every(300, 300, 3) }))).toEqual([]);
    expect(warnings(workload({ ports: [HTTP], startup: every(60, 90, 30) }))).toEqual([]);
  });
});
