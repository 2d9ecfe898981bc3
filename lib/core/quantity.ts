/** Number, then either one of the suffixes or a decimal exponent ('E' alone is exa, 'E3' an exponent). */
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/;

const DECIMAL_EXPONENT: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

const BINARY_FACTOR: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Kubernetes holds no smaller amount (it rounds up to it) and no larger one (it caps at it). */
const SMALLEST = 1e-9;
const LARGEST = 2 ** 63;

/** Far above the error of a few float operations, far below one byte in a tebibyte. */
const FLOAT_ERROR = 1e-14;

const MEBIBYTE = 2 ** 20;

/**
 * The value of a Kubernetes quantity ('500m', '1.5Gi', '2e3') in base units: cores, bytes or pieces.
 * `undefined` if `text` is no quantity. An API server also reads a suffix without a number ('Gi') as 0 and drops
 * white space around; both are refused here, because they are never meant.
 */
export function parseQuantity(text: string): number | undefined {
  const match = QUANTITY.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, digits, suffix = '', exponent] = match;
  const factor = BINARY_FACTOR[suffix];
  // Read in one go with its exponent, so that '100m' is the float 0.1 and not a product next to it.
  const value =
    factor === undefined ? Number(`${digits}e${exponent ?? DECIMAL_EXPONENT[suffix] ?? 0}`) : Number(digits) * factor;
  if (value === 0) {
    return /[1-9]/.test(digits) ? underflow(digits) : 0;
  }
  return Math.sign(value) * Math.min(Math.max(Math.abs(value), SMALLEST), LARGEST);
}

/**
 * An amount of CPU as a Kubernetes quantity, rounded up to whole thousandths of a core: '2', '1500m'.
 *
 * @throws RangeError if `cores` is negative or no number that can be written out
 */
export function formatCpu(cores: number): string {
  const milli = roundUp(cores * 1000, `${cores} cores`);
  return milli % 1000 === 0 ? `${milli / 1000}` : `${milli}m`;
}

/**
 * An amount of memory or storage as a Kubernetes quantity, rounded up to whole mebibytes: '1536Mi', '2Gi'.
 *
 * @throws RangeError if `bytes` is negative or no number that can be written out
 */
export function formatBytes(bytes: number): string {
  const mebibytes = roundUp(bytes / MEBIBYTE, `${bytes} bytes`);
  if (mebibytes === 0) {
    return '0';
  }
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

function underflow(digits: string): number {
  return digits.startsWith('-') ? -SMALLEST : SMALLEST;
}

/** Rounds up, but not because of float error: 0.1 * 3 cores are 300 milli, not 301. */
function roundUp(value: number, what: string): number {
  if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`${what}: no amount that can be written as a quantity`);
  }
  const nearest = Math.round(value);
  return Math.abs(value - nearest) <= value * FLOAT_ERROR ? nearest : Math.ceil(value);
}
