import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import { bytesOf } from '../store-resources';
import { BACKUP_FUNCTIONS, INSTANCE } from './tarantool-instance';
import { ASK } from './tarantool-scripts';
import type { TarantoolSettings } from './tarantool-settings';

/** Where the bundle with the password is mounted. */
export const CREDENTIALS_FOLDER = '/run/secrets/tarantool';

/** Where the scripts and their settings are. */
export const CONFIGURATION_FOLDER = '/etc/tarantool';

/** Where the claim is. */
export const DATA_FOLDER = '/var/lib/tarantool';

/** Where the console of the server is, for whoever is in the pod. */
export const CONTROL_FOLDER = '/var/run/tarantool';

/** The console itself, where the tools of the image look for it. */
export const CONTROL = `${CONTROL_FOLDER}/tarantool.sock`;

/** Where the server listens. */
export const SERVER_PORT = 3301;

/** Where metrics are read. */
export const METRICS_PORT = 8081;

/** How much the claim holds. */
export const DEFAULT_SIZE = '10Gi';

/** How many requests the server works on at once before it reads no more of them. */
export const MOST_REQUESTS = 768;

/** What the files of the server are made of. */
export interface ServerParts {
  readonly username: string;
  readonly passwordKey: string;
  readonly privileges: readonly string[];
  readonly schema: string | undefined;
  readonly settings: TarantoolSettings;
  /** The limit of its memory in bytes; undefined where it is none, which is reported elsewhere. */
  readonly memory: number | undefined;
}

/** The scripts of the server and their settings, by the names of their files. */
export function serverFiles(parts: ServerParts): Record<string, string> {
  return {
    'ask.lua': ASK,
    'backup.lua': BACKUP_FUNCTIONS,
    'instance.lua': INSTANCE,
    ...(parts.schema === undefined ? {} : { 'schema.lua': parts.schema }),
    'settings.json': `${JSON.stringify(instanceSettings(parts), undefined, 2)}\n`,
  };
}

/** The parameters of `box.cfg`, without the address. */
export function boxParameters({ settings, memory }: ServerParts): Record<string, BoxValue> {
  const { memoryPercent = DEFAULT_PERCENT, checkpointIntervalMinutes = 60, parameters = {} } = settings;
  const folder = `${DATA_FOLDER}/data`;
  const values: Record<string, BoxValue> = {
    checkpoint_count: 2,
    checkpoint_interval: checkpointIntervalMinutes * 60,
    // It would tell its makers about itself.
    feedback_enabled: false,
    log_format: 'json',
    memtx_dir: folder,
    ...(memory === undefined ? {} : { memtx_memory: Math.floor((memory * memoryPercent) / 100) }),
    net_msg_max: MOST_REQUESTS,
    vinyl_dir: folder,
    wal_dir: folder,
    ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, boxValue(value)])),
  };
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reports shares that cannot be, names that the server does not take, and parameters that the pod leans on. */
export function checkServer(scope: IConstruct, parts: ServerParts): void {
  checkSettings(scope, parts);
  const { username, privileges, schema } = parts;
  checkUsername(scope, username);
  const unknown = privileges.filter((privilege) => !PRIVILEGES.has(privilege));
  if (unknown.length > 0 || privileges.length === 0) {
    reportError(scope, {
      property: 'privileges',
      value: unknown.length > 0 ? unknown.join(', ') : 'none',
      rule: `programs get some of ${[...PRIVILEGES].join(', ')}, on all there is`,
      fix: 'name those that programs need; what is finer is granted in schema',
    });
  }
  if (schema?.trim() === '') {
    reportError(scope, {
      property: 'schema',
      value: 'nothing',
      rule: 'it is a script that makes the spaces of the system',
      fix: 'write the script, or leave schema out where programs make their spaces themselves',
    });
  }
}

/** Reports a name that no user can have, or that one has already. */
export function checkUsername(scope: IConstruct, username: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(username) || TAKEN.has(username)) {
    reportError(scope, {
      property: 'username',
      value: JSON.stringify(username),
      rule: `a user has a name of up to 64 of a-z, A-Z, 0-9, _ and -, and is none of ${[...TAKEN].join(', ')}`,
      fix: "name the user of the programs, for example 'app'",
    });
  }
}

type BoxValue = string | number | boolean;

function instanceSettings(parts: ServerParts): object {
  return {
    box: boxParameters(parts),
    control: CONTROL,
    folder: DATA_FOLDER,
    listen: String(SERVER_PORT),
    login: `${CREDENTIALS_FOLDER}/${parts.passwordKey}`,
    metrics: METRICS_PORT,
    privileges: parts.privileges.join(','),
    ...(parts.schema === undefined ? {} : { schema: `${CONFIGURATION_FOLDER}/schema.lua` }),
    username: parts.username,
  };
}

function checkSettings(scope: IConstruct, { settings, memory }: ServerParts): void {
  const { memoryPercent = DEFAULT_PERCENT, checkpointIntervalMinutes = 60, size = DEFAULT_SIZE } = settings;
  if (!Number.isInteger(memoryPercent) || memoryPercent < 10 || memoryPercent > MOST_PERCENT) {
    reportError(scope, {
      property: 'settings.memoryPercent',
      value: String(memoryPercent),
      rule: 'the limit of the memory is for the data, the scripts, the connections and the probes together',
      fix: `give a whole number from 10 to ${MOST_PERCENT}`,
    });
  }
  if (!Number.isInteger(checkpointIntervalMinutes) || checkpointIntervalMinutes < 1) {
    reportError(scope, {
      property: 'settings.checkpointIntervalMinutes',
      value: String(checkpointIntervalMinutes),
      rule: 'without snapshots the log of writes grows for ever, and a start reads all of it',
      fix: 'give a whole number of minutes, or leave it out',
    });
  }
  const disk = bytesOf(size);
  if (disk !== undefined && memory !== undefined && disk < 4 * memory) {
    reportError(scope, {
      property: 'settings.size',
      value: `${size}, with a limit of ${memory / 2 ** 20}Mi of memory`,
      rule: 'two snapshots, the one that is being written and the log of writes are on the disk together',
      fix: `give at least ${Math.ceil((4 * memory) / 2 ** 20)}Mi`,
    });
  }
  for (const [name, value] of Object.entries(settings.parameters ?? {})) {
    checkParameter(scope, name, value);
  }
}

function checkParameter(scope: IConstruct, name: string, value: string): void {
  const problem = { property: `settings.parameters.${name}`, value: JSON.stringify(value) };
  if (!/^[a-z][a-z0-9_]*$/.test(name) || value === '') {
    reportError(scope, {
      ...problem,
      rule: 'a parameter of box.cfg is a name of a-z, 0-9 and _, with a value',
      fix: 'write it as in box.cfg: a number, true, false, or a word without quotes',
    });
  } else if (OURS.has(name)) {
    reportError(scope, {
      ...problem,
      rule: 'credentials, probes, Services, volumes, alerts and backups lean on it',
      fix: INSTEAD[name] ?? 'leave it out',
    });
  }
}

function boxValue(text: string): BoxValue {
  return text === 'true' || text === 'false' ? text === 'true' : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

const DEFAULT_PERCENT = 60;
const MOST_PERCENT = 90;
const PRIVILEGES = new Set(['read', 'write', 'execute', 'create', 'alter', 'drop']);
const TAKEN = new Set(['admin', 'guest', 'public', 'replication', 'super']);
const OURS = new Set([
  'background',
  'checkpoint_interval',
  'listen',
  'log',
  'log_format',
  'memtx_dir',
  'memtx_memory',
  'net_msg_max',
  'pid_file',
  'read_only',
  'replication',
  'username',
  'vinyl_dir',
  'wal_dir',
  'work_dir',
]);
const INSTEAD: Readonly<Record<string, string>> = {
  checkpoint_interval: 'set checkpointIntervalMinutes',
  memtx_memory: 'set the limit of the memory, and memoryPercent',
};
