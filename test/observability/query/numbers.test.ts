import { numberOf } from '../../../lib/observability/query/numbers';

test.each([
  ['1', 1],
  ['-2.5', -2.5],
  ['+ 3', 3],
  ['1e3', 1000],
  ['1_000', 1000],
  ['0x1F', 31],
  ['.5', 0.5],
  ['Inf', Infinity],
  ['-inf', -Infinity],
  ['NaN', NaN],
  ['5m', 300],
  ['1h30m', 5400],
  ['1y2w3d4h5m6s7ms', 31_536_000 + 2 * 604_800 + 3 * 86_400 + 4 * 3600 + 5 * 60 + 6.007],
])('%s is %d', (text, value) => {
  expect(numberOf(text)).toBe(value);
});
