import {
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
  spawn,
  spawnSync,
  type SpawnSyncReturns,
} from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Cluster, type Manifests, RabbitMq, type RabbitMqSettings } from '../../../lib';
import { chartIn, manifestsOf } from '../../support/workload';
import { freePorts } from '../free-port';
import { runTask } from '../manifest-script';

const PROGRAMS = ['rabbitmq-server', 'rabbitmqctl', 'rabbitmq-diagnostics', 'rabbitmq-upgrade'];

/** Finds the programs of RabbitMQ and Erlang, where Debian keeps those that run as anybody too, and puts them on PATH. */
function findRabbitMq(): boolean {
  const folders = ['/usr/lib/rabbitmq/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const has = (folder: string, program: string): boolean => existsSync(join(folder, program));
  const folder = folders.find((each) => PROGRAMS.every((program) => has(each, program)));
  if (folder === undefined || !folders.some((each) => has(each, 'erl'))) {
    return false;
  }
  process.env.PATH = `${folder}${delimiter}${process.env.PATH}`;
  return true;
}

/** Tests that take the files and commands of the manifests themselves, with a real broker of this machine. */
export function describeWithBroker(title: string, suite: () => void): void {
  if (findRabbitMq()) {
    describe(title, suite);
    return;
  }
  const why = 'install RabbitMQ, on Debian with: apt-get install rabbitmq-server';
  process.stderr.write(`skipped: RabbitMQ ${title}: ${why}\n`);
  // Skipped: there is no broker to ask.
  describe.skip(`${title} (${why})`, suite);
}

/** The manifests of a broker with alerts. */
export function brokerManifests(settings: RabbitMqSettings): Manifests {
  const chart = chartIn(Cluster.generic({ prometheusOperator: {} }));
  new RabbitMq(chart, 'rabbitmq', { virtualHost: 'orders', settings });
  return manifestsOf(chart);
}

/** Runs what the init container of a manifest runs. */
export function prepare(manifests: Manifests, broker: TestBroker): SpawnSyncReturns<string> {
  const [{ command }] = manifests.resource('StatefulSet', 'rabbitmq').spec.template.spec.initContainers;
  const here = { CREDENTIALS_FOLDER: join(broker.folder, 'secrets'), DATA_FOLDER: join(broker.folder, 'data') };
  return runTask({ command, variables: {} }, here, broker.user);
}

/** Where this machine runs what a pod would run. */
export interface BrokerPlace {
  /** The name of the pod. */
  readonly pod: string;
  /** The files of the manifest. */
  readonly files: Readonly<Record<string, string>>;
  readonly amqp: number;
  readonly management: number;
  readonly metrics: number;
  readonly clustering: number;
  readonly epmd: number;
}

/** A broker of its own on localhost, in a temporary folder, with the files of a manifest. */
export class TestBroker {
  public readonly folder = mkdtempSync(join(tmpdir(), 'tradewind-rabbitmq-'));
  public readonly user = testUser();
  public readonly username = 'trader';
  public readonly password = `o'r "d\\e$r%#&:/@`;
  private process?: ChildProcessWithoutNullStreams;
  private mapper?: ChildProcess;

  public constructor(public readonly place: BrokerPlace) {
    for (const name of ['data', 'log', 'tmp', 'secrets', 'etc', 'backups']) {
      this.makeFolder(name);
    }
    this.own(this.folder);
    const secrets = { username: this.username, password: this.password, 'erlang-cookie': 'not-a-secret' };
    this.write('secrets', secrets);
    this.write('etc', Object.fromEntries(Object.entries(place.files).map(([name, text]) => [name, this.local(text)])));
  }

  /** A folder in which the user of the broker may write. */
  public makeFolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { mode: 0o755 });
    this.own(path);
    return path;
  }

  /** Starts it, as the entry point of the image does, and waits for it. */
  public async start(): Promise<void> {
    this.launch();
    await this.untilRunning();
  }

  /** Waits until it says that it runs. */
  public async untilRunning(): Promise<void> {
    const gone = once(this.server, 'exit');
    while (!this.output.includes('Server startup complete')) {
      await Promise.race([once(this.server.stdout, 'data'), gone]);
      if (this.server.exitCode !== null) {
        throw new Error(`the broker did not start: ${this.output.slice(-2000)}`);
      }
    }
  }

  /** Starts it without waiting, as one of several. */
  public launch(): void {
    // Erlang would start one by itself, which nobody could end: the first broker of a place has it.
    this.mapper = spawn('epmd', [], { ...this.user, cwd: '/', env: this.environment, stdio: 'ignore' });
    const options = { ...this.user, cwd: '/', env: this.environment, detached: true };
    this.process = spawn('rabbitmq-server', [], options);
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (text: Buffer) => (this.output += text.toString()));
    }
  }

  /** What it has printed. */
  public output = '';

  /** Runs a command as probes and hooks run. */
  public run([program, ...args]: readonly string[]): SpawnSyncReturns<string> {
    const env = this.environment;
    return spawnSync(program, args, { ...this.user, cwd: '/', env, encoding: 'utf8', timeout: 60_000 });
  }

  /** Asks the management interface; without a body it only reads. */
  public async api<Answer = unknown>(path: string, method = 'GET', body?: object): Promise<Answer> {
    const login = Buffer.from(`${this.username}:${this.password}`).toString('base64');
    const answer = await fetch(`http://127.0.0.1:${this.place.management}/api/${path}`, {
      method,
      headers: { authorization: `Basic ${login}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return (text === '' ? {} : JSON.parse(text)) as Answer;
  }

  /** What Prometheus is told. */
  public async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.place.metrics}/metrics`)).text();
  }

  /** Sends it the signal that a pod ends with, and gives its exit code. */
  public async terminate(): Promise<number | null> {
    const { server } = this;
    const ended = once(server, 'exit');
    // Debian's script stays between; in the image the server takes its place.
    const child = spawnSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n')[0];
    process.kill(Number(child || server.pid), 'SIGTERM');
    const [code] = (await ended) as [number | null];
    return code;
  }

  /** Ends whatever is left of it, and removes its folder. */
  public async stop(): Promise<void> {
    if (this.process?.pid !== undefined && this.process.exitCode === null) {
      const ended = once(this.process, 'exit');
      process.kill(-this.process.pid, 'SIGKILL');
      await ended;
    }
    this.mapper?.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What it and its tools find in the environment: where a container has what here is in a temporary folder. */
  public get environment(): NodeJS.ProcessEnv {
    const { folder, place } = this;
    return {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: join(folder, 'data'),
      TMPDIR: join(folder, 'tmp'),
      RABBITMQ_CONF_ENV_FILE: join(folder, 'etc', 'rabbitmq-env.conf'),
      RABBITMQ_CONFIG_FILE: join(folder, 'etc', 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'etc', 'enabled_plugins'),
      RABBITMQ_MNESIA_BASE: join(folder, 'data', 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_DIST_PORT: String(place.clustering),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      ERL_EPMD_PORT: String(place.epmd),
      ERL_EPMD_ADDRESS: '127.0.0.1',
    };
  }

  private get server(): ChildProcessWithoutNullStreams {
    if (!this.process) {
      throw new Error('the broker was not started');
    }
    return this.process;
  }

  /** The files of the manifest with the ports and folders of this machine, and one host for all members. */
  private local(text: string): string {
    const { pod, amqp, management, metrics } = this.place;
    return text
      .replaceAll(/rabbit@(rabbitmq-\d)\.[\w.-]+/g, '$1@127.0.0.1')
      .replace(/^NODENAME=.*$/m, `NODENAME=${pod}@127.0.0.1`)
      .replaceAll('/run/secrets/rabbitmq', join(this.folder, 'secrets'))
      .replace('listeners.tcp.default = 5672', `listeners.tcp.default = 127.0.0.1:${amqp}`)
      .replace('management.tcp.port = 15672', `management.tcp.port = ${management}\nmanagement.tcp.ip = 127.0.0.1`)
      .replace('prometheus.tcp.port = 15692', `prometheus.tcp.port = ${metrics}\nprometheus.tcp.ip = 127.0.0.1`);
  }

  private write(folder: string, files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(this.folder, folder, name), text, { mode: 0o644 });
    }
  }

  private own(path: string): void {
    const { uid, gid } = this.user;
    if (uid !== undefined && gid !== undefined) {
      chownSync(path, uid, gid);
    }
  }
}

/** Places for brokers that share a port mapper, for the files of a manifest. */
export async function brokerPlaces(manifests: Manifests, count: number): Promise<BrokerPlace[]> {
  const [{ data: files }] = manifests
    .objects('ConfigMap')
    .filter(({ metadata }) => metadata.name.startsWith('rabbitmq-files-'));
  const [epmd, ...ports] = await freePorts(1 + 4 * count);
  return Array.from({ length: count }, (_, index) => {
    const [amqp, management, metrics, clustering] = ports.slice(4 * index);
    return { pod: `rabbitmq-${index}`, files, amqp, management, metrics, clustering, epmd };
  });
}

/** Root may become who the package made for the broker, or nobody. */
function testUser(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const idOf = (flag: string): number => {
    const { status, stdout } = spawnSync('id', [flag, 'rabbitmq'], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : 65534;
  };
  return { uid: idOf('-u'), gid: idOf('-g') };
}
