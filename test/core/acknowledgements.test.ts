import { App, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Acknowledgements, Diagnostics } from '../../lib';
import { problemsOf, testChart, warningsOf } from '../support/trees';

const WARNING = { property: 'p', rule: 'r', fix: 'f', id: 'the-rule' };

test('a warning is silenced, and nothing is left to say', () => {
  const chart = testChart();
  Diagnostics.of(new Construct(chart, 'api')).addWarning(WARNING);
  expect(warningsOf(chart)).toHaveLength(1);
  Acknowledgements.of(chart).add({ id: 'the-rule', reason: 'it is so' });
  expect(warningsOf(chart)).toEqual([]);
  expect(problemsOf(chart)).toBe('');
  expect(Testing.synth(chart)).toEqual([]);
});

test('one that matches nothing in any environment is an error', () => {
  const chart = testChart();
  Diagnostics.of(chart).addWarning(WARNING);
  Acknowledgements.of(new Construct(chart, 'api')).add({ id: 'the-rule', reason: 'it is so' });
  Acknowledgements.of(chart).add({ id: 'a-typo', reason: 'it is so' });
  expect(problemsOf(chart)).toMatchInlineSnapshot(`
    "  test/shop  acknowledgement of a-typo
        nothing here raises this finding in any environment
        → remove the acknowledgement, or correct its id
      test/shop/api  acknowledgement of the-rule
        nothing here raises this finding in any environment
        → remove the acknowledgement, or correct its id"
  `);
});

test('one that matches in one of several environments is fine in the others', () => {
  const app = new App();
  for (const environment of ['dev', 'prod']) {
    const api = new Construct(new Construct(app, environment), 'api');
    Acknowledgements.of(api).add({ id: 'the-rule', reason: 'it is so' });
    if (environment === 'prod') {
      Diagnostics.of(api).addWarning(WARNING);
    }
  }
  expect(problemsOf(app)).toBe('');
});

test('an error cannot be acknowledged', () => {
  const chart = testChart();
  Diagnostics.of(chart).addError(WARNING);
  Acknowledgements.of(chart).add({ id: 'the-rule', reason: 'it is so' });
  expect(problemsOf(chart)).toContain('test/shop  p  [the-rule]\n    r\n    → f');
});

test('an empty reason is an error', () => {
  const chart = testChart();
  Diagnostics.of(chart).addWarning(WARNING);
  Acknowledgements.of(chart).add({ id: 'the-rule', reason: ' ' });
  expect(problemsOf(chart)).toMatchInlineSnapshot(`
    "  test/shop  acknowledgement of the-rule
        got an empty reason
        an acknowledgement is what an auditor reads
        → say in a sentence why the finding is accepted"
  `);
});
