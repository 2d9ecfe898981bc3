import type { IConstruct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import type { Port } from '../network/port';
import type { Probe } from './probe';

/** Below this time of silence a pause that is no fault, such as a garbage collection, kills a healthy container. */
const LEAST_PATIENCE_SECONDS = 10;

/** Who waits longer than this for the restart of a program that hangs has most likely mistaken a unit. */
const MOST_PATIENCE_SECONDS = 15 * 60;

/** Reports a probe that asks a port in another protocol than the port speaks: it would fail for ever. */
export function checkProbePort(scope: IConstruct, property: string, probe: Probe, ports: readonly Port[]): void {
  const port = probe._portAmong(ports);
  if (!port) {
    return;
  }
  const value = `${NAMES[probe.kind] ?? probe.kind} to the port ${port.name}`;
  if (port.protocol !== 'TCP') {
    reportError(scope, {
      property,
      value: `${value}, which is ${port.protocol}`,
      rule: 'the kubelet asks over TCP alone: the probe would always fail',
      fix: ways(
        another(ports.filter(({ protocol }) => protocol === 'TCP')),
        'use Probe.exec([…]) with a command that answers',
      ),
    });
  } else if (probe.kind === 'http' && port.isGrpc) {
    reportError(scope, {
      property,
      value: `${value}, which speaks gRPC`,
      rule: 'a gRPC server does not answer a GET of HTTP/1.1: the probe would always fail',
      fix: ways(
        'use Probe.grpc(), which asks by the health protocol of gRPC',
        another(ports.filter(({ _isHttp }) => _isHttp)),
        'use Probe.tcp() for the connection alone',
      ),
    });
  } else if (probe.kind === 'grpc' && port._isHttp) {
    reportError(scope, {
      property,
      value: `${value}, which speaks HTTP/1.1`,
      rule: 'an HTTP/1.1 server does not speak the health protocol of gRPC: the probe would always fail',
      fix: ways(
        "use Probe.http('/…')",
        another(ports.filter(({ isGrpc }) => isGrpc)),
        'declare the port as Port.grpc where it speaks gRPC',
      ),
    });
  }
}

/** Reports a hook that calls a port which does not answer HTTP: it would fail, and the container end at once. */
export function checkHookPort(scope: IConstruct, property: string, port: Port, ports: readonly Port[]): void {
  if (port.isGrpc || port.protocol !== 'TCP') {
    reportError(scope, {
      property,
      value: `a GET to the port ${port.name}, which ${port.isGrpc ? 'speaks gRPC' : `is ${port.protocol}`}`,
      rule: 'a hook is a GET of HTTP/1.1 over TCP: this one would fail, and the container gets SIGTERM at once',
      fix: ways(another(ports.filter(({ _isHttp }) => _isHttp)), 'use Shutdown.afterSleep(…)'),
    });
  }
}

/** Reports a liveness probe that kills a container which is only busy. */
export function checkLivenessPatience(scope: IConstruct, property: string, probe: Probe): void {
  const seconds = probe._patienceSeconds;
  if (seconds > 0 && seconds < LEAST_PATIENCE_SECONDS) {
    reportWarning(scope, {
      property,
      value: `a container that is killed after ${seconds} s of silence`,
      rule: `a pause of less than ${LEAST_PATIENCE_SECONDS} s, such as a garbage collection or a busy node, would kill a healthy container`,
      fix: 'raise failures, period or timeout: (failures - 1) × period + timeout is the silence that it survives; or acknowledge it with the reason',
      id: 'liveness-kills-early',
    });
  }
}

/** Reports times of a probe that make its failures count later than they seem to. */
export function checkProbeTimes(scope: IConstruct, property: string, probe: Probe, name: string): void {
  const { period, timeout, failures } = probe._times;
  // A start that is asked less often has more time.
  if (timeout > period && name !== 'startup') {
    reportWarning(scope, {
      property: `${property}.timeout`,
      value: `${timeout} s, with a period of ${period} s`,
      rule: 'the kubelet asks again only after an answer or the timeout: a program that hangs is asked less often than the period says',
      fix: `give a timeout of at most ${period} s, or a longer period and fewer failures; or acknowledge it with the reason`,
      id: 'probe-timeout-over-period',
    });
  }
  const noticed = failures * Math.max(period, timeout);
  if (name === 'liveness' && noticed > MOST_PATIENCE_SECONDS) {
    reportWarning(scope, {
      property,
      value: `a container that hangs is restarted after ${noticed} s`,
      rule: `failures × period is more than ${MOST_PATIENCE_SECONDS / 60} minutes, in which the program does nothing`,
      fix: 'lower period, timeout or failures; a slow start has a probe of its own: startup; or acknowledge it with the reason',
      id: 'liveness-restarts-late',
    });
  }
}

const NAMES: Readonly<Record<string, string>> = { http: 'an HTTP probe', tcp: 'a TCP probe', grpc: 'a gRPC probe' };

function another(fitting: readonly Port[]): string | undefined {
  return fitting.length === 0 ? undefined : `name another port: ${fitting.map(({ name }) => name).join(', ')}`;
}

function ways(...all: (string | undefined)[]): string {
  return all.filter((way) => way !== undefined).join('; or ');
}
