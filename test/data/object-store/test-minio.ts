import { type ChildProcessWithoutNullStreams, spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { runTask, type TaskContainer } from '../manifest-script';

/** As whom somebody comes. */
export interface Keys {
  readonly id: string;
  readonly key: string;
}

/** A server of its own on localhost, in a temporary folder, started with the command of a manifest. */
export class TestMinio {
  public readonly folder = mkdtempSync(join(tmpdir(), 'tradewind-minio-'));
  /** The user that the server and its tasks run as: none is started by root. */
  public readonly user: { readonly uid?: number; readonly gid?: number } =
    process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  public readonly root: Keys = { id: 'root%user', key: `o'r "d\\e$r#&:/@` };
  /** What it has printed. */
  public output = '';
  private process?: ChildProcessWithoutNullStreams;

  public constructor(
    public readonly port: number,
    private readonly consolePort: number,
  ) {
    this.own(this.folder);
    this.makeFolder('data');
    this.openPrograms();
    this.writeBundle('root', { username: this.root.id, password: this.root.key });
  }

  /** Puts the programs where the user of the server may go: the cache of root, for one, is closed to others. */
  private openPrograms(): void {
    const folders = (process.env.PATH ?? '').split(delimiter);
    const own = this.makeFolder('bin');
    for (const program of ['minio', 'mc']) {
      const found = folders.map((folder) => join(folder, program)).find(existsSync);
      if (found !== undefined) {
        copyFileSync(found, join(own, program));
      }
    }
    process.env.PATH = [own, ...folders].join(delimiter);
  }

  /** A folder in which the user of the server may write. */
  public makeFolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { mode: 0o755, recursive: true });
    this.own(path);
    return path;
  }

  /** A bundle of credentials as files, as it is mounted. */
  public writeBundle(name: string, values: Readonly<Record<string, string>>): string {
    const folder = this.makeFolder(name);
    Object.entries(values).forEach(([key, value]) => writeFileSync(join(folder, key), value, { mode: 0o644 }));
    return folder;
  }

  /** The command and variables of a manifest, with the ports and folders of this machine. */
  public async start({ command, variables }: TaskContainer): Promise<void> {
    const [program, ...args] = command;
    const here = args.map((arg) =>
      arg.replace(' :9000 ', ` 127.0.0.1:${this.port} `).replace(' :9001 ', ` 127.0.0.1:${this.consolePort} `),
    );
    const env = {
      PATH: process.env.PATH,
      HOME: '/',
      ...variables,
      DATA_FOLDER: join(this.folder, 'data'),
      MINIO_ROOT_USER_FILE: join(this.folder, 'root', 'username'),
      MINIO_ROOT_PASSWORD_FILE: join(this.folder, 'root', 'password'),
    };
    this.process = spawn(program, here, { ...this.user, cwd: '/', env });
    this.process.stdout.on('data', (text: Buffer) => (this.output += text.toString()));
    this.process.stderr.on('data', (text: Buffer) => (this.output += text.toString()));
    while ((await this.status('/minio/health/cluster')) !== 200) {
      if (this.process.exitCode !== null) {
        throw new Error(`the server did not start: ${this.output}`);
      }
    }
  }

  public get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The status of an answer to a GET; 0 where nobody answers. */
  public async status(path: string): Promise<number> {
    return (await fetch(`${this.url}${path}`).catch(() => undefined))?.status ?? 0;
  }

  /** Runs a task of the manifests against it. */
  public run(task: TaskContainer, changed: Record<string, string> = {}): SpawnSyncReturns<string> {
    const here = {
      ROOT_FOLDER: join(this.folder, 'root'),
      CLIENTS_FOLDER: join(this.folder, 'clients'),
      MC_CONFIG_DIR: this.makeFolder('mc'),
      STORE_URL: this.url,
      ...changed,
    };
    return runTask(task, here, this.user);
  }

  /** Asks it something with its client, as somebody. */
  public ask({ id, key }: Keys, args: readonly string[], input?: string): SpawnSyncReturns<string> {
    const name = `mc-${hash(`${id} ${key}`)}`;
    const known = existsSync(join(this.folder, name));
    const env = { PATH: process.env.PATH, MC_CONFIG_DIR: this.makeFolder(name) };
    if (!known) {
      const login = ['alias', 'set', '--api', 'S3v4', 'store', this.url];
      spawnSync('mc', login, { ...this.user, env, cwd: '/', input: `${id}\n${key}\n` });
    }
    return spawnSync('mc', [...args], { ...this.user, env, cwd: '/', encoding: 'utf8', input });
  }

  /** Every object with the hash of its content, by its path. */
  public get objects(): Record<string, string> {
    const listed = this.ask(this.root, ['ls', '--recursive', '--json', 'store']).stdout;
    const lines = listed.split('\n').filter((line) => line !== '');
    return Object.fromEntries(
      lines.map((line) => {
        const { key, etag } = JSON.parse(line) as { key: string; etag: string };
        return [key, etag];
      }),
    );
  }

  /** Puts objects, by their paths, and gives what `objects` then has of them. */
  public fill(content: Readonly<Record<string, string>>): Record<string, string> {
    const source = this.makeFolder(`source-${hash(JSON.stringify(content))}`);
    for (const [path, text] of Object.entries(content)) {
      const file = join(source, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const { status, stderr } = this.ask(this.root, ['cp', '--quiet', '--recursive', `${source}/`, 'store']);
    if (status !== 0) {
      throw new Error(stderr);
    }
    return Object.fromEntries(Object.entries(content).map(([path, text]) => [path, hash(text)]));
  }

  /** Puts an object. */
  public put(path: string, content: string, keys: Keys = this.root): number | null {
    return this.ask(keys, ['pipe', '--quiet', `store/${path}`], content).status;
  }

  /** The arguments and variables of its process, which everybody in its pod can see. */
  public get visible(): string {
    return spawnSync('ps', ['eww', '-o', 'args=', '-p', String(this.process?.pid)], { encoding: 'utf8' }).stdout;
  }

  /** Sends it the signal that a pod ends with, and gives its exit code. */
  public async terminate(): Promise<number | null> {
    const { process: server } = this;
    if (!server || server.exitCode !== null) {
      return server?.exitCode ?? null;
    }
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    const [code] = (await ended) as [number | null];
    return code;
  }

  public async stop(): Promise<void> {
    await this.terminate();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private own(path: string): void {
    const { uid, gid } = this.user;
    if (uid !== undefined && gid !== undefined) {
      chownSync(path, uid, gid);
    }
  }
}

/** As the server names the content of an object. */
function hash(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
