import { Chart, Testing } from 'cdk8s';
import { givenText } from '../../lib/core/given-text';
import { expectProblem, problems } from '../support/findings';

const chart = () => new Chart(Testing.app(), 'shop');
const RULE = 'the value is text: the API server refuses anything else';

test('text is taken as it is', () => {
  const scope = chart();
  expect(givenText(scope, 'data.a', '8080')).toBe('8080');
  expect(problems(scope)).toEqual([]);
});

test.each([
  [8080, '8080', 'got 8080, a number', '→ write it as text: "8080"'],
  [10n, '10', 'got 10, a number', '→ write it as text: "10"'],
  [false, 'false', 'got false, a boolean', '→ write it as text: "false"'],
  [{ a: 1 }, '{"a":1}', 'got {"a":1}, an object', '→ write it as text: "{\\"a\\":1}"'],
  [undefined, '', 'got undefined', '→ give the text, or leave the entry out'],
  [null, '', 'got null', '→ give the text, or leave the entry out'],
])('%p is an error, and taken for %j', (value, text, got, fix) => {
  const scope = chart();
  expect(givenText(scope, 'data.a', value)).toBe(text);
  expectProblem(scope, ['shop  data.a', got, RULE, fix]);
});
