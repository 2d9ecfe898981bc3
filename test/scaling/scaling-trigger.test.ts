import { Chart, Testing } from 'cdk8s';
import { QueueScaling, ScalingTrigger } from '../../lib';
import { typedTriggers } from '../support/typed-triggers';
import { problems } from '../support/findings';
import { scaledBy, scaledObjectOf } from '../support/worker';

const names = Object.keys(typedTriggers(new Chart(Testing.app(), 'any')));

test.each(names)('%s is sound, as KEDA sees it', (name) => {
  const worker = scaledBy((chart) => typedTriggers(chart)[name]);
  expect(problems(worker)).toEqual([]);
  expect(scaledObjectOf(worker).spec.triggers).toMatchSnapshot();
});

test('every factory has its form here', () => {
  const factories = Object.getOwnPropertyNames(ScalingTrigger).filter(
    (name) => !name.startsWith('_') && !['length', 'name', 'prototype'].includes(name),
  );
  const kinds = new Set(Object.values(typedTriggers(new Chart(Testing.app(), 'any'))).map(({ kind }) => kind));
  // Service Bus has two factories of one kind.
  expect(kinds.size).toBe(factories.length - 1);
});

test('triggers add up', () => {
  const one = QueueScaling.pods({ min: 1, max: 3 }).on(ScalingTrigger.cpu(70));
  const two = one.on(ScalingTrigger.memory(80));
  expect(one.triggers.map(({ kind }) => kind)).toEqual(['cpu']);
  expect(two.triggers.map(({ kind }) => kind)).toEqual(['cpu', 'memory']);
});
