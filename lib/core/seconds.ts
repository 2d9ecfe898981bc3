import type { Duration } from 'cdk8s';

/** The seconds of a duration, parts of one too: asked by itself for whole seconds, a duration of half a one throws. */
export function secondsOf(duration: Duration): number {
  return duration.toMilliseconds() / 1000;
}
