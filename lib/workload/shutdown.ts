import { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { Cluster } from '../environment/cluster';
import type { Port } from '../network/port';
import type { PreStop } from './pre-stop';
import { checkHookPort } from './probe-checks';

/** How long a program takes to end once it is told to. */
export interface ShutdownOptions {
  /**
   * How long the program itself takes after SIGTERM: the requests in flight, the streams, the task.
   *
   * @default Duration.seconds(30)
   */
  readonly drain?: Duration;

  /**
   * When it is killed. Less than everything before it together is an error.
   *
   * @default - the time before SIGTERM and `drain` together
   */
  readonly grace?: Duration;
}

/** A wait before SIGTERM. */
export interface SleepShutdownOptions extends ShutdownOptions {
  /**
   * Whether the container itself sleeps (`/bin/sh -c "sleep …"`), or the kubelet waits, which needs no shell in the
   * image and Kubernetes 1.30.
   *
   * @default true
   */
  readonly shell?: boolean;
}

/** A call before SIGTERM. */
export interface CallShutdownOptions extends ShutdownOptions {
  /**
   * How long the call may take.
   *
   * @default Duration.seconds(5)
   */
  readonly upTo?: Duration;
}

/** How a pod ends: what happens before SIGTERM, how long the program drains, and when it is killed. */
export class Shutdown {
  /** SIGTERM at once. */
  public static onSignal(options: ShutdownOptions = {}): Shutdown {
    return new Shutdown(0, options, undefined, undefined);
  }

  /** Go on serving for a while first, until every client and the edge have noticed that the pod is leaving. */
  public static afterSleep(time: Duration, options: SleepShutdownOptions = {}): Shutdown {
    const seconds = time.toSeconds();
    return options.shell === false
      ? new Shutdown(seconds, options, { sleep: { seconds } }, undefined)
      : new Shutdown(seconds, options, { exec: { command: ['/bin/sh', '-c', `sleep ${seconds}`] } }, undefined);
  }

  /** Run a command in the container first. */
  public static afterCommand(command: string[], options: CallShutdownOptions = {}): Shutdown {
    return new Shutdown(options.upTo?.toSeconds() ?? 5, options, { exec: { command: [...command] } }, undefined);
  }

  /** Get a path of the container first, on a named port or the first of TCP, one without gRPC if there is any. */
  public static afterHttpGet(path: string, portName?: string, options: CallShutdownOptions = {}): Shutdown {
    return new Shutdown(options.upTo?.toSeconds() ?? 5, options, undefined, { path, portName });
  }

  /** The seconds after which the pod is killed. */
  public readonly graceSeconds: number;

  private constructor(
    /** The seconds before SIGTERM. */
    public readonly secondsBefore: number,
    private readonly options: ShutdownOptions,
    private readonly action: PreStop | undefined,
    private readonly get: { readonly path: string; readonly portName: string | undefined } | undefined,
  ) {
    this.graceSeconds = options.grace?.toSeconds() ?? this.secondsBefore + this.drainSeconds;
  }

  /** The seconds that the program takes after SIGTERM. */
  public get drainSeconds(): number {
    return (this.options.drain ?? Duration.seconds(30)).toSeconds();
  }

  /**
   * The hook in the words of the wire format.
   *
   * @internal
   */
  public _lifecycle(ports: readonly Port[]): { preStop: PreStop } | undefined {
    if (this.get) {
      return { preStop: { httpGet: { path: this.get.path, port: this.calledPort(ports)?.name ?? '' } } };
    }
    return this.action && { preStop: this.action };
  }

  /**
   * Reports a grace that is shorter than the shutdown, and hooks that cannot work.
   *
   * @internal
   */
  public _check(scope: IConstruct, ports: readonly Port[]): void {
    const needed = this.secondsBefore + this.drainSeconds;
    if (this.graceSeconds < needed) {
      reportError(scope, {
        property: 'shutdown.grace',
        value: `${this.graceSeconds} s, for ${this.secondsBefore} s before SIGTERM and ${this.drainSeconds} s of draining`,
        rule: 'the kubelet kills the program while it still drains',
        fix: `give at least ${needed} s, or leave grace out`,
      });
    }
    if (this.action?.sleep && !Cluster.of(scope).runsAtLeast('1.30')) {
      reportError(scope, {
        property: 'shutdown',
        value: `shell: false, on Kubernetes ${Cluster.of(scope).kubernetesVersion}`,
        rule: 'the kubelet can wait by itself from Kubernetes 1.30 on',
        fix: 'use shell: true, which needs /bin/sh in the image',
      });
    }
    const { get } = this;
    const called = get && this.calledPort(ports);
    if (called) {
      checkHookPort(scope, 'shutdown.portName', called, ports);
    } else if (get) {
      reportError(scope, {
        property: 'shutdown.portName',
        value: get.portName === undefined ? 'no port' : JSON.stringify(get.portName),
        rule: 'a hook calls a port of its container',
        fix: `name one of: ${ports.map(({ name }) => name).join(', ') || 'none (give the workload ports)'}`,
      });
    }
  }

  /** The port that the hook calls: the first of TCP unless the author names one, of HTTP where there is one. */
  private calledPort(ports: readonly Port[]): Port | undefined {
    const wanted = this.get?.portName;
    if (wanted !== undefined) {
      return ports.find(({ name }) => name === wanted);
    }
    const overTcp = ports.filter(({ protocol }) => protocol === 'TCP');
    return overTcp.find(({ isGrpc }) => !isGrpc) ?? overTcp[0];
  }
}
