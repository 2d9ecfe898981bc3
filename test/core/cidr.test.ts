import fc from 'fast-check';
import { cidrContains, cidrProblem } from '../../lib/core/cidr';

describe('cidrProblem', () => {
  test.each([
    ...['0.0.0.0/0', '10.0.0.0/8', '10.0.0.1/32', '192.168.1.128/25', '::/0', '::/128', '2001:db8::/32'],
    ...['64:ff9b::/96', '0:0:1::/48', '1:0:0:2::/64', '::102:304/128', '2001:db8:0:1:1:1:1:1/128'],
    ...['1:2:3:4:5:6:7:0/128', '0:2:3:4:5:6:7:8/128'],
  ])('finds nothing wrong with %j', (cidr) => {
    expect(cidrProblem(cidr)).toBeUndefined();
  });

  test.each([
    ['', "'' is no IP address"],
    ['/8', "'' is no IP address"],
    ['abc', "'abc' is no IP address"],
    ['10.0.0/8', "'10.0.0' is no IP address"],
    ['10.0.0.0.0/8', "'10.0.0.0.0' is no IP address"],
    ['256.0.0.0/8', "'256.0.0.0' is no IP address"],
    ['0256.0.0.0/8', "'0256.0.0.0' is no IP address"],
    [' 10.0.0.0/8', "' 10.0.0.0' is no IP address"],
    ['fe80::1%eth0/128', "'fe80::1%eth0' is no IP address"],
    ['10.0.0.0', "the prefix length is missing; for the one address write '10.0.0.0/32'"],
    ['2001:DB8:0::1', "the prefix length is missing; for the one address write '2001:db8::1/128'"],
    ['::ffff:10.0.0.1', "the prefix length is missing; for the one address write '10.0.0.1/32'"],
    ['10.0.0.0/', "'' is no prefix length"],
    ['10.0.0.0/-1', "'-1' is no prefix length"],
    ['10.0.0.0/+8', "'+8' is no prefix length"],
    ['10.0.0.0/8 ', "'8 ' is no prefix length"],
    ['10.0.0.0/8/8', "'8/8' is no prefix length"],
    ['10.0.0.0/33', 'the prefix length 33 is above 32'],
    ['2001:db8::/129', 'the prefix length 129 is above 128'],
    ['010.0.0.0/8', "it has leading zeros; write '10.0.0.0/8'"],
    ['10.000.0.0/8', "it has leading zeros; write '10.0.0.0/8'"],
    ['010.0.0.1/8', "it has leading zeros; write '10.0.0.0/8'"],
    ['10.0.0.0/08', "it has leading zeros; write '10.0.0.0/8'"],
    ['2001:db8::/032', "it has leading zeros; write '2001:db8::/32'"],
    ['10.0.0.1/8', "bits are set beyond the prefix; write '10.0.0.0/8'"],
    ['255.255.255.255/0', "bits are set beyond the prefix; write '0.0.0.0/0'"],
    ['2001:db8::1/32', "bits are set beyond the prefix; write '2001:db8::/32'"],
    ['::ffff:10.0.0.0/104', "it is an IPv4-mapped IPv6 address; write '10.0.0.0/8'"],
    ['0:0:0:0:0:ffff:0a00:0000/104', "it is an IPv4-mapped IPv6 address; write '10.0.0.0/8'"],
    ['::ffff:10.1.2.3/104', "it is an IPv4-mapped IPv6 address; write '10.0.0.0/8'"],
    ['::ffff:0:0/90', 'it is an IPv4-mapped IPv6 address'],
    ['2001:DB8::/32', "it is not in canonical form; write '2001:db8::/32'"],
    ['2001:0db8::/32', "it is not in canonical form; write '2001:db8::/32'"],
    ['2001:db8:0:0:0:0:0:0/32', "it is not in canonical form; write '2001:db8::/32'"],
    ['1:2:3:4:5:6:7::/128', "it is not in canonical form; write '1:2:3:4:5:6:7:0/128'"],
    ['::1.2.3.4/128', "it is not in canonical form; write '::102:304/128'"],
  ])('says of %j: %s', (cidr, problem) => {
    expect(cidrProblem(cidr)).toBe(problem);
  });

  const ipv4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }));
  const ipv6 = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }));

  test('names a canonical form in which nothing is wrong', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), ([address, prefix]) => {
        const problem = cidrProblem(`${address}/${prefix}`);
        const canonical = problem === undefined ? `${address}/${prefix}` : /'(.*)'$/.exec(problem)?.[1];
        // Only a mapped block with a prefix below 96 has no canonical form.
        expect(canonical ?? '').toMatch(problem === 'it is an IPv4-mapped IPv6 address' ? /^$/ : /\/\d+$/);
        expect(canonical === undefined ? undefined : cidrProblem(canonical)).toBeUndefined();
      }),
    );
  });

  test('names the block that holds the address', () => {
    fc.assert(
      fc.property(ipv4, ([address, prefix]) => {
        const problem = cidrProblem(`${address}/${prefix}`);
        const canonical = problem === undefined ? `${address}/${prefix}` : (/'(.*)'$/.exec(problem)?.[1] ?? '');
        expect(cidrContains(canonical, address)).toBe(true);
      }),
    );
  });
});

describe('cidrContains', () => {
  test.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.1/32', '10.0.0.1', true],
    ['10.0.0.1/32', '10.0.0.2', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['::/0', '2001:db8::1', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '10.0.0.1', false],
    ['10.0.0.0/8', '::ffff:10.0.0.1', false],
  ])('%s, %s: %s', (cidr, address, expected) => {
    expect(cidrContains(cidr, address)).toBe(expected);
  });

  test.each([
    ['10.0.0.0', '10.0.0.1'],
    ['10.0.0.0/', '10.0.0.1'],
    ['10.0.0.0/33', '10.0.0.1'],
    ['abc/8', '10.0.0.1'],
    ['10.0.0.0/8', 'abc'],
    ['10.0.0.0/8', '10.0.0.1/32'],
  ])('refuses %j, %j', (cidr, address) => {
    expect(() => cidrContains(cidr, address)).toThrow(/^'.*' is no (CIDR|IP address)$/);
  });
});
