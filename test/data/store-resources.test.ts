import { bytesOf, storeResources } from '../../lib/data/store-resources';

const AMOUNTS = { cpuRequest: '200m', cpuLimit: '1', memory: '1Gi' };

test('memory is asked for as a whole', () => {
  expect(storeResources(undefined, AMOUNTS)).toEqual({
    requests: { cpu: '200m', memory: '1Gi' },
    limits: { cpu: '1', memory: '1Gi' },
  });
});

test('what is given wins, and no request is above its limit', () => {
  expect(storeResources({ limits: { cpu: '100m', memory: '2Gi' } }, AMOUNTS)).toEqual({
    requests: { cpu: '100m', memory: '2Gi' },
    limits: { cpu: '100m', memory: '2Gi' },
  });
  expect(storeResources({ requests: { cpu: '3', memory: '512Mi' } }, AMOUNTS)).toEqual({
    requests: { cpu: '3', memory: '512Mi' },
    limits: { cpu: '3', memory: '512Mi' },
  });
  expect(storeResources({ withoutCpuLimit: 'a reason' }, AMOUNTS)).toMatchObject({ withoutCpuLimit: 'a reason' });
});

test.each([
  ['1Gi', 2 ** 30],
  ['1.5Ki', 1536],
  ['0', undefined],
  ['-1', undefined],
  ['much', undefined],
  ['2000Pi', undefined],
  [undefined, undefined],
])('the bytes of %s', (quantity, bytes) => {
  expect(bytesOf(quantity)).toBe(bytes);
});
