import fc from 'fast-check';

/** Expressions of each type that Prometheus takes. */
export interface SoundExpressions {
  readonly scalar: string;
  readonly vector: string;
  readonly range: string;
}

const labels = fc.subarray(['pod', 'job', 'le', 'by', 'on']).map((names) => `(${names.join(', ')})`);
const grouping = fc.tuple(fc.constantFrom('by', 'without'), labels).map((words) => words.join(' '));
const matcher = fc
  .tuple(fc.constantFrom('pod', 'job'), fc.constantFrom('=', '!=', '=~', '!~'), fc.constantFrom('"a"', "'b.*'", '`c`'))
  .map((parts) => parts.join(''));
const selector = fc
  .tuple(fc.constantFrom('up', 'a:b:c', 'rate', 'sum'), fc.array(matcher, { maxLength: 2 }))
  .map(([name, matchers]) => `${name}{${matchers.join(', ')}}`);
const duration = fc.constantFrom('5m', '1h30m', '90', '30s');
const shift = fc.constantFrom('', ' offset 5m', ' @ end()', ' offset -1h @ 0');
const matching = fc.oneof(
  fc.constant(''),
  fc.tuple(fc.constantFrom('on', 'ignoring'), labels).map((words) => words.join(' ')),
);

/** Expressions made by the rules of the language: each is one that Prometheus takes. */
export const soundExpressions = fc.letrec<SoundExpressions>((tie: fc.LetrecTypedTie<SoundExpressions>) => ({
  scalar: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('1', '-2.5', '1e3', '0x1F', 'Inf', '5m', 'time()', 'pi()'),
    tie('vector').map((vector) => `scalar(${vector})`),
    fc.tuple(tie('scalar'), fc.constantFrom('+', '/', '> bool', '^'), tie('scalar')).map((all) => `(${all.join(' ')})`),
  ),
  vector: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(selector, shift).map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom('rate', 'max_over_time', 'absent_over_time', 'changes'), tie('range'))
      .map(([name, range]) => `${name}(${range})`),
    fc.tuple(fc.constantFrom('abs', 'round', 'hour', 'sort'), tie('vector')).map(([name, of]) => `${name}(${of})`),
    fc.tuple(tie('scalar'), tie('vector')).map(([scalar, vector]) => `histogram_quantile(${scalar}, ${vector})`),
    tie('vector').map((vector) => `label_replace(${vector}, "a", "$1", "b", "(.*)")`),
    tie('scalar').map((scalar) => `vector(${scalar})`),
    fc
      .tuple(fc.constantFrom('sum', 'MAX', 'count', 'stddev'), grouping, tie('vector'))
      .map(([name, by, of]) => `${name} ${by} (${of})`),
    fc.tuple(fc.constantFrom('topk', 'quantile'), tie('scalar'), tie('vector'), grouping).map((parts) => {
      const [name, parameter, of, by] = parts;
      return `${name}(${parameter}, ${of}) ${by}`;
    }),
    fc
      .tuple(tie('vector'), fc.constantFrom('+', '==', '> bool', 'and', 'or', 'unless', '%'), matching, tie('vector'))
      .map((all) => `(${all.join(' ')})`),
    fc.tuple(tie('vector'), fc.constantFrom('*', '<', '!= bool'), tie('scalar')).map((all) => `(${all.join(' ')})`),
    tie('vector').map((vector) => `-${vector}`),
  ),
  range: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(selector, duration, shift).map(([metric, window, by]) => `${metric}[${window}]${by}`),
    fc
      .tuple(tie('vector'), duration, fc.option(duration, { nil: '' }))
      .map(([vector, window, step]) => `(${vector})[${window}:${step}]`),
  ),
}));

interface AnyExpressions {
  readonly expression: string;
}

/** Words of the language in any order that its brackets allow: most of them Prometheus refuses. */
export const anyExpressions = fc.letrec<AnyExpressions>((tie: fc.LetrecTypedTie<AnyExpressions>) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      ...['up', 'up{a="b"}', 'up[5m]', '1', '"t"', '{a=~"b"}', '{a=~".*"}', 'up offset 5m', 'time()', '-1'],
    ),
    fc
      .tuple(
        fc.constantFrom(...['rate', 'abs', 'round', 'clamp', 'scalar', 'vector', 'hour', 'pi', 'label_join', 'info']),
        fc.array(tie('expression'), { maxLength: 4 }),
      )
      .map(([name, given]) => `${name}(${given.join(', ')})`),
    fc
      .tuple(
        fc.constantFrom('sum', 'topk', 'quantile', 'count_values', 'limitk'),
        fc.constantFrom('', 'by (a)', 'without ()'),
        fc.array(tie('expression'), { minLength: 1, maxLength: 2 }),
      )
      .map(([name, by, given]) => `${name} ${by} (${given.join(', ')})`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '==', '> bool', 'and', 'or bool', '^', '<='),
        fc.constantFrom('', '', 'on (a)', 'ignoring (b) group_left (b)', 'on (a) group_right (a)'),
        tie('expression'),
      )
      .map((all) => all.join(' ')),
    tie('expression').map((of) => `(${of})`),
    tie('expression').map((of) => `-${of}`),
    fc
      .tuple(tie('expression'), fc.constantFrom('[5m]', '[5m:]', '[0s:1m]', ' offset 1h', ' @ start()', ' @ 5'))
      .map((parts) => parts.join('')),
  ),
}));
