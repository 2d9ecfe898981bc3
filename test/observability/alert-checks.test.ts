import { Duration } from 'cdk8s';
import { Acknowledgements, type AlertRule, Alerts, AlertSeverity } from '../../lib';
import { warnings } from '../support/findings';
import { testChart } from '../support/trees';

const rule = (name: string, seconds?: number): AlertRule => ({
  name,
  expression: 'up == 0',
  duration: seconds === undefined ? undefined : Duration.seconds(seconds),
  severity: AlertSeverity.WARNING,
  summary: 'it is down',
  description: 'Look at it.',
});

const evaluated = (seconds: number): Alerts =>
  new Alerts(testChart(), 'alerts', {
    interval: Duration.seconds(seconds),
    rules: [rule('Soon', 120), rule('Later', 600), rule('AtOnce')],
  });

test('an interval that is longer than an alert waits is a warning', () => {
  expect(warnings(evaluated(300))).toEqual([
    [
      'test/shop/alerts  interval  [alert-evaluated-too-seldom]',
      'got 300 s, with Soon',
      'an alert fires at an evaluation, and these are to fire after less time than lies between two: 120 s at the least',
      '→ evaluate at least every 120 s, or leave the interval out; or acknowledge it with the reason',
    ],
  ]);
  expect(warnings(evaluated(1800))).toMatchObject([[{}, 'got 1800 s, with Soon, Later', {}, {}]]);
});

test('an interval as long as the shortest wait is none', () => {
  expect(warnings(evaluated(120))).toEqual([]);
});

test('a long interval may be meant', () => {
  const made = evaluated(300);
  Acknowledgements.of(made).add({ id: 'alert-evaluated-too-seldom', reason: 'the expression is dear' });
  expect(warnings(made)).toEqual([]);
});
