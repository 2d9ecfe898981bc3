import { promqlProblem } from '../../../lib/observability/promql';
import { shapeOf } from '../../../lib/observability/query/texts';

test.each([
  ['a{b="x", c=~"y.*"} > 1', 'a{b="_", c=~"_"} > 1'],
  ['a{b="", c!="y"}', 'a{b="", c!="_"}'],
  ['a # the "quoted" comment', 'a # the "quoted" comment'],
  ['label_replace(a{b="c"}, "d", "$1", "e", "(.*)")', 'label_replace(a{b="_"}, "d", "$1", "e", "(.*)")'],
  ['{__name__="a", b="c"}', '{__name__="a", b="c"}'],
  ['a and {b=~".*"}', 'a and {b=~".*"}'],
  ['a{__name__!="b", c="[a-z]{5}"}', 'a{__name__!="b", c="_"}'],
])('the shape of %s is %s', (expression, shape) => {
  expect(shapeOf(expression)).toBe(shape);
});

test.each([
  [`a{b=~"x-\\d+"}`, '\\d escapes nothing: write \\\\d for a pattern, or put the text between backticks (character 6)'],
  [`a{b='x"\\"'}`, '\\" escapes nothing: write \\\\" for a pattern, or put the text between backticks (character 5)'],
  ['a{b=~"("}', '"(" is no pattern: a bracket or a repetition in it is wrong (character 6)'],
  ['a{b=~"x**"}', '"x**" is no pattern: a bracket or a repetition in it is wrong (character 6)'],
  ['a{b!~`(?=x)`}', 'the pattern "(?=x)" has (?=, which Prometheus does not know (character 6)'],
  ['a{b=~`(x)\\1`}', 'the pattern "(x)\\\\1" has \\1, which Prometheus does not know (character 6)'],
  ['a{b=~"x{1,1001}"}', 'the pattern "x{1,1001}" has {1,1001}, which Prometheus does not know (character 6)'],
])('%s: %s', (expression, problem) => {
  expect(promqlProblem(expression)).toBe(problem);
});

test.each([
  'a{b=~`x-\\d+`}',
  'a{b=~"x-\\\\d+"}',
  'a{b="("}',
  'a{b=~"(?i)x"}',
  'a{b=~"(?P<n>x)|[[:alpha:]]+|[*+]+"}',
  'a{b="\\x41\\u1234\\U0001F600\\101"}',
])('sound: %s', (expression) => {
  expect(promqlProblem(expression)).toBeUndefined();
});
