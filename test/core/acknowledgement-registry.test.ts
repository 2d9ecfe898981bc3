import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { acknowledgementsOf } from '../../lib/core/acknowledgement-registry';

test('it holds for its scope and all below it, and the nearest reason counts', () => {
  const app = new App();
  const system = new Construct(app, 'system');
  const part = new Construct(system, 'part');
  const registry = acknowledgementsOf(app);
  registry.add(system, 'rule', 'of the system');
  registry.add(part, 'rule', 'of the part');
  expect(registry.reasonFor(new Construct(part, 'below'), 'rule')).toBe('of the part');
  expect(registry.reasonFor(new Construct(system, 'other'), 'rule')).toBe('of the system');
  expect(registry.reasonFor(app, 'rule')).toBeUndefined();
  expect(registry.reasonFor(part, 'another')).toBeUndefined();
  expect(registry.reasonFor(part, undefined)).toBeUndefined();
});

test('asking is counted at the acknowledgement that answered', () => {
  const app = new App();
  const part = new Construct(app, 'part');
  const registry = acknowledgementsOf(app);
  registry.add(app, 'rule', 'a');
  registry.add(part, 'rule', 'b');
  expect(registry.covers(part, 'rule')).toBe(true);
  expect(registry.covers(part, 'another')).toBe(false);
  expect(registry.entries.map(({ matches }) => matches)).toEqual([0, 1]);
});
