import { type ChildProcessWithoutNullStreams, spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The user that a server and its clients run as: none is started by root. */
export type TestUser = { readonly uid?: number; readonly gid?: number };

/** Whether programs are on PATH. */
export function hasPrograms(...programs: readonly string[]): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return programs.every((program) => folders.some((folder) => existsSync(join(folder, program))));
}

/** A server of its own on localhost, in a temporary folder, with the configuration of a manifest. */
export class TestRedis {
  public readonly folder = mkdtempSync(join(tmpdir(), 'tradewind-redis-'));
  public readonly user: TestUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  public readonly password = `o'r "d\\e$r%#&:/@`;
  private process?: ChildProcessWithoutNullStreams;

  public constructor(public readonly port: number) {
    this.own(this.folder);
    for (const name of ['data', 'etc', 'login', 'secrets']) {
      this.makeFolder(name);
    }
    writeFileSync(join(this.folder, 'secrets', 'password'), `${this.password}\n`, { mode: 0o644 });
  }

  /** A folder in which the user of the server may write. */
  public makeFolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { mode: 0o755 });
    this.own(path);
    return path;
  }

  /** Starts it with the command of the manifest and its redis.conf, and waits until it answers. */
  public async start([program, ...args]: readonly string[], configuration: string): Promise<void> {
    writeFileSync(join(this.folder, 'etc', 'redis.conf'), this.local(configuration), { mode: 0o644 });
    const here = args.map((arg) => arg.replace('/etc/redis', join(this.folder, 'etc')));
    this.process = spawn(program, here, { ...this.user, cwd: '/', env: { PATH: process.env.PATH } });
    this.process.stdout.on('data', (text: Buffer) => (this.output += text.toString()));
    this.process.stderr.on('data', (text: Buffer) => (this.output += text.toString()));
    const gone = once(this.process, 'exit');
    while (this.ask('ping') !== 'PONG') {
      await Promise.race([once(this.process.stdout, 'data'), gone]);
      if (this.process.exitCode !== null) {
        throw new Error(`the server did not start: ${this.output}`);
      }
    }
  }

  /** What it has printed. */
  public output = '';

  /** Asks it something as its user. */
  public ask(...question: readonly string[]): string {
    const env = { PATH: process.env.PATH, REDISCLI_AUTH: this.password };
    return spawnSync('redis-cli', ['-p', String(this.port), ...question], { encoding: 'utf8', env }).stdout.trim();
  }

  /** Runs a command as probes run. */
  public run([program, ...args]: readonly string[]): SpawnSyncReturns<string> {
    const here = args.map((arg) => arg.replaceAll('redis-cli ', `redis-cli -p ${this.port} `));
    const env = { PATH: process.env.PATH, LOGIN_FOLDER: join(this.folder, 'login') };
    return spawnSync(program, here, { ...this.user, cwd: '/', env, encoding: 'utf8', timeout: 10_000 });
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

  /** The configuration with the ports and folders of this machine. */
  private local(text: string): string {
    return text
      .replace(/^bind .*$/m, 'bind 127.0.0.1')
      .replace(/^port .*$/m, `port ${this.port}`)
      .replace(/^dir .*$/m, `dir ${join(this.folder, 'data')}`)
      .replace('include /run/redis', `include ${join(this.folder, 'login')}`);
  }

  private own(path: string): void {
    const { uid, gid } = this.user;
    if (uid !== undefined && gid !== undefined) {
      chownSync(path, uid, gid);
    }
  }
}
