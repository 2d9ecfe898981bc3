/** A number of pods, or a share of them. */
export interface Amount {
  readonly value: number;
  readonly percent: boolean;
}

/** Reads `2` or `25%`; undefined where it is neither. */
export function parseAmount(text: string): Amount | undefined {
  const match = /^(\d{1,9})(%?)$/.exec(text);
  return match ? { value: Number(match[1]), percent: match[2] === '%' } : undefined;
}

/** As the API server wants it: a number stays one. */
export function intOrPercent(text: string): number | string {
  const amount = parseAmount(text);
  return amount && !amount.percent ? amount.value : text;
}
