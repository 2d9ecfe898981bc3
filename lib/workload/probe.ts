import type { Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { MAX_INT32 } from '../core/numbers';
import { secondsOf } from '../core/seconds';
import type { Wire } from '../core/wire';
import type { Port } from '../network/port';

/** When and how often a probe asks. */
export interface ProbeOptions {
  /**
   * The name of the port.
   *
   * @default - the first port that fits: gRPC for gRPC probes, else the first service port
   */
  readonly port?: string;

  /**
   * How long after the start the first question comes.
   *
   * @default - at once
   */
  readonly delay?: Duration;

  /**
   * The time between two questions.
   *
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;

  /**
   * How long an answer may take.
   *
   * @default Duration.seconds(3)
   */
  readonly timeout?: Duration;

  /**
   * How many failures in a row count.
   *
   * @default 3
   */
  readonly failures?: number;
}

/** A question that the kubelet asks a container: is it alive, is it ready, has it started. */
export class Probe {
  /** A GET of a path that answers with 200 to 399. */
  public static http(path: string, options: ProbeOptions = {}): Probe {
    return new Probe('http', path, options);
  }

  /** A connection to a port. */
  public static tcp(options: ProbeOptions = {}): Probe {
    return new Probe('tcp', '', options);
  }

  /** The gRPC health protocol; `service` is the name that is asked for, empty for the whole server. */
  public static grpc(service: string = '', options: ProbeOptions = {}): Probe {
    return new Probe('grpc', service, options);
  }

  /** A command in the container that ends with 0. */
  public static exec(command: string[], options: ProbeOptions = {}): Probe {
    return new Probe('exec', '', options, [...command]);
  }

  private constructor(
    /** `http`, `tcp`, `grpc` or `exec`. */
    public readonly kind: string,
    /** The path of an HTTP probe, the service of a gRPC probe. */
    public readonly question: string,
    private readonly options: ProbeOptions,
    /** The command of an exec probe. */
    public readonly command: string[] = [],
  ) {}

  /**
   * The probe in the words of the wire format.
   *
   * @internal
   */
  public _render(ports: readonly Port[]): Wire<k8s.Probe> {
    const { delay, period, timeout, failures } = this.options;
    const port = this._portAmong(ports);
    const action = {
      http: () => ({ httpGet: { path: this.question, port: port?.name ?? '' } }),
      tcp: () => ({ tcpSocket: { port: port?.name ?? '' } }),
      // The API server takes a number only.
      grpc: () => ({ grpc: { port: port?.containerPort ?? 0, service: this.question || undefined } }),
      exec: () => ({ exec: { command: [...this.command] } }),
    }[this.kind];
    return {
      ...action?.(),
      // The server holds no zero here.
      initialDelaySeconds: delay?.toSeconds() || undefined,
      periodSeconds: period?.toSeconds() ?? 10,
      timeoutSeconds: timeout?.toSeconds() ?? 3,
      failureThreshold: failures ?? 3,
    };
  }

  /**
   * Reports what the API server or the kubelet would not do.
   *
   * @internal
   */
  public _check(scope: IConstruct, property: string, ports: readonly Port[]): void {
    const { port, period, timeout, failures, delay } = this.options;
    if (this.kind !== 'exec' && !this._portAmong(ports)) {
      reportError(scope, {
        property: `${property}.port`,
        value: port === undefined ? 'no port that fits' : JSON.stringify(port),
        rule: 'a probe asks a port of its container',
        fix: `name one of: ${ports.map(({ name }) => name).join(', ') || 'none (give the workload ports)'}`,
      });
    }
    if (this.kind === 'http' && !this.question.startsWith('/')) {
      reportError(scope, {
        property: `${property}.path`,
        value: JSON.stringify(this.question),
        rule: 'the path of a probe starts with a slash',
        fix: `write '/${this.question}'`,
      });
    }
    if (this.kind === 'exec' && this.command.length === 0) {
      reportError(scope, {
        property: `${property}.command`,
        value: 'an empty command',
        rule: 'an exec probe runs a command',
        fix: "give it: Probe.exec(['/bin/health'])",
      });
    }
    for (const [what, value, least] of [
      ['period', period?.toSeconds(), 1],
      ['timeout', timeout?.toSeconds(), 1],
      ['delay', delay?.toSeconds(), 0],
      ['failures', failures, 1],
    ] as const) {
      if (value !== undefined && (!Number.isInteger(value) || value < least || value > MAX_INT32)) {
        reportError(scope, {
          property: `${property}.${what}`,
          value: String(value),
          rule: `it is a whole number from ${least} to ${MAX_INT32}; times are in seconds`,
          fix: 'correct the number',
        });
      }
    }
  }

  /**
   * Whether two probes ask the same question as often.
   *
   * @internal
   */
  public _asks(other: Probe): boolean {
    const shape = (probe: Probe): string =>
      JSON.stringify([probe.kind, probe.question, probe.command, probe.options.port]);
    return shape(this) === shape(other);
  }

  /**
   * How long a container may be silent, at the least, before the probe has failed so often that it counts: a container
   * may fall silent just before it is asked, and the last question has to time out, too.
   *
   * @internal
   */
  public get _patienceSeconds(): number {
    const { period, timeout, failures } = this._times;
    return (failures - 1) * period + timeout;
  }

  /**
   * Its times in seconds, and how many failures in a row count.
   *
   * @internal
   */
  public get _times(): { readonly period: number; readonly timeout: number; readonly failures: number } {
    const { period, timeout, failures } = this.options;
    return {
      period: period ? secondsOf(period) : 10,
      timeout: timeout ? secondsOf(timeout) : 3,
      failures: failures ?? 3,
    };
  }

  /**
   * The port that is asked; undefined for a command, and where no port fits.
   *
   * @internal
   */
  public _portAmong(ports: readonly Port[]): Port | undefined {
    if (this.kind === 'exec') {
      return undefined;
    }
    if (this.options.port !== undefined) {
      return ports.find(({ name }) => name === this.options.port);
    }
    const fitting = this.kind === 'grpc' ? ports.filter((port) => port.isGrpc) : ports.filter((port) => !port.isGrpc);
    return fitting.find((port) => port.protocol === 'TCP') ?? ports.find((port) => port.protocol === 'TCP');
  }
}
