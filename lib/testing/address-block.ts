import { BlockList, isIP } from 'node:net';

/** A range of addresses; a single address is a range of full prefix length. */
export interface AddressBlock {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Reads `10.0.0.5`, `10.0.0.0/8` or the like of IPv6; `undefined` for any other text. */
export function parseAddressBlock(text: string): AddressBlock | undefined {
  const [, address, prefixText] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = address === undefined ? 0 : isIP(address);
  if (address === undefined || version === 0) {
    return undefined;
  }
  const longest = version === 4 ? 32 : 128;
  const prefix = prefixText === undefined ? longest : Number(prefixText);
  return prefix <= longest ? { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' } : undefined;
}

/** Whether every address of `inner` is one of `outer`. */
export function blockContains(outer: AddressBlock, inner: AddressBlock): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) {
    return false;
  }
  const list = new BlockList();
  list.addSubnet(outer.address, outer.prefix, outer.family);
  return list.check(inner.address, inner.family);
}

/** Whether two ranges share an address. */
export function blocksOverlap(left: AddressBlock, right: AddressBlock): boolean {
  return blockContains(left, right) || blockContains(right, left);
}
