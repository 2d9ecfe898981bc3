/** Identifiers have this many bits: short enough to read in an address. */
const BITS = 24;

/**
 * Identifiers of the panels of one dashboard. They are made of the titles: a panel keeps its own, and so the links to it
 * stay right, when others are added before it.
 */
export class PanelIds {
  private readonly used = new Set<number>();

  next(...titles: readonly string[]): number {
    let id = hash(titles.join('\n'));
    while (id === 0 || this.used.has(id)) {
      id = (id + 1) % 2 ** BITS;
    }
    this.used.add(id);
    return id;
  }
}

/** FNV-1a, folded. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  const unsigned = value >>> 0;
  return (unsigned >>> BITS) ^ (unsigned & (2 ** BITS - 1));
}
