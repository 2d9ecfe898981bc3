import { blockContains, blocksOverlap, parseAddressBlock } from '../../lib/testing/address-block';

const block = (text: string) => {
  const parsed = parseAddressBlock(text);
  if (parsed === undefined) {
    throw new Error(`${text} is no address`);
  }
  return parsed;
};

test('reads addresses and ranges, and nothing else', () => {
  expect(parseAddressBlock('10.0.0.5')).toEqual({ address: '10.0.0.5', prefix: 32, family: 'ipv4' });
  expect(parseAddressBlock('0.0.0.0/0')).toEqual({ address: '0.0.0.0', prefix: 0, family: 'ipv4' });
  expect(parseAddressBlock('fd00::1')).toEqual({ address: 'fd00::1', prefix: 128, family: 'ipv6' });
  for (const text of ['prod/api', '10.0.0.0/33', '10.0.0/8', 'fd00::/129', '10.0.0.0/', '']) {
    expect(parseAddressBlock(text)).toBeUndefined();
  }
});

test.each([
  ['10.0.0.0/8', '10.1.0.0/16', true, true],
  ['10.1.0.0/16', '10.0.0.0/8', false, true],
  ['10.0.0.0/8', '10.255.255.255', true, true],
  ['10.0.0.0/8', '11.0.0.0/8', false, false],
  ['0.0.0.0/0', '203.0.113.7', true, true],
  ['0.0.0.0/0', 'fd00::1', false, false],
  ['::/0', 'fd00::1', true, true],
])('%s and %s: contains %s, overlaps %s', (outer, inner, contains, overlaps) => {
  expect(blockContains(block(outer), block(inner))).toBe(contains);
  expect(blocksOverlap(block(outer), block(inner))).toBe(overlaps);
});
