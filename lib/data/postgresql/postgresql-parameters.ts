import type { IConstruct } from 'constructs';
import { reportError, reportWarning } from '../../core/diagnostic-registry';
import { formatBytes, parseQuantity } from '../../core/quantity';
import type { PostgreSqlSettings } from './postgresql-settings';

/** The parameters of postgresql.conf as arguments of the server, sorted by name. */
export function serverArguments(settings: PostgreSqlSettings, memory: number | undefined): string[] {
  const parameters: Record<string, string> = {
    max_connections: String(settings.maxConnections ?? DEFAULT_CONNECTIONS),
    log_lock_waits: 'on',
    // A share of the memory that the container has: what PostgreSQL's manual advises for a server of its own.
    ...(memory === undefined
      ? {}
      : { shared_buffers: megabytes(memory / 4), effective_cache_size: megabytes(memory / 2) }),
    ...settings.parameters,
  };
  return Object.keys(parameters)
    .sort()
    .flatMap((name) => ['-c', `${name}=${parameters[name]}`]);
}

/** Reports parameters that are none, and those that the pod around the server leans on. */
export function checkParameters(scope: IConstruct, settings: PostgreSqlSettings): void {
  const { maxConnections = DEFAULT_CONNECTIONS, parameters = {} } = settings;
  if (!Number.isInteger(maxConnections) || maxConnections < 10 || maxConnections > MOST_CONNECTIONS) {
    reportError(scope, {
      property: 'settings.maxConnections',
      value: String(maxConnections),
      rule: `a server takes a whole number of connections, here from 10 to ${MOST_CONNECTIONS}`,
      fix: 'correct the number; for more clients put a pooler before the server',
    });
  }
  for (const name of Object.keys(parameters)) {
    if (!/^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?$/i.test(name)) {
      reportError(scope, {
        property: `settings.parameters.${name}`,
        rule: 'the name of a parameter has letters, digits and _, and a dot after the name of an extension',
        fix: 'write it as in postgresql.conf',
      });
    } else if (OURS.has(name.toLowerCase())) {
      reportError(scope, {
        property: `settings.parameters.${name}`,
        rule: 'probes, Services and volumes lean on it',
        fix: name === 'max_connections' ? 'set maxConnections' : 'leave it out',
      });
    }
  }
}

/** Reports a volume that the log of changes fills: the server stops when it cannot write its log. */
export function checkLogSize(scope: IConstruct, settings: PostgreSqlSettings): void {
  const { size = DEFAULT_SIZE, parameters = {} } = settings;
  const volume = parseQuantity(size);
  if (volume === undefined || volume <= 0) {
    return;
  }
  if (volume < LEAST_VOLUME) {
    reportError(scope, {
      property: 'settings.size',
      value: size,
      rule: `an empty database and the log of its changes take ${formatBytes(LEAST_VOLUME / 2)}: the log alone would fill the volume, and the server stop`,
      fix: `give at least ${formatBytes(LEAST_VOLUME)}`,
    });
    return;
  }
  const given = parameters.max_wal_size ?? DEFAULT_LOG;
  const log = logBytes(given);
  if (log !== undefined && log > volume / 2) {
    reportWarning(scope, {
      property: 'settings.parameters.max_wal_size',
      value: `${given}, on a volume of ${size}`,
      rule: 'the log of changes grows to this size, and beyond it under load: where it fills the volume, the server stops',
      fix: 'give at most a half of the volume, or enlarge the volume; or acknowledge it with the reason',
      id: 'log-fills-volume',
    });
  }
}

/** A size in the words of postgresql.conf; a number alone counts megabytes. */
function logBytes(text: string | undefined): number | undefined {
  const [, digits, unit = 'MB'] = /^\s*(\d+)\s*(kB|MB|GB|TB)?\s*$/.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** (['kB', 'MB', 'GB', 'TB'].indexOf(unit) + 1);
}

/** The size of the volume where none is given. */
export const DEFAULT_SIZE = '10Gi';
/** How far PostgreSQL lets its log grow where nothing is given. */
const DEFAULT_LOG = '1GB';
const LEAST_VOLUME = 512 * 2 ** 20;

const DEFAULT_CONNECTIONS = 100;
const MOST_CONNECTIONS = 10_000;
const OURS = new Set([
  'config_file',
  'data_directory',
  'hba_file',
  'listen_addresses',
  'max_connections',
  'port',
  'unix_socket_directories',
]);

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.floor(bytes / 2 ** 20))}MB`;
}
