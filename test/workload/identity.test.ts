import { Identity } from '../../lib';
import { containerOf, workload } from '../support/workload';

test('what is not given is by convention', () => {
  expect(Identity.of({})).toMatchObject({ name: undefined, selector: undefined, container: undefined });
  const made = workload({ identity: Identity.of({}) });
  expect([made.name, containerOf(made).name]).toEqual(['api', 'api']);
});

test('the container is named like the workload, or as it is said', () => {
  expect(containerOf(workload({ identity: Identity.of({ name: 'orders' }) })).name).toBe('orders');
  expect(containerOf(workload({ identity: Identity.of({ container: 'app' }) })).name).toBe('app');
});

test('a later change of the labels that were given changes no selector', () => {
  const selector: Record<string, string> = { app: 'orders' };
  const identity = Identity.of({ selector });
  selector.app = 'changed';
  expect(workload({ identity }).selector).toEqual({ app: 'orders' });
});
