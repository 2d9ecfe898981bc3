import { parseImage } from '../../core/image-reference';
import type { JsonObject } from '../../core/json';
import { VERSIONS } from './place-values';
import type { ValuesPath } from './values-path';

/** What a value looks like: how to make others of its kind, and what a schema says of it. */
export interface Shape {
  readonly type: 'text' | 'integer' | 'number' | 'quantity';
  readonly schema: JsonObject;
  /** Whether it is text without a form of its own, which may be one of a few words. */
  readonly word?: boolean;
  /** A value of this shape that is found again in text; another for every seed. */
  readonly sample: (seed: number) => string | number;
}

/** Text without an end of line. */
export const ONE_LINE = '^[^\\x00-\\x1f\\x7f]+$';
const DIGEST = 'sha256:[a-f0-9]{64}';
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';

/** Text that no form of writing has to escape: what stands inside JSON, for one, is not written as it is. */
export const UNESCAPED = '^[A-Za-z0-9._~:/?@!()*+,;=-]+$';

/** Text that most forms of writing escape. */
export const TO_ESCAPE = 'a "b" \\c {{ d }} \'e\' %s <f> & \u00e9';

/** Text by what it looks like; the first that fits. Samples are far from what systems are made of. */
const TEXT: readonly (Shape & { readonly fits: RegExp })[] = [
  {
    fits: /^\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/,
    type: 'quantity',
    schema: { pattern: '^([0-9]+([.][0-9]+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$' },
    sample: (seed) => String(101 + seed),
  },
  {
    fits: /^\d+\.\d+\.\d+\.\d+\/\d+$/,
    type: 'text',
    schema: { pattern: '^([0-9]{1,3}[.]){3}[0-9]{1,3}/([0-9]|[12][0-9]|3[0-2])$' },
    sample: (seed) => `10.${100 + (seed >> 8)}.${seed & 255}.0/24`,
  },
  {
    fits: /^[0-9a-f:]*:[0-9a-f:]*\/\d+$/,
    type: 'text',
    schema: { pattern: '^[0-9A-Fa-f:.]+/[0-9]{1,3}$' },
    sample: (seed) => `fd00:${(4096 + seed).toString(16)}::/64`,
  },
  {
    fits: /^[a-z][a-z0-9+.-]*:\/\/\S+$/,
    type: 'text',
    schema: { pattern: '^[a-z][a-z0-9+.-]*://\\S+$' },
    sample: (seed) => `https://kx${seed}q.example`,
  },
  {
    fits: /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\/[a-z0-9._/-]+$/,
    type: 'text',
    schema: { pattern: '^[a-z0-9-]+([.][a-z0-9-]+)+(:[0-9]+)?/[a-z0-9._/-]+$' },
    sample: (seed) => `kx${seed}q.example/kx${seed}q`,
  },
  {
    fits: /^\S+( \S+){4}$/,
    type: 'text',
    schema: { pattern: '^\\S+( \\S+){4}$' },
    sample: (seed) => `${seed % 60} ${seed % 23} ${1 + (seed % 28)} * *`,
  },
  {
    fits: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    type: 'text',
    schema: { pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$' },
    sample: (seed) => `kx${seed}q.example`,
  },
];

const ANY_TEXT: Shape = { type: 'text', word: true, schema: { pattern: ONE_LINE }, sample: (seed) => `kx${seed}q` };

/** The shape of a value; undefined for what no template can be given. */
export function shapeOf(path: ValuesPath, value: unknown): Shape | undefined {
  if (typeof value === 'number') {
    return Number.isInteger(value)
      ? { type: 'integer', schema: { type: 'integer' }, sample: (seed) => 101 + seed }
      : { type: 'number', schema: { type: 'number' }, sample: (seed) => 101.25 + seed };
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  const shape = path[0] === VERSIONS ? versionShape(value) : textShape(value);
  return shape && { ...shape, schema: { type: 'string', ...shape.schema } };
}

function textShape(value: string): Shape {
  const found = TEXT.find(({ fits }) => fits.test(value)) ?? ANY_TEXT;
  if (found.type !== 'quantity') {
    return found;
  }
  const suffix = /[A-Za-z]*$/.exec(value)?.[0] ?? '';
  return { ...found, sample: (seed) => `${found.sample(seed)}${suffix}` };
}

/** A tag stays a tag and a digest a digest: more than the reference follows from which of them it is. */
function versionShape(version: string): Shape | undefined {
  const parsed = parseImage(`image${version.startsWith('sha256:') ? '@' : ':'}${version}`);
  if (!parsed) {
    return undefined;
  }
  const tag = parsed.tag !== undefined;
  const digest = parsed.digest !== undefined;
  return {
    type: 'text',
    schema: { pattern: `^${[...(tag ? [TAG] : []), ...(digest ? [DIGEST] : [])].join('@')}$` },
    sample: (seed) => {
      const digits = `sha256:${(seed + 0x1000).toString(16).padStart(64, 'b')}`;
      return [...(tag ? [`kx${seed}q`] : []), ...(digest ? [digits] : [])].join('@');
    },
  };
}

/** How far apart the seeds of two rounds are, times the number of knobs. */
const SPREAD = 31;

/** Seeds of which no two are the same, and of which none follows from another over the rounds. */
export function seedOf(index: number, round: number, count: number): number {
  const spread = ((index * index + 3) * (round ** 3 + 1) + 11 * round * (index + 1)) % SPREAD;
  return index + count * (round * SPREAD + spread);
}

/** A value of the size of another. */
export function nearby(own: unknown, shape: Shape, seed: number): string | number {
  if (shape.type === 'integer') {
    return Number(own) + 1;
  }
  const [, digits, suffix] = /^(\d+)([A-Za-z]*)$/.exec(String(own)) ?? [];
  return shape.type === 'quantity' && digits !== undefined ? `${Number(digits) * 2 + 1}${suffix}` : shape.sample(seed);
}
