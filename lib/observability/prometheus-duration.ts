import type { Duration } from 'cdk8s';

/** A duration as Prometheus reads it, without a fraction. */
export function inPrometheus(duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}
