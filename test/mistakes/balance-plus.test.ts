import { judge } from './judge';

test('every mistake in balance-plus gets its verdict', () => {
  const outcomes = judge('balance-plus');
  expect(outcomes.map(({ id, actual }) => [id, actual])).toEqual(outcomes.map(({ id, expected }) => [id, expected]));
}, 60_000);
