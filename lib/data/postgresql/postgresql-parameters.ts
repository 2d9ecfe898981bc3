import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
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
