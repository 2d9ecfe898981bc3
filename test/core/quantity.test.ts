import fc from 'fast-check';
import { formatBytes, formatCpu, parseQuantity } from '../../lib/core/quantity';

/** More than the error of a few float operations, less than any unit that is written. */
const ERROR = 1e-13;

describe('parseQuantity', () => {
  test.each<[string, number]>([
    ['0', 0],
    ['-0.0', 0],
    ['0Ki', 0],
    ['1', 1],
    ['+1', 1],
    ['-1.5', -1.5],
    ['007', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['5.Gi', 5 * 2 ** 30],
    ['1n', 1e-9],
    ['1u', 1e-6],
    ['100m', 0.1],
    ['300m', 0.3],
    ['1500m', 1.5],
    ['2k', 2e3],
    ['2M', 2e6],
    ['2G', 2e9],
    ['2T', 2e12],
    ['2P', 2e15],
    ['2E', 2e18],
    ['1Ki', 1024],
    ['1.5Mi', 1.5 * 2 ** 20],
    ['1Gi', 2 ** 30],
    ['1Ti', 2 ** 40],
    ['1Pi', 2 ** 50],
    ['1Ei', 2 ** 60],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e+3', 1000],
    ['12E-1', 1.2],
    ['1e400', 2 ** 63],
    ['-9Ei', -(2 ** 63)],
    ['1e-30', 1e-9],
    ['-1e-400', -1e-9],
  ])('reads %j as %d', (text, value) => {
    expect((parseQuantity(text) ?? NaN) + 0).toBe(value);
  });

  test.each([
    ...['', ' ', ' 1', '1 ', '1\n', '.', '+', '-', '+-1', 'Ki', 'k', 'e3', '.e3', '1.1.1', '1,5', '1_000', '0x10', '١'],
    ...['1K', '1ki', '1mi', '1mm', '1i', '1Kii', '1KiB', '1b', '1g', '1e', '1E+', '1e1.5', '1e3k', '1kE3', 'NaN'],
  ])('refuses %j', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});

describe('formatCpu', () => {
  test.each<[number, string]>([
    [0, '0'],
    [1, '1'],
    [2, '2'],
    [1.5, '1500m'],
    [0.1, '100m'],
    [0.1 * 3, '300m'],
    [1.1 * 3, '3300m'],
    [0.0001, '1m'],
    [0.2501, '251m'],
    [0.9999, '1'],
    [64, '64'],
  ])('writes %d as %j', (cores, text) => {
    expect(formatCpu(cores)).toBe(text);
  });

  test('never writes less than it is given, and less than a thousandth more', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e6, noNaN: true }), (cores) => {
        const parsed = parseQuantity(formatCpu(cores)) ?? NaN;
        expect(parsed).toBeGreaterThanOrEqual(cores * (1 - ERROR));
        expect(parsed).toBeLessThan((cores + 0.001) * (1 + ERROR));
      }),
    );
  });

  test('keeps whole thousandths, however they were added up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64_000 }), fc.integer({ min: 1, max: 50 }), (milli, times) => {
        expect(parseQuantity(formatCpu((milli / 1000) * times))).toBe((milli * times) / 1000);
      }),
    );
  });

  test.each([-1, NaN, Infinity, 1e300])('refuses %d', (cores) => {
    expect(() => formatCpu(cores)).toThrow(RangeError);
  });
});

describe('formatBytes', () => {
  test.each<[number, string]>([
    [0, '0'],
    [1, '1Mi'],
    [2 ** 20, '1Mi'],
    [2 ** 20 + 1, '2Mi'],
    [1.5 * 2 ** 30, '1536Mi'],
    [2 ** 31, '2Gi'],
    [2 ** 31 - 1, '2Gi'],
    [2 ** 31 + 1, '2049Mi'],
    [2 ** 40, '1024Gi'],
    [2 ** 40 + 1, '1048577Mi'],
    [0.1 * 3 * 10 * 2 ** 20, '3Mi'],
    [1e9, '954Mi'],
  ])('writes %d as %j', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('never writes less than it is given, and less than a mebibyte more', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 2 ** 50, noNaN: true }), (bytes) => {
        const parsed = parseQuantity(formatBytes(bytes)) ?? NaN;
        expect(parsed).toBeGreaterThanOrEqual(bytes * (1 - ERROR));
        expect(parsed).toBeLessThan((bytes + 2 ** 20) * (1 + ERROR));
      }),
    );
  });

  test('keeps whole mebibytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 }), (mebibytes) => {
        expect(parseQuantity(formatBytes(mebibytes * 2 ** 20))).toBe(mebibytes * 2 ** 20);
      }),
    );
  });

  test.each([-1, NaN, Infinity, 1e300])('refuses %d', (bytes) => {
    expect(() => formatBytes(bytes)).toThrow(RangeError);
  });
});
