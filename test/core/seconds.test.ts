import { Duration } from 'cdk8s';
import { secondsOf } from '../../lib/core/seconds';

test.each([
  [Duration.millis(500), 0.5],
  [Duration.seconds(3), 3],
  [Duration.minutes(2), 120],
  [Duration.days(1), 86_400],
])('%p', (duration, seconds) => {
  expect(secondsOf(duration)).toBe(seconds);
});
