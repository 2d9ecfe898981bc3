import { intOrPercent, parseAmount } from '../../lib/workload/amount';

test.each([
  ['2', { value: 2, percent: false }, 2],
  ['0', { value: 0, percent: false }, 0],
  ['25%', { value: 25, percent: true }, '25%'],
  ['150%', { value: 150, percent: true }, '150%'],
])('%s', (text, amount, wire) => {
  expect(parseAmount(text)).toEqual(amount);
  expect(intOrPercent(text)).toBe(wire);
});

test.each(['', '%', '1.5', '-1', ' 1', '1 %', '1e3', 'half', '99999999999'])('%p is no amount', (text) => {
  expect(parseAmount(text)).toBeUndefined();
  expect(intOrPercent(text)).toBe(text);
});
