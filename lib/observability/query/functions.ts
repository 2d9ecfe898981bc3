/** What an expression gives. */
export enum ValueType {
  SCALAR = 'a scalar',
  VECTOR = 'an instant vector',
  RANGE = 'a range vector',
  TEXT = 'a string',
}

/** What a function takes and gives. */
export interface Signature {
  readonly takes: readonly ValueType[];
  /** How many arguments it may have, at the least and at the most. */
  readonly least: number;
  readonly most: number;
  readonly gives: ValueType;
  /** Whether Prometheus knows it only with `--enable-feature=promql-experimental-functions`. */
  readonly experimental: boolean;
}

const LETTERS: Readonly<Record<string, ValueType>> = {
  s: ValueType.SCALAR,
  v: ValueType.VECTOR,
  r: ValueType.RANGE,
  t: ValueType.TEXT,
};

/**
 * Functions by what they take, a letter an argument, and what they give: s is a scalar, v an instant vector, r a range
 * vector, t a text; `?` behind an argument that may be missing, `*` behind one that may be there any number of times.
 * https://prometheus.io/docs/prometheus/latest/querying/functions/
 */
const SIGNATURES: Readonly<Record<string, string>> = {
  '>s': 'pi time',
  's>v': 'vector',
  'v>s': 'scalar',
  'v>v':
    'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count ' +
    'histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh ' +
    'timestamp',
  'v?>v': 'day_of_month day_of_week day_of_year days_in_month hour minute month year',
  'r>v':
    'absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time ' +
    'max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time',
  'vs?>v': 'round',
  'vs>v': 'clamp_max clamp_min',
  'vss>v': 'clamp',
  'sv>v': 'histogram_quantile',
  'ssv>v': 'histogram_fraction',
  'rs>v': 'predict_linear',
  'sr>v': 'quantile_over_time',
  'vtttt>v': 'label_replace',
  'vttt*>v': 'label_join',
};

const EXPERIMENTAL: Readonly<Record<string, string>> = {
  '>s': 'end range start step',
  'ss>s': 'max_of min_of',
  'v>v': 'start_timestamp',
  'r>v':
    'first_over_time mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
  'rss>v': 'double_exponential_smoothing',
  'vv?>v': 'info',
  'vt*>v': 'sort_by_label sort_by_label_desc',
  'vtss?s?s?s?s?s?s?s?s?s?>v': 'histogram_quantiles',
};

/** What each function takes and gives, by its name. */
export const FUNCTIONS: ReadonlyMap<string, Signature> = new Map([
  ...signatures(SIGNATURES, false),
  ...signatures(EXPERIMENTAL, true),
]);

/** What stands before the expression that is aggregated. */
export const AGGREGATION_PARAMETERS: ReadonlyMap<string, ValueType | undefined> = new Map([
  ...words('avg count group max min stddev stdvar sum').map((name) => [name, undefined] as const),
  ...words('bottomk limit_ratio limitk quantile topk').map((name) => [name, ValueType.SCALAR] as const),
  ['count_values', ValueType.TEXT],
]);

/** Aggregations that Prometheus knows only if it is told to. */
export const EXPERIMENTAL_AGGREGATIONS: ReadonlySet<string> = new Set(['limitk', 'limit_ratio']);

function signatures(table: Readonly<Record<string, string>>, experimental: boolean): [string, Signature][] {
  return Object.entries(table).flatMap(([shape, names]) => {
    const [takes, gives] = shape.split('>');
    const letters = takes.match(/[a-z][?*]?/g) ?? [];
    const signature: Signature = {
      takes: letters.map(([letter]) => LETTERS[letter]),
      least: letters.filter((letter) => letter.length === 1).length,
      most: takes.endsWith('*') ? Infinity : letters.length,
      gives: LETTERS[gives],
      experimental,
    };
    return words(names).map((name): [string, Signature] => [name, signature]);
  });
}

function words(text: string): string[] {
  return text.split(' ');
}
