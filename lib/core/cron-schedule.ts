/** What a field of a schedule may hold. */
interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names that may stand for numbers, the first for `min`. */
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day of month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 0, max: 6, names: DAYS },
];

const DESCRIPTORS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);
const EVERY = '@every ';

/** White space as Go sees it, which differs from \s in U+0085 and U+FEFF. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

const LARGEST_INTEGER = 2n ** 63n - 1n;

const DURATION_PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;
const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/**
 * Why Kubernetes would refuse `schedule` for a CronJob, as a short clause ('field 1 (minute): 61 is above 59');
 * `undefined` if it accepts it. It accepts what `ParseStandard` of robfig/cron v3 does, without a time zone.
 */
export function cronProblem(schedule: string): string | undefined {
  if (schedule === '') {
    return 'the schedule is empty';
  }
  if (schedule.includes('TZ')) {
    return 'a time zone belongs into timeZone, not into the schedule';
  }
  if (schedule.startsWith('@')) {
    return descriptorProblem(schedule);
  }
  const texts = schedule.split(SPACE).filter((text) => text !== '');
  if (texts.length !== FIELDS.length) {
    return `it has ${texts.length} ${texts.length === 1 ? 'field' : 'fields'} instead of ${FIELDS.length}`;
  }
  for (const [index, field] of FIELDS.entries()) {
    const problem = fieldProblem(texts[index], field);
    if (problem !== undefined) {
      return `field ${index + 1} (${field.name}): ${problem}`;
    }
  }
  return undefined;
}

function descriptorProblem(schedule: string): string | undefined {
  if (schedule.startsWith(EVERY)) {
    const duration = schedule.slice(EVERY.length);
    return isGoDuration(duration) ? undefined : `'${duration}' is no duration such as '1h30m'`;
  }
  return DESCRIPTORS.has(schedule) ? undefined : `'${schedule}' is no known descriptor`;
}

function fieldProblem(text: string, field: Field): string | undefined {
  for (const item of text.split(',')) {
    // Empty items are skipped, as Kubernetes does.
    const problem = item === '' ? undefined : itemProblem(item, field);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

/** The problem of one item of a list: `range`, or `range/step`. */
function itemProblem(item: string, field: Field): string | undefined {
  const [range, stepText, ...moreSteps] = item.split('/');
  if (moreSteps.length > 0) {
    return `'${item}' has more than one '/'`;
  }
  const problem = rangeProblem(range, field);
  if (problem !== undefined || stepText === undefined) {
    return problem;
  }
  const step = integer(stepText);
  if (step === undefined) {
    return `'${stepText}' is no step`;
  }
  return step === 0 ? `the step of '${item}' is 0` : undefined;
}

function rangeProblem(range: string, field: Field): string | undefined {
  const [lowText, highText = lowText, ...more] = range.split('-');
  // Whatever follows the hyphen of a wildcard is not read by Kubernetes either.
  if (lowText === '*' || lowText === '?') {
    return undefined;
  }
  if (more.length > 0) {
    return `'${range}' has more than one '-'`;
  }
  const low = fieldValue(lowText, field);
  const high = fieldValue(highText, field);
  if (low === undefined || high === undefined) {
    return `'${low === undefined ? lowText : highText}' is no value`;
  }
  if (low < field.min) {
    return `${lowText} is below ${field.min}`;
  }
  if (high > field.max) {
    return `${highText} is above ${field.max}`;
  }
  return low > high ? `${lowText} is above the end of its range, ${highText}` : undefined;
}

/** What a field of a schedule allows. */
export interface CronField {
  readonly values: ReadonlySet<number>;
  /** Whether it says nothing: a star, also among others. A star with a step of 2 or more says something. */
  readonly any: boolean;
}

/** The five fields of a schedule that is sound; undefined for `@every`, which counts from its start. */
export function cronFields(schedule: string): readonly CronField[] | undefined {
  if (schedule.startsWith(EVERY)) {
    return undefined;
  }
  const texts = (DESCRIPTORS.get(schedule) ?? schedule).split(SPACE).filter((text) => text !== '');
  return FIELDS.map((field, index) => readField(texts[index], field));
}

function readField(text: string, field: Field): CronField {
  const values = new Set<number>();
  let any = false;
  for (const item of text.split(',').filter((each) => each !== '')) {
    const [range, stepText] = item.split('/');
    const [lowText, highText] = range.split('-');
    const isStar = lowText === '*' || lowText === '?';
    const step = Number(stepText ?? 1);
    const low = isStar ? field.min : (fieldValue(lowText, field) ?? field.min);
    // A single value with a step goes on to the end: 5/15 is 5-59/15.
    const openEnd = isStar || (highText === undefined && stepText !== undefined);
    const high = openEnd ? field.max : (fieldValue(highText ?? lowText, field) ?? low);
    any ||= isStar && step === 1;
    for (let value = low; value <= high; value += step) {
      values.add(value);
    }
  }
  return { values, any };
}

function fieldValue(text: string, field: Field): number | undefined {
  const index = field.names.indexOf(text.toLowerCase());
  return index < 0 ? integer(text) : field.min + index;
}

/** A non-negative integer as Go reads one: leading zeros and a sign are allowed, overflow is not. */
function integer(text: string): number | undefined {
  if (!/^(?:\+?\d+|-0+)$/.test(text)) {
    return undefined;
  }
  return BigInt(text.replace(/^[+-]/, '')) > LARGEST_INTEGER ? undefined : Number(text);
}

/** Whether Go's time.ParseDuration accepts `text`. */
export function isGoDuration(text: string): boolean {
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') {
    return true;
  }
  let nanoseconds = 0n;
  let end = 0;
  while (end < unsigned.length) {
    DURATION_PART.lastIndex = end;
    const match = DURATION_PART.exec(unsigned);
    if (match === null) {
      return false;
    }
    const [part, whole, fraction = '', unit] = match;
    if (whole === '' && fraction === '') {
      return false;
    }
    const scale = 10n ** BigInt(fraction.length);
    nanoseconds += (BigInt(whole + fraction) * NANOSECONDS[unit]) / scale;
    end += part.length;
  }
  const largest = text.startsWith('-') ? LARGEST_INTEGER + 1n : LARGEST_INTEGER;
  return end > 0 && nanoseconds <= largest;
}
