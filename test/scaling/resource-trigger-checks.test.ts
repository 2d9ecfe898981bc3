import { QueueScaling, ScalingTrigger } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { worker } from '../support/worker';

const cpu = ScalingTrigger.cpu(70);
const CRON = ScalingTrigger.cron({ start: '0 8 * * *', end: '0 9 * * *', pods: 2 });
const scaled = (min: number, ...triggers: ScalingTrigger[]) => QueueScaling.pods({ min, max: 5 }).on(...triggers);

test('nobody uses anything where nobody runs', () => {
  expectProblem(worker({ scaling: scaled(0, cpu, ScalingTrigger.memory(70)) }), [
    'test/shop/worker  scaling.min',
    'got 0, with cpu and memory alone',
    'without pods there is nothing to measure, so nothing would ever start the first: KEDA refuses it',
    '→ raise min to at least 1, or add a trigger that asks somebody',
  ]);
  expect(problems(worker({ scaling: scaled(0, cpu, CRON) }))).toEqual([]);
});

test('idle at zero, nobody uses anything either', () => {
  const [[at]] = problems(worker({ scaling: scaled(2, cpu).idle(0) }));
  expect(at).toBe('test/shop/worker  scaling.min');
});

test('a share of no request', () => {
  const settings = { resources: { requests: { cpu: '0' } } };
  expectProblem(worker({ scaling: scaled(1, cpu), settings }), [
    'test/shop/worker  scaling.triggers[0]',
    'got cpu, of which worker requests 0',
    'the use is divided by the request: without one there is no share, and KEDA refuses it',
    '→ give the container a request: resources: { requests: { cpu: … } }',
  ]);
});

test('a container that the pods do not have', () => {
  expectProblem(worker({ scaling: scaled(1, ScalingTrigger.memory(70, { container: 'wroker' })) }), [
    'test/shop/worker  scaling.triggers[0].containerName',
    'got "wroker"',
    'the pods have no such container',
    '→ name one of: worker',
  ]);
});
