import { App, Chart, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { MessageRate } from '../../lib';
import { promqlProblem } from '../../lib/observability/promql';
import { expectProblem, problems } from '../support/findings';

const MESSAGES = MessageRate.of('minitoolstream_messages_total', { labels: { status: 'success' } });

test('it is served by the rule that the adapter reads', () => {
  expect(MESSAGES.metric).toBe('minitoolstream_messages_per_second');
  expect(MESSAGES._rule()).toEqual({
    seriesQuery: 'minitoolstream_messages_total',
    resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
    name: { matches: '^(.*)_total$', as: '${1}_per_second' },
    metricsQuery: 'sum(rate(<<.Series>>{status="success",<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)',
  });
});

test.each([
  [Duration.minutes(1), '1m'],
  [Duration.minutes(5), '5m'],
  [Duration.seconds(90), '90s'],
])('its window is written as PromQL writes it: %s', (window, range) => {
  expect(MessageRate.of('a_total', { window })._expression()).toBe(`rate(a_total{}[${range}])`);
});

test('the name of the metric is what the rule makes of the counter, and the order of labels means nothing', () => {
  const name = fc.stringMatching(/^[a-z_]{1,12}$/).map((text) => `${text}_total`);
  fc.assert(
    fc.property(name, fc.dictionary(fc.stringMatching(/^l_[a-z]{1,5}$/), fc.string()), (counter, labels) => {
      const { name: naming } = MessageRate.of(counter, { labels })._rule();
      const named = counter.replace(new RegExp(naming.matches), naming.as.replace('${1}', '$1'));
      expect(named).toBe(MessageRate.of(counter).metric);
      const turned = Object.fromEntries(Object.entries(labels).reverse());
      expect(MessageRate.of(counter, { labels: turned })._rule()).toEqual(MessageRate.of(counter, { labels })._rule());
      expect(promqlProblem(MessageRate.of(counter, { labels })._expression())).toBeUndefined();
    }),
  );
});

describe('what cannot be', () => {
  const chart = () => new Chart(new App(), 'shop');
  const checked = (rate: MessageRate): Chart => {
    const scope = chart();
    rate._check(scope, 'rate');
    return scope;
  };

  test('a rate of what is no counter', () => {
    expectProblem(checked(MessageRate.of('messages')), [
      'shop  rate.counter',
      'got "messages"',
      'it is the rate of a counter, and the name of a counter ends in _total',
      '→ give the whole name, such as orders_messages_total',
    ]);
  });

  test('a label that selects the target', () => {
    expectProblem(checked(MessageRate.of('a_total', { labels: { pod: 'api-1' } })), [
      'shop  rate.labels',
      'got "pod"',
      'the namespace and the pods are selected by what is scaled',
      '→ leave it out',
    ]);
  });

  test('a label of another alphabet', () => {
    expectProblem(checked(MessageRate.of('a_total', { labels: { 'the-status': 'x' } })), [
      'shop  rate.labels',
      'got "the-status"',
      'the name of a label has letters, digits and _ alone, and begins with no digit',
      '→ give it as the program exposes it',
    ]);
  });

  test.each([Duration.seconds(15), Duration.millis(30_500)])('a window that holds no two scrapes: %s', (window) => {
    expectProblem(checked(MessageRate.of('a_total', { window })), [
      'shop  rate.window',
      `got ${window.toMilliseconds() / 1000} s`,
      'a rate needs two scrapes: whole seconds, at least 30',
      '→ give something like Duration.minutes(1)',
    ]);
  });

  test('nothing of one that can', () => {
    expect(problems(checked(MESSAGES))).toEqual([]);
  });
});
