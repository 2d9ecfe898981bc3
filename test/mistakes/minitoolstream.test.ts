import { judge } from './judge';

test('every mistake in minitoolstream gets its verdict', () => {
  const outcomes = judge('minitoolstream');
  expect(outcomes.map(({ id, actual }) => [id, actual])).toEqual(outcomes.map(({ id, expected }) => [id, expected]));
}, 60_000);
