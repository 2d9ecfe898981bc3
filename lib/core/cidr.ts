import { BlockList, isIPv4, isIPv6 } from 'net';

const IPV4_WITH_ZEROS = /^\d+(?:\.\d+){3}$/;
const PREFIX = /^\d+$/;
const MAPPED_GROUPS = 0xffffn;

/**
 * Why Kubernetes would refuse `text` as a CIDR, or accept it only with a warning; `undefined` if it is a CIDR in
 * canonical form. The answer is a short clause, which names the canonical form where there is one.
 */
export function cidrProblem(text: string): string | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const plain = IPV4_WITH_ZEROS.test(address) ? address.replace(/\b0+(?=\d)/g, '') : address;
  const width = addressWidth(plain);
  if (width === undefined) {
    return `'${address}' is no IP address`;
  }
  if (slash < 0) {
    return `the prefix length is missing; for the one address write '${singleAddress(plain)}'`;
  }
  const prefixText = text.slice(slash + 1);
  if (!PREFIX.test(prefixText)) {
    return `'${prefixText}' is no prefix length`;
  }
  const prefix = Number(prefixText);
  if (prefix > width) {
    return `the prefix length ${prefixText} is above ${width}`;
  }
  return formProblem(address, plain, prefixText, width);
}

/** Whether a valid CIDR holds half of all addresses or more, so that two of them are every address. */
export function isOpenRange(cidr: string): boolean {
  return /\/[01]$/.test(cidr);
}

/**
 * Whether the block `cidr` holds `address`; never if they are of different families.
 *
 * @throws Error if `cidr` or `address` does not parse
 */
export function cidrContains(cidr: string, address: string): boolean {
  const slash = cidr.indexOf('/');
  const network = cidr.slice(0, Math.max(slash, 0));
  const prefix = cidr.slice(slash + 1);
  const width = addressWidth(network);
  if (width === undefined || !PREFIX.test(prefix) || Number(prefix) > width) {
    throw new Error(`'${cidr}' is no CIDR`);
  }
  const addressFamily = family(address);
  // BlockList alone would find an IPv4-mapped IPv6 address in an IPv4 block.
  if (addressFamily !== family(network)) {
    return false;
  }
  const block = new BlockList();
  block.addSubnet(network, Number(prefix), addressFamily);
  return block.check(address, addressFamily);
}

/** What is wrong with the way a CIDR is written whose parts all parse. */
function formProblem(address: string, plain: string, prefixText: string, width: number): string | undefined {
  const prefix = Number(prefixText);
  const bits = addressBits(plain);
  const hostBits = BigInt(width - prefix);
  const masked = (bits >> hostBits) << hostBits;
  if (width === 128 && bits >> 32n === MAPPED_GROUPS) {
    const inner = addressText(masked & 0xffffffffn, 32);
    return prefix < 96
      ? 'it is an IPv4-mapped IPv6 address'
      : `it is an IPv4-mapped IPv6 address; write '${inner}/${prefix - 96}'`;
  }
  const canonical = `'${addressText(masked, width)}/${prefix}'`;
  if (plain !== address || prefixText !== String(prefix)) {
    return `it has leading zeros; write ${canonical}`;
  }
  if (masked !== bits) {
    return `bits are set beyond the prefix; write ${canonical}`;
  }
  return addressText(bits, width) === address ? undefined : `it is not in canonical form; write ${canonical}`;
}

function family(address: string): 'ipv4' | 'ipv6' {
  const width = addressWidth(address);
  if (width === undefined) {
    throw new Error(`'${address}' is no IP address`);
  }
  return width === 32 ? 'ipv4' : 'ipv6';
}

function addressWidth(address: string): 32 | 128 | undefined {
  if (isIPv4(address)) {
    return 32;
  }
  // A zone ('fe80::1%eth0') is part of an address on one host only.
  return isIPv6(address) && !address.includes('%') ? 128 : undefined;
}

/** The canonical block of one address. */
function singleAddress(address: string): string {
  const bits = addressBits(address);
  return isIPv4(address) || bits >> 32n === MAPPED_GROUPS
    ? `${addressText(bits & 0xffffffffn, 32)}/32`
    : `${addressText(bits, 128)}/128`;
}

function addressBits(address: string): bigint {
  if (isIPv4(address)) {
    return address.split('.').reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n);
  }
  const [head, tail] = compress(address).split('::');
  const before = groups(head);
  const after = groups(tail ?? '');
  const filled = [...before, ...Array<bigint>(8 - before.length - after.length).fill(0n), ...after];
  return filled.reduce((bits, group) => (bits << 16n) | group, 0n);
}

function addressText(bits: bigint, width: number): string {
  const step = width === 32 ? 8n : 16n;
  const parts: bigint[] = [];
  for (let shift = BigInt(width) - step; shift >= 0n; shift -= step) {
    parts.push((bits >> shift) & ((1n << step) - 1n));
  }
  return width === 32 ? parts.join('.') : compress(parts.map((part) => part.toString(16)).join(':'));
}

function groups(text: string): bigint[] {
  return text === '' ? [] : text.split(':').map((group) => BigInt(`0x${group}`));
}

/** An IPv6 address after RFC 5952, which is how a URL writes its host. */
function compress(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
