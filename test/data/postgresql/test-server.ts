import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { once } from 'node:events';

/** The user that a server and its clients run as: none is started by root. */
export type TestUser = { readonly uid?: number; readonly gid?: number };

/** Finds the programs of PostgreSQL on PATH or where Debian keeps them, and puts them on PATH. */
export function findPostgreSql(): boolean {
  const packages = '/usr/lib/postgresql';
  const installed = existsSync(packages) ? readdirSync(packages).map((version) => join(packages, version, 'bin')) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...installed];
  const folder = folders.find((each) => PROGRAMS.every((program) => existsSync(join(each, program))));
  if (folder === undefined) {
    return false;
  }
  process.env.PATH = `${folder}${delimiter}${process.env.PATH}`;
  return true;
}

const PROGRAMS = ['initdb', 'pg_ctl', 'pg_dump', 'pg_dumpall', 'pg_restore', 'pg_isready', 'postgres', 'psql'];

/** A server of its own on localhost, in a temporary folder. */
export class TestServer {
  public folder = '';
  public readonly user = testUser();
  public readonly username = 'trader';
  public readonly password = 'not-a-secret';
  public port = 0;
  private process?: ChildProcess;

  /** A folder in which the user of the server may write. */
  public makeFolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { mode: 0o700 });
    this.own(path);
    return path;
  }

  /** Makes and starts it as the entry point of the image does, with the arguments of a manifest. */
  public async start(initArguments: readonly string[], serverArguments: readonly string[]): Promise<void> {
    this.folder = mkdtempSync(join(tmpdir(), 'tradewind-postgresql-'));
    this.port = await freePort();
    this.own(this.folder);
    const credentials = this.makeFolder('credentials');
    writeFileSync(join(credentials, 'username'), this.username, { mode: 0o644 });
    writeFileSync(join(credentials, 'password'), this.password, { mode: 0o644 });
    const passwordFile = `--pwfile=${join(credentials, 'password')}`;
    // What survives a loss of power is not asked here, and syncing takes most of the time.
    this.run('initdb', ['--no-sync', `--username=${this.username}`, passwordFile, ...initArguments, this.dataFolder]);
    const place = ['-D', this.dataFolder, '-k', this.folder, '-p', String(this.port), '-h', '127.0.0.1'];
    this.process = spawn('postgres', [...place, ...serverArguments, '-c', 'fsync=off'], {
      ...this.user,
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await this.untilReady(this.process);
    this.sql('template1', `CREATE DATABASE app`);
  }

  public get dataFolder(): string {
    return join(this.folder, 'data');
  }

  /** What programs need to reach it. */
  public get variables(): Record<string, string> {
    return { PGHOST: '127.0.0.1', PGPORT: String(this.port), CREDENTIALS_FOLDER: join(this.folder, 'credentials') };
  }

  /** Asks a database, and gives the rows as lines. */
  public sql(database: string, statement: string): string {
    const options = ['--no-psqlrc', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1', '--dbname', database];
    return this.run('psql', [...options, '--command', statement]).trim();
  }

  /** A client that stays connected. */
  public client(database: string): ChildProcess {
    const env = this.environment();
    const program = spawn('psql', ['--no-psqlrc', '--dbname', database], { ...this.user, cwd: '/', env });
    program.stdin?.write('SELECT 1;\n');
    return program;
  }

  /** Runs a command as the server's user, as probes and hooks run, and gives its exit code. */
  public execute([program, ...args]: readonly string[]): number | null {
    const here = args.map((arg) => arg.replaceAll('5432', String(this.port)));
    const env = { ...this.environment(), PGDATA: this.dataFolder, PGUSER: undefined, PGPASSWORD: undefined };
    return spawnSync(program, here, { ...this.user, cwd: '/', env, timeout: 10_000 }).status;
  }

  /** Waits until the process of the server is gone, and gives its exit code. */
  public async ended(): Promise<number | null> {
    const { process: server } = this;
    if (!server || server.exitCode !== null) {
      return server?.exitCode ?? null;
    }
    const [code] = (await once(server, 'exit')) as [number | null];
    return code;
  }

  public async stop(): Promise<void> {
    this.process?.kill('SIGINT');
    await this.ended();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private own(path: string): void {
    const { uid, gid } = this.user;
    if (uid !== undefined && gid !== undefined) {
      chownSync(path, uid, gid);
    }
  }

  private run(program: string, args: readonly string[]): string {
    const done = spawnSync(program, args, { ...this.user, cwd: '/', encoding: 'utf8', env: this.environment() });
    if (done.status !== 0) {
      throw new Error(`${program} ended with ${done.status}: ${done.error?.message ?? done.stderr}`);
    }
    return done.stdout;
  }

  /** Waits until its log says that it takes clients. */
  private untilReady({ stderr }: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      let log = '';
      stderr?.on('data', (text) => {
        log += String(text);
        if (log.includes('ready to accept connections')) {
          resolve();
        }
      });
      stderr?.once('end', () => reject(new Error(`the server ended: ${log}`)));
    });
  }

  private environment(): NodeJS.ProcessEnv {
    const { username, password } = this;
    const login = { PGHOST: '127.0.0.1', PGPORT: String(this.port), PGUSER: username, PGPASSWORD: password };
    return { PATH: process.env.PATH, LC_ALL: 'C', HOME: this.folder, ...login };
  }
}

/** Root may become who the packages made for the server, or nobody. */
function testUser(): TestUser {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const idOf = (flag: string): number => {
    const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : 65534;
  };
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
