import { type Chart, Duration } from 'cdk8s';
import {
  Acknowledgements,
  Credentials,
  type IRabbitMq,
  Peer,
  Probe,
  QueueScaling,
  RabbitMq,
  ScalingTrigger,
  WorkerWithKeda,
} from '../../lib';
import { problems } from '../support/findings';
import { chartIn, IMAGE } from '../support/workload';
import { KEDA } from '../support/worker';

function worker(chart: Chart, queue: IRabbitMq, endpoints = {}): WorkerWithKeda {
  return new WorkerWithKeda(chart, 'worker', {
    image: IMAGE,
    endpoints,
    longestTask: Duration.minutes(2),
    liveness: Probe.exec(['/worker', 'alive']),
    scaling: QueueScaling.pods({ min: 1, max: 4 }).on(
      ScalingTrigger.rabbitQueue(queue, 'tasks', { messagesPerPod: 10 }),
    ),
  });
}

const inside = (chart: Chart): RabbitMq => new RabbitMq(chart, 'queue', {});
const outside = (chart: Chart): IRabbitMq =>
  RabbitMq.external(chart, 'queue', {
    host: 'mq.example.com',
    cidr: '10.0.0.0/28',
    credentials: new Credentials(chart, 'queue-credentials', { keys: ['username', 'password'] }),
  });

describe.each([
  ['in the tree', inside],
  ['outside', outside],
])('a queue %s', (_where, make) => {
  test('that the worker has no way to is an error', () => {
    const chart = chartIn(KEDA);
    worker(chart, make(chart));
    expect(problems(chart)).toEqual([
      [
        'test/shop/worker  scaling.triggers[0]  [no-way-to-queue]',
        'got a queue of test/shop/queue, to which the worker has no way',
        'pods are started for work that they cannot fetch: the default deny stands between',
        '→ tell the program its address: endpoints: { BROKER_URL: queue.url() }; or connectTo(queue); or acknowledge it with the reason',
      ],
    ]);
  });

  test('is reached by an endpoint', () => {
    const chart = chartIn(KEDA);
    const queue = make(chart);
    worker(chart, queue, { BROKER_URL: queue.url() });
    expect(problems(chart)).toEqual([]);
  });

  test('is reached by connecting to it', () => {
    const chart = chartIn(KEDA);
    const queue = make(chart);
    worker(chart, queue).connectTo(queue);
    expect(problems(chart)).toEqual([]);
  });

  test('is not reached by connecting to another', () => {
    const chart = chartIn(KEDA);
    worker(chart, make(chart)).connectTo(Peer.cidr('10.0.0.0/28', { port: 5672 }));
    expect(problems(chart)).toHaveLength(1);
  });

  test('may be left to somebody else, with the reason', () => {
    const chart = chartIn(KEDA);
    const found = worker(chart, make(chart));
    Acknowledgements.of(found).add({ id: 'no-way-to-queue', reason: 'tasks come to it over HTTP from a dispatcher' });
    expect(problems(chart)).toEqual([]);
  });
});

test('a queue that lets the worker in is reached, too', () => {
  const chart = chartIn(KEDA);
  const queue = inside(chart);
  queue.allowFrom(worker(chart, queue));
  expect(problems(chart)).toEqual([]);
});
