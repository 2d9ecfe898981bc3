import { judge } from './judge';

test('every mistake in monitoring gets its verdict', () => {
  const outcomes = judge('monitoring');
  expect(outcomes.map(({ id, actual }) => [id, actual])).toEqual(outcomes.map(({ id, expected }) => [id, expected]));
}, 60_000);
