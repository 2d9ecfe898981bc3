import { judge } from './judge';

test('every mistake in crypto-wallets gets its verdict', () => {
  const outcomes = judge('crypto-wallets');
  expect(outcomes.map(({ id, actual }) => [id, actual])).toEqual(outcomes.map(({ id, expected }) => [id, expected]));
}, 60_000);
