/** A comment, the name of a metric between braces, or a text with what stands before it. */
const TOKEN =
  /#[^\n]*|__name__\s*(?:=~|!~|!=|=)\s*(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)|(=~|!~|!=|=)?(\s*)("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)/g;

/** Braces without a name before them: whether they select anything depends on the values in them. */
const NAMELESS = /(?:^|[^\w:\s]|\b(?:and|or|unless|bool))\s*\{\s*["'`A-Za-z_}]/i;

/** What may be escaped between " and "; between ' and ' the ' instead of the ". */
const ESCAPES =
  /\\(?:[abfnrtv\\]|[0-3][0-7]{2}|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)(?!(?<=0000)[dD][89a-fA-F])[0-9a-fA-F]{4})/g;

/** What a pattern is made of, so far as those of Prometheus (RE2) differ from those of JavaScript. */
const PARTS = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[=!]|<[=!])|\{(\d+)(?:,(\d*))?\}/gs;
const FOREIGN = /^(?:\\[1-9ceghijklmoquyCFGHIJKLMNORTUVXYZ]|\(\?)/;
const MOST_REPETITIONS = 1000;

/** What the patterns of Prometheus have and those of JavaScript have not. */
const ONLY_RE2 = /\(\?[imsU-]*[:)]|\(\?P<|\[:\^?[a-z]+:\]|\\[AzQEC]|\\[pP][A-Z{]/;

/**
 * An expression without the values of its matchers, of which nothing matters but that they are there: systems of many
 * workloads have the same few expressions with other values in them.
 */
export function shapeOf(source: string): string {
  if (NAMELESS.test(source)) {
    return source;
  }
  return source.replace(TOKEN, (whole, operator?: string, space?: string, text?: string) =>
    operator === undefined || text === undefined ? whole : `${operator}${space}${text.length > 2 ? '"_"' : '""'}`,
  );
}

/** What is wrong with the values of the matchers of an expression, and where. */
export function textProblem(source: string): { text: string; at: number } | undefined {
  if (!source.includes('\\') && !source.includes('~')) {
    return undefined;
  }
  for (const { 0: whole, 1: operator, 2: space, 3: text, index } of source.matchAll(TOKEN)) {
    const quoted = text ?? (whole.startsWith('#') ? '' : whole.slice(whole.search(/["'`]/)));
    const problem = quoted === '' ? undefined : valueProblem(quoted, (operator ?? whole).includes('~'));
    if (problem !== undefined) {
      return { text: problem, at: index + (text === undefined ? 0 : (operator ?? '').length + space.length) };
    }
  }
  return undefined;
}

function valueProblem(quoted: string, isPattern: boolean): string | undefined {
  const quote = quoted[0];
  const inner = quoted.slice(1, -1);
  if (quote !== '`' && inner.includes('\\')) {
    const rest = inner.replace(ESCAPES, '').split(`\\${quote}`).join('');
    const wrong = /\\.?/.exec(rest);
    if (wrong !== null) {
      return `${wrong[0]} escapes nothing: write \\${wrong[0]} for a pattern, or put the text between backticks`;
    }
  }
  return isPattern ? patternProblem(quote === '`' ? inner : inner.replace(/\\(["'\\])/g, '$1')) : undefined;
}

function patternProblem(pattern: string): string | undefined {
  const quoted = JSON.stringify(pattern);
  for (const [part, least = '0', most = '0'] of pattern.matchAll(PARTS)) {
    if (FOREIGN.test(part) || Math.max(Number(least), Number(most)) > MOST_REPETITIONS) {
      return `the pattern ${quoted} has ${part}, which Prometheus does not know`;
    }
  }
  if (ONLY_RE2.test(pattern)) {
    return undefined;
  }
  try {
    new RegExp(pattern);
    return undefined;
  } catch {
    return `${quoted} is no pattern: a bracket or a repetition in it is wrong`;
  }
}
