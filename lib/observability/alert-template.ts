/** What stands between braces: text between quotes may hold braces of its own. */
const ACTION = /\{\{((?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\{\{|\}\})[^"`])*)\}\}/g;
const TEXTS = /"(?:[^"\\]|\\.)*"|`[^`]*`/g;
const COMMENT = /^-?\s*\/\*[\s\S]*\*\/\s*-?$/;

/** Words of Go's templates, then the functions that Prometheus adds to them. */
const WORDS = new Set(
  (
    'and or not index len slice print printf println html js urlquery call eq ne lt le gt ge if else end range with ' +
    'define template block break continue nil true false ' +
    'query first label value strvalue sortByLabel args reReplaceAll safeHtml match title toUpper toLower graphLink ' +
    'tableLink stripPort stripDomain humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp ' +
    'toTime toDuration now pathPrefix externalURL parseDuration urlQueryEscape'
  ).split(' '),
);
const VARIABLES = new Set(['$', '$labels', '$value', '$externalLabels', '$externalURL']);

/** What is wrong with a sequence of actions: the texts of many alerts differ in what stands between them. */
const problems = new Map<string, string | undefined>();

/** Why Prometheus could not fill in a text; undefined where it can. */
export function templateProblem(text: string): string | undefined {
  if (!text.includes('{{')) {
    return undefined;
  }
  const actions = text.match(ACTION) ?? [];
  const key = actions.join('');
  if (!problems.has(key)) {
    problems.set(key, actionsProblem(key));
  }
  const closed = !text.replace(ACTION, '').includes('{{');
  return problems.get(key) ?? (closed ? undefined : '{{ is opened and not closed by }}');
}

/** The labels of the alert that a text prints. */
export function printedLabels(text: string): string[] {
  const actions = text.includes('$labels') ? (text.match(ACTION) ?? []) : [];
  return actions.flatMap((action) =>
    [...action.replace(TEXTS, '""').matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label),
  );
}

function actionsProblem(text: string): string | undefined {
  const declared = new Set(VARIABLES);
  for (const [, inner] of text.matchAll(ACTION)) {
    const problem = actionProblem(inner, declared);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

function actionProblem(inner: string, declared: Set<string>): string | undefined {
  if (COMMENT.test(inner.trim())) {
    return undefined;
  }
  const code = inner.replace(TEXTS, '""');
  if (code.replace(/-/g, '').trim() === '') {
    return 'there is nothing between {{ and }}';
  }
  for (const [, name] of code.matchAll(/(\$\w+)\s*(?:,\s*\$\w+\s*)?:=/g)) {
    declared.add(name);
  }
  for (const [, name] of code.matchAll(/,\s*(\$\w+)\s*:=/g)) {
    declared.add(name);
  }
  const variable = [...code.matchAll(/\$\w*/g)].map(([name]) => name).find((name) => !declared.has(name));
  if (variable !== undefined) {
    return `Prometheus knows no ${variable}: it has $labels, $value, $externalLabels and $externalURL`;
  }
  const word = [...code.matchAll(/(?<![\w.$])[A-Za-z]\w*/g)].map(([name]) => name).find((name) => !WORDS.has(name));
  return word === undefined ? undefined : `Prometheus knows no ${word}: a label is written $labels.${word}`;
}
