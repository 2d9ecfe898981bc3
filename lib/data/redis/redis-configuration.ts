import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import { bytesOf } from '../store-resources';
import type { RedisEviction } from './redis-eviction';
import type { RedisSettings } from './redis-settings';

/** Where the bundle with `password` is mounted. */
export const CREDENTIALS_FOLDER = '/run/secrets/redis';

/** Where the configuration is. */
export const CONFIGURATION_FOLDER = '/etc/redis';

/** Where the password stands in the words of the server and its exporter: in memory, for the life of the pod. */
export const LOGIN_FOLDER = '/run/redis';

/** Where the server has its data. */
export const DATA_FOLDER = '/data';

/** Where the server listens. */
export const SERVER_PORT = 6379;

/** How many databases a server has, which programs tell apart by their numbers. */
export const DATABASES = 16;

/** What redis.conf is made of. */
export interface ServerParts {
  readonly eviction: RedisEviction;
  readonly settings: RedisSettings;
  /** The limit of its memory in bytes; undefined where it is none, which is reported elsewhere. */
  readonly memory: number | undefined;
}

/** The text of redis.conf. */
export function serverFile({ eviction, settings, memory }: ServerParts): string {
  const percent = settings.memoryPercent ?? DEFAULT_PERCENT;
  const entries: Record<string, string> = {
    appendfsync: 'everysec',
    appendonly: 'yes',
    bind: '* -::*',
    databases: String(DATABASES),
    dir: DATA_FOLDER,
    ...(memory === undefined ? {} : { maxmemory: String(Math.floor((memory * percent) / 100)) }),
    'maxmemory-policy': eviction,
    port: String(SERVER_PORT),
    'protected-mode': 'yes',
    // A backup comes as a replica: it need not wait for others that could join it.
    'repl-diskless-sync-delay': '0',
    // Snapshots would only repeat what the log of writes has.
    save: '""',
    'tcp-keepalive': '60',
    ...settings.parameters,
  };
  const lines = Object.keys(entries)
    .sort()
    .map((name) => `${name} ${entries[name]}\n`);
  return [...lines, `include ${LOGIN_FOLDER}/login.conf\n`].join('');
}

/** Reports shares that cannot be, and entries that the pod around the server leans on. */
export function checkServer(scope: IConstruct, { settings, memory }: ServerParts): void {
  const { memoryPercent = DEFAULT_PERCENT, size = DEFAULT_SIZE, parameters = {} } = settings;
  if (!Number.isInteger(memoryPercent) || memoryPercent < 10 || memoryPercent > MOST_PERCENT) {
    reportError(scope, {
      property: 'settings.memoryPercent',
      value: String(memoryPercent),
      rule: 'a server that takes the whole limit is killed as soon as it compacts its log or a client reads much',
      fix: `give a whole number from 10 to ${MOST_PERCENT}`,
    });
  }
  const disk = bytesOf(size);
  if (disk !== undefined && memory !== undefined && disk < 2 * memory) {
    reportError(scope, {
      property: 'settings.size',
      value: `${size}, with a limit of ${memory / 2 ** 20}Mi of memory`,
      rule: 'while the log of writes is compacted the old and the new one are on the disk together',
      fix: `give at least ${Math.ceil((2 * memory) / 2 ** 20)}Mi`,
    });
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (!/^[a-z][a-z0-9-]*$/.test(name) || value === '' || /[\r\n]/.test(value)) {
      reportError(scope, {
        property: `settings.parameters.${name}`,
        value: JSON.stringify(value),
        rule: 'an entry of redis.conf is a name of a-z, 0-9 and -, with a value on the same line',
        fix: 'write it as in redis.conf; an empty value is two quotes',
      });
    } else if (OURS.has(name)) {
      reportError(scope, {
        property: `settings.parameters.${name}`,
        value: JSON.stringify(value),
        rule: 'credentials, probes, Services, volumes and backups lean on it',
        fix: INSTEAD[name] ?? 'leave it out',
      });
    }
  }
}

/** How much the claim holds. */
export const DEFAULT_SIZE = '5Gi';
const DEFAULT_PERCENT = 60;
const MOST_PERCENT = 90;

const OURS = new Set([
  'aclfile',
  'bind',
  'databases',
  'dir',
  'include',
  'masterauth',
  'maxmemory',
  'maxmemory-policy',
  'port',
  'rename-command',
  'requirepass',
  'unixsocket',
  'user',
]);
const INSTEAD: Readonly<Record<string, string>> = {
  maxmemory: 'set the limit of the memory, and memoryPercent',
  'maxmemory-policy': 'set eviction',
};
