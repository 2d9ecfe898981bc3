import { Duration } from 'cdk8s';
import { Controller, Port, Probe, Shutdown, type WorkloadProps } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { controllerOf, workload } from '../support/workload';

const ports = [Port.http(8080)];
const startup = Probe.http('/started', { period: Duration.seconds(15), failures: 60 });
const readiness = Probe.http('/ready');
const minReady = Duration.seconds(30);

describe('the deadline follows from what a healthy pod may take', () => {
  test.each<[string, Partial<WorkloadProps>, number]>([
    ['no probes', {}, 600],
    ['a quick start', { ports, readiness }, 600],
    ['a slow start', { ports, startup, readiness }, 120 + 900 + 10],
    [
      'a slow start that has to last',
      { ports, startup, controller: Controller.deployment({ minReady }) },
      120 + 900 + 30,
    ],
    [
      'old pods that have to end first',
      {
        ports,
        startup,
        controller: Controller.recreate(),
        shutdown: Shutdown.onSignal({ drain: Duration.seconds(200) }),
      },
      120 + 900 + 200,
    ],
  ])('%s', (_, props, seconds) => {
    const made = workload(props);
    expect(controllerOf(made).spec.progressDeadlineSeconds).toBe(seconds);
    expect(problems(made)).toEqual([]);
  });
});

test('one of the author that a healthy pod may miss', () => {
  const controller = Controller.deployment({ minReady, deadline: Duration.minutes(15) });
  expectProblem(workload({ ports, startup, readiness, controller }), [
    'shop/api  rollout.deadline',
    'got 900 s, for pods that may take 940 s',
    'the probes of a healthy pod may fail for so long before it is ready, and it has to stay so for minReady: its rollout would fail',
    '→ leave deadline out: it follows from the probes; or give more than 940 s; or let the startup probe fail less often',
  ]);
});

test('one of the author that the grace of the old pods uses up', () => {
  const controller = Controller.recreate({ deadline: Duration.minutes(15) });
  const shutdown = Shutdown.onSignal({ drain: Duration.minutes(10) });
  expectProblem(
    workload({ ports, readiness: Probe.http('/ready', { delay: Duration.seconds(300) }), controller, shutdown }),
    [
      'shop/api  rollout.deadline',
      'got 900 s, for pods that may take 910 s',
      'the old pods may use their grace, the probes of a new one may fail for so long, and it has to stay ready for minReady: a healthy rollout would fail',
      '→ leave deadline out: it follows from the probes; or give more than 910 s; or let the startup probe fail less often',
    ],
  );
});
