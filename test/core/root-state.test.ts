import { App, Chart } from 'cdk8s';
import { RootState } from '../../lib/core/root-state';

test('every tree has one state, made on first use', () => {
  let made = 0;
  const state = new RootState((root) => ({ root, number: (made += 1) }));
  const [app, other] = [new App(), new App()];
  const chart = new Chart(app, 'chart');
  expect(made).toBe(0);
  expect(state.of(chart)).toBe(state.of(app));
  expect(state.of(chart).root).toBe(app);
  expect(state.of(other)).not.toBe(state.of(app));
  expect(made).toBe(2);
});

test('two kinds of state of one tree do not meet', () => {
  const app = new App();
  const names = new RootState(() => ['a']);
  const numbers = new RootState(() => [1]);
  expect([names.of(app), numbers.of(app)]).toEqual([['a'], [1]]);
});

test('a state without a value is made once, too', () => {
  let made = 0;
  const state = new RootState(() => void (made += 1));
  const app = new App();
  state.of(app);
  state.of(app);
  expect(made).toBe(1);
});
