import { type ChildProcessWithoutNullStreams, spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The user that a server and its clients run as: none is started by root. */
export type TestUser = { readonly uid?: number; readonly gid?: number };

/** A server of its own on localhost, in a temporary folder, with the files of a manifest. */
export class TestTarantool {
  public readonly folder = mkdtempSync(join(tmpdir(), 'tradewind-tarantool-'));
  public readonly user: TestUser = process.getuid?.() === 0 ? { uid: 65532, gid: 65532 } : {};
  public readonly password = `o'r "d\\e$r%#&:/@`;
  /** What it has printed since it was started last. */
  public output = '';
  private process?: ChildProcessWithoutNullStreams;

  public constructor(
    public readonly port: number,
    public readonly metricsPort: number,
  ) {
    this.own(this.folder);
    ['data', 'etc', 'run', 'secrets'].forEach((name) => this.makeFolder(name));
    this.setPassword(this.password);
  }

  /** A folder in which the user of the server may write. */
  public makeFolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { mode: 0o755 });
    this.own(path);
    return path;
  }

  public setPassword(password: string): void {
    writeFileSync(join(this.folder, 'secrets', 'password'), `${password}\n`, { mode: 0o644 });
  }

  /** Starts it with the command and the files of the manifest, and waits until it is open for clients. */
  public async start(command: readonly string[], files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.folder, 'etc', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, this.local(text), { mode: 0o644 });
    }
    const [program, ...args] = command.map((word) => this.local(word));
    this.output = '';
    // Modules that images have and this machine has not are looked for in the folder of the files.
    const env = { PATH: process.env.PATH, LUA_PATH: `${join(this.folder, 'etc')}/?.lua;;` };
    const server = spawn(program, args, { ...this.user, cwd: '/', env });
    this.process = server;
    server.stdout.on('data', (text: Buffer) => (this.output += text.toString()));
    server.stderr.on('data', (text: Buffer) => (this.output += text.toString()));
    const gone = once(server, 'exit');
    while (!this.output.includes('open for clients')) {
      await Promise.race([once(server.stderr, 'data'), gone]);
      if (server.exitCode !== null) {
        throw new Error(`the server did not start: ${this.output}`);
      }
    }
  }

  /** Runs a script in Lua with a connection of a user, and gives what it prints. */
  public ask(script: string, login: { readonly user?: string; readonly password?: string } = {}): string {
    const { user = 'app', password = this.password } = login;
    const text = `local server = require('net.box').connect('127.0.0.1:${this.port}', {
      user = os.getenv('ASK_USER'), password = os.getenv('ASK_PASSWORD') })
      local function show(...) print(require('json').encode({...})) end
      ${script} os.exit(0)`;
    const env = { PATH: process.env.PATH, ...(user && { ASK_USER: user, ASK_PASSWORD: password }) };
    const { stdout, stderr } = spawnSync('tarantool', ['-'], { encoding: 'utf8', env, input: text, timeout: 20_000 });
    return `${stdout}${stderr}`.trim();
  }

  /** Runs a command as probes run. */
  public run(command: readonly string[]): SpawnSyncReturns<string> {
    const [program, ...args] = command.map((word) => this.local(word));
    const env = { PATH: process.env.PATH };
    return spawnSync(program, args, { ...this.user, cwd: '/', env, encoding: 'utf8', timeout: 10_000 });
  }

  /** The arguments and variables of its process, which everybody in its pod can see. */
  public get visible(): string {
    return spawnSync('ps', ['eww', '-o', 'args=', '-p', String(this.process?.pid)], { encoding: 'utf8' }).stdout;
  }

  /** Waits until it ends by itself, and gives its exit code. */
  public async ended(): Promise<number | null> {
    const { process: server } = this;
    if (server && server.exitCode === null) {
      await once(server, 'exit');
    }
    return server?.exitCode ?? null;
  }

  /** Sends it a signal, and gives its exit code. */
  public async terminate(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (this.process?.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill(signal);
      await ended;
    }
    return this.process?.exitCode ?? null;
  }

  public async stop(): Promise<void> {
    await this.terminate();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Text with the ports and folders of this machine. */
  public local(text: string): string {
    return text
      .replaceAll('/run/secrets/tarantool', join(this.folder, 'secrets'))
      .replaceAll('/var/run/tarantool', join(this.folder, 'run'))
      .replaceAll('/etc/tarantool', join(this.folder, 'etc'))
      .replaceAll('/var/lib/tarantool', join(this.folder, 'data'))
      .replace('"listen": "3301"', `"listen": "127.0.0.1:${this.port}"`)
      .replace('"metrics": 8081', `"metrics": ${this.metricsPort}`);
  }

  private own(path: string): void {
    const { uid, gid } = this.user;
    if (uid !== undefined && gid !== undefined) {
      chownSync(path, uid, gid);
    }
  }
}
