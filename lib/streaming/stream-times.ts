import { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { secondsOf } from '../core/seconds';
import { Cluster } from '../environment/cluster';
import { Shutdown } from '../workload/shutdown';
import type { StreamingServiceProps } from './streaming-service-props';

/** How long clients and the edge take to notice that a pod leaves. */
const UNTIL_NOTICED = Duration.seconds(5);

/** How long connections and their streams last, in seconds, with every default filled in. */
export interface StreamTimes {
  readonly shutdown: Shutdown;
  readonly maxAge: number;
  readonly maxAgeGrace: number;
}

/** Fills in how a pod ends and how long its connections last. */
export function streamTimes(scope: IConstruct, props: StreamingServiceProps): StreamTimes {
  const shutdown = props.shutdown ?? drained(scope, props.drain ?? Duration.minutes(1));
  return {
    shutdown,
    maxAge: secondsOf(props.maxConnectionAge ?? Duration.minutes(30)),
    maxAgeGrace: props.maxConnectionAgeGrace ? secondsOf(props.maxConnectionAgeGrace) : shutdown.drainSeconds,
  };
}

/** The variables that tell the program. */
export function timeVariables(props: StreamingServiceProps, times: StreamTimes): Record<string, string> {
  const {
    maxConnectionAge = 'GRPC_MAX_CONNECTION_AGE',
    maxConnectionAgeGrace = 'GRPC_MAX_CONNECTION_AGE_GRACE',
    drain = 'GRPC_DRAIN',
  } = props.streamVariables ?? {};
  return {
    [maxConnectionAge]: `${times.maxAge}s`,
    [maxConnectionAgeGrace]: `${times.maxAgeGrace}s`,
    [drain]: `${times.shutdown.drainSeconds}s`,
  };
}

/** Reports times that contradict each other, or that streams would not survive. */
export function checkStreamTimes(scope: IConstruct, props: StreamingServiceProps, times: StreamTimes): void {
  const { shutdown, maxAge, maxAgeGrace } = times;
  const names = Object.keys(timeVariables(props, times));
  if (props.drain && props.shutdown) {
    reportError(scope, {
      property: 'drain',
      value: `${secondsOf(props.drain)} s, with a shutdown of its own`,
      rule: 'one of the two says how long streams have to end',
      fix: 'leave drain out and give it to the shutdown, Shutdown.afterSleep(…, { drain }); or leave shutdown out',
    });
  }
  for (const [property, seconds, least] of [
    ['maxConnectionAge', maxAge, 1],
    ['maxConnectionAgeGrace', maxAgeGrace, 0],
  ] as const) {
    if (!Number.isInteger(seconds) || seconds < least) {
      reportError(scope, {
        property,
        value: `${seconds} s`,
        rule: `the program is told whole seconds, at least ${least}`,
        fix: 'give something like Duration.minutes(30)',
      });
    }
  }
  const needed = shutdown.secondsBefore + maxAgeGrace;
  if (shutdown.graceSeconds < needed) {
    reportError(scope, {
      property: 'maxConnectionAgeGrace',
      value: `${maxAgeGrace} s, with ${shutdown.secondsBefore} s before SIGTERM and ${shutdown.graceSeconds} s until the pod is killed`,
      rule: 'a connection that has just been told to end may use its whole grace: the kubelet would cut its streams off',
      fix: `raise drain to at least ${maxAgeGrace} s, or lower maxConnectionAgeGrace to at most ${shutdown.graceSeconds - shutdown.secondsBefore} s`,
    });
  }
  const twice = names.find((name) => name in (props.variables ?? {}) || name in (props.endpoints ?? {}));
  if (twice !== undefined || names.length < 3) {
    reportError(scope, {
      property: 'streamVariables',
      value: twice === undefined ? 'one name for two times' : `${twice}, which is given as a variable, too`,
      rule: 'a variable is set once',
      fix:
        twice === undefined
          ? 'give each of the three a name of its own'
          : 'leave the variable out and give the time: maxConnectionAge, maxConnectionAgeGrace or drain; or give streamVariables other names',
    });
  }
}

/** The image of a service that holds streams seldom has a shell: the kubelet waits, where it can. */
function drained(scope: IConstruct, drain: Duration): Shutdown {
  return Cluster.of(scope).runsAtLeast('1.30')
    ? Shutdown.afterSleep(UNTIL_NOTICED, { drain, shell: false })
    : Shutdown.onSignal({ drain });
}
