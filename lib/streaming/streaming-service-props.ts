import type { Duration } from 'cdk8s';
import type { Balancing } from '../network/balancing';
import type { Port } from '../network/port';
import type { ServedWorkloadOptions } from '../workload/served-workload-props';

/** The variables by which a program is told how long its connections last. */
export interface StreamVariables {
  /**
   * The variable with the age at which a connection is closed.
   *
   * @default 'GRPC_MAX_CONNECTION_AGE'
   */
  readonly maxConnectionAge?: string;

  /**
   * The variable with the time that its streams then have.
   *
   * @default 'GRPC_MAX_CONNECTION_AGE_GRACE'
   */
  readonly maxConnectionAgeGrace?: string;

  /**
   * The variable with the time that streams have once the program is told to end.
   *
   * @default 'GRPC_DRAIN'
   */
  readonly drain?: string;
}

/** What a service that holds streams is made of. */
export interface StreamingServiceProps extends ServedWorkloadOptions {
  /** The port that gRPC is spoken on, without TLS: that ends at the edge. It is called `grpc`. */
  readonly grpcPort: number;

  /**
   * The port that metrics are served on, over HTTP. It is called `metrics`, and is never that of gRPC: two listeners cannot
   * bind one.
   *
   * @default 9090
   */
  readonly metricsPort?: number;

  /**
   * Further ports.
   *
   * @default - none
   */
  readonly otherPorts?: Port[];

  /**
   * Who spreads connections over the pods.
   *
   * @default Balancing.byService()
   */
  readonly balancing?: Balancing;

  /**
   * How long streams have to end once the program is told to: it tells their clients, waits, and closes what is left. Not
   * together with `shutdown`, which says it itself.
   *
   * @default Duration.minutes(1)
   */
  readonly drain?: Duration;

  /**
   * The age at which the program asks a client to come again, so that connections which never end on their own reach new
   * pods, and old ones leave. Spread it in the program, as gRPC does by a tenth: else all come at once.
   *
   * @default Duration.minutes(30)
   */
  readonly maxConnectionAge?: Duration;

  /**
   * How long the streams of such a connection have before it is closed. The grace period of the pod covers it.
   *
   * @default - as long as `drain`
   */
  readonly maxConnectionAgeGrace?: Duration;

  /**
   * The variables by which the program is told these times, in seconds such as `1800s`, which Go and protobuf read.
   *
   * @default - as `StreamVariables` says
   */
  readonly streamVariables?: StreamVariables;
}
