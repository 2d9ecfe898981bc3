import { Duration } from 'cdk8s';
import { Cluster, Controller, Port, Shutdown } from '../../lib';
import { expectProblem } from '../support/findings';
import { chartIn, containerOf, podOf, workload } from '../support/workload';

const seconds = (count: number) => Duration.seconds(count);
const PORTS = [Port.udp('feed', 7000), Port.http(8080), Port.admin(9000)];
const OLD = Cluster.k3d({ kubernetesVersion: '1.29' });

test.each<[string, Shutdown, object | undefined, number]>([
  ['a signal', Shutdown.onSignal(), undefined, 30],
  ['a signal and a drain', Shutdown.onSignal({ drain: seconds(60) }), undefined, 60],
  ['a longer grace', Shutdown.onSignal({ grace: seconds(90) }), undefined, 90],
  [
    'a sleep in the container',
    Shutdown.afterSleep(seconds(5), { drain: seconds(30) }),
    { exec: { command: ['/bin/sh', '-c', 'sleep 5'] } },
    35,
  ],
  ['a sleep of the kubelet', Shutdown.afterSleep(seconds(5), { shell: false }), { sleep: { seconds: 5 } }, 35],
  ['a command', Shutdown.afterCommand(['/drain', '-a']), { exec: { command: ['/drain', '-a'] } }, 35],
  ['a slow command', Shutdown.afterCommand(['/drain'], { upTo: seconds(20) }), { exec: { command: ['/drain'] } }, 50],
  ['a call', Shutdown.afterHttpGet('/drain'), { httpGet: { path: '/drain', port: 'http' } }, 35],
  ['a call of a port', Shutdown.afterHttpGet('/drain', 'admin'), { httpGet: { path: '/drain', port: 'admin' } }, 35],
])('%s', (_, shutdown, preStop, grace) => {
  const made = workload({ ports: PORTS, shutdown });
  expect(containerOf(made).lifecycle).toEqual(preStop && { preStop });
  expect(podOf(made).terminationGracePeriodSeconds).toBe(grace);
  expect(shutdown.graceSeconds).toBe(grace);
});

describe('nothing said', () => {
  test('the kubelet waits 5 seconds before SIGTERM, from Kubernetes 1.30 on', () => {
    const made = workload();
    expect(containerOf(made).lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    expect(podOf(made).terminationGracePeriodSeconds).toBe(35);
  });

  test('before it the signal comes at once', () => {
    const made = workload({}, chartIn(OLD));
    expect(containerOf(made).lifecycle).toBeUndefined();
    expect(podOf(made).terminationGracePeriodSeconds).toBe(30);
  });

  test.each([Controller.job(), Controller.cronJob('0 2 * * *')])('a $kind ends by itself', (controller) => {
    const made = workload({ controller });
    expect(containerOf(made).lifecycle).toBeUndefined();
    expect(podOf(made).terminationGracePeriodSeconds).toBeUndefined();
  });
});

test.each<[string, Shutdown, readonly string[]]>([
  [
    'a grace below the drain',
    Shutdown.onSignal({ drain: seconds(30), grace: seconds(20) }),
    [
      'shop/api  shutdown.grace',
      'got 20 s, for 0 s before SIGTERM and 30 s of draining',
      'the kubelet kills the program while it still drains',
      '→ give at least 30 s, or leave grace out',
    ],
  ],
  [
    'a grace below sleep and drain',
    Shutdown.afterSleep(seconds(5), { grace: seconds(30) }),
    [
      'shop/api  shutdown.grace',
      'got 30 s, for 5 s before SIGTERM and 30 s of draining',
      'the kubelet kills the program while it still drains',
      '→ give at least 35 s, or leave grace out',
    ],
  ],
  [
    'a call of a port that is not there',
    Shutdown.afterHttpGet('/drain', 'web'),
    [
      'shop/api  shutdown.portName',
      'got "web"',
      'a hook calls a port of its container',
      '→ name one of: feed, http, admin',
    ],
  ],
])('%s is an error', (_, shutdown, lines) => {
  expectProblem(workload({ ports: PORTS, shutdown }), lines);
});

test('a call without ports is an error', () => {
  expectProblem(workload({ shutdown: Shutdown.afterHttpGet('/drain') }), [
    'shop/api  shutdown.portName',
    'got no port',
    'a hook calls a port of its container',
    '→ name one of: none (give the workload ports)',
  ]);
});

test('a sleep of the kubelet below Kubernetes 1.30 is an error', () => {
  expectProblem(workload({ shutdown: Shutdown.afterSleep(seconds(5), { shell: false }) }, chartIn(OLD)), [
    'test/shop/api  shutdown',
    'got shell: false, on Kubernetes 1.29',
    'the kubelet can wait by itself from Kubernetes 1.30 on',
    '→ use shell: true, which needs /bin/sh in the image',
  ]);
});
