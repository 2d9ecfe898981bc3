import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { type EnvironmentFacts, environmentOf, markEnvironment } from '../../lib/environment/environment-registry';

class Marked extends Construct implements EnvironmentFacts {
  readonly cluster = {};
}

test('the nearest marked construct is the environment, also one that another copy of the library marked', () => {
  const app = new App();
  const outer = new Marked(app, 'outer');
  const inner = new Marked(outer, 'inner');
  const below = new Construct(inner, 'below');
  expect(environmentOf(below)).toBeUndefined();
  markEnvironment(outer);
  expect(environmentOf(below)).toBe(outer);
  Object.defineProperty(inner, Symbol.for('cdk8s-tradewind.Environment'), { value: true });
  expect(environmentOf(below)).toBe(inner);
  expect(environmentOf(app)).toBeUndefined();
});
