import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifests, PostgreSql } from '../../../lib';
import { chartIn, manifestsOf } from '../../support/workload';
import { runTask, taskContainer } from '../manifest-script';
import { findPostgreSql, TestServer } from './test-server';

/** The commands of the manifests themselves, against a real server of this machine. */
function describeWithServer(suite: (run: Run) => void): void {
  if (findPostgreSql()) {
    describe('on a real server', () => suite(new Run()));
    return;
  }
  const why = 'install PostgreSQL, on Debian with: apt-get install postgresql';
  process.stderr.write(`skipped: backup and restore of PostgreSQL: ${why}\n`);
  // Skipped: there is no server to ask.
  describe.skip(`on a real server (${why})`, () => suite(new Run()));
}

class Run {
  public readonly server = new TestServer();
  public readonly manifests: Manifests;
  private folders = 0;
  public backups = '';

  public constructor() {
    const chart = chartIn();
    new PostgreSql(chart, 'postgres', { settings: { backup: { keep: 3 } } });
    this.manifests = manifestsOf(chart);
  }

  public get container() {
    return this.manifests.resource('StatefulSet', 'postgres').spec.template.spec.containers[0];
  }

  public async start(): Promise<void> {
    const [{ configMapRef }] = this.container.envFrom;
    const { POSTGRES_INITDB_ARGS } = this.manifests.resource('ConfigMap', configMapRef.name).data;
    await this.server.start(POSTGRES_INITDB_ARGS.split(' '), this.container.args);
  }

  /** A new folder for backups, and the database with two tables in it. */
  public fresh(): void {
    this.folders += 1;
    this.backups = this.server.makeFolder(`backups-${this.folders}`);
    this.server.sql(
      'app',
      'DROP SCHEMA public CASCADE; CREATE SCHEMA public;' +
        'CREATE TABLE orders (id serial PRIMARY KEY, symbol text NOT NULL, amount numeric);' +
        "INSERT INTO orders (symbol, amount) SELECT 'BTC' || n, n * 0.1 FROM generate_series(1, 1000) n;" +
        'CREATE TABLE fills (id int REFERENCES orders, note text); INSERT INTO fills VALUES (1, $$ä "b" \'c\'$$);',
    );
  }

  public task(name: 'backup' | 'restore', changed: Record<string, string> = {}) {
    const { server } = this;
    const here = { ...server.variables, BACKUP_FOLDER: this.backups, ...changed };
    return runTask(taskContainer(this.manifests, `postgres-${name}`), here, server.user);
  }

  /** The finished backups, the oldest first. */
  public get finished(): string[] {
    return readdirSync(this.backups)
      .filter((name) => !name.startsWith('.'))
      .sort();
  }

  /** All that is in the database. */
  public get content(): string {
    return ['SELECT * FROM orders ORDER BY id', 'SELECT * FROM fills', 'SELECT last_value FROM orders_id_seq']
      .map((question) => this.server.sql('app', question))
      .join('\n');
  }
}

jest.setTimeout(30_000);

const OLD = ['20200101T000000Z', '20200102T000000Z', '20200103T000000Z'];

describeWithServer((run) => {
  beforeAll(() => run.start(), 60_000);
  afterAll(() => run.server.stop(), 60_000);
  beforeEach(() => run.fresh());

  test('what was backed up is there again after a restore, and what was there instead is kept aside', () => {
    const before = run.content;
    expect(run.task('backup')).toMatchObject({ status: 0, stderr: '' });
    run.server.sql('app', 'DROP TABLE fills; DELETE FROM orders WHERE id > 10; CREATE TABLE later (id int)');
    const restored = run.task('restore');
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    expect(run.content).toBe(before);
    expect(run.server.sql('app', "SELECT to_regclass('later') IS NULL")).toBe('t');
    const [, aside] = /is the database (\S+)/.exec(restored.stdout) ?? [];
    expect(run.server.sql('template1', `SELECT datallowconn FROM pg_database WHERE datname = '${aside}'`)).toBe('f');
    run.server.sql('template1', `DROP DATABASE ${aside}`);
  });

  test('a server that lost its database gets it back, with the role that owns a table', () => {
    run.server.sql('app', 'CREATE ROLE keeper; ALTER TABLE orders OWNER TO keeper');
    const before = run.content;
    expect(run.task('backup').status).toBe(0);
    run.server.sql('template1', 'DROP DATABASE app WITH (FORCE)');
    run.server.sql('template1', 'DROP ROLE keeper');
    expect(run.task('restore')).toMatchObject({ status: 0, stderr: '' });
    expect(run.content).toBe(before);
    expect(run.server.sql('app', "SELECT tableowner FROM pg_tables WHERE tablename = 'orders'")).toBe('keeper');
  });

  test('clients that are connected do not keep a restore from happening', async () => {
    expect(run.task('backup').status).toBe(0);
    const client = run.server.client('app');
    await new Promise((resolve) => client.stdout?.once('data', resolve));
    const ended = new Promise((resolve) => client.once('exit', resolve));
    expect(run.task('restore').status).toBe(0);
    client.stdin?.end('SELECT 2;\n');
    await ended;
  });

  test('a backup is asked for by its name, else it is the newest', () => {
    OLD.forEach((name) => mkdirSync(join(run.backups, name)));
    const refused = run.task('restore', { BACKUP: '20190101T000000Z' });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toBe(`no such backup: '20190101T000000Z'; there are:\n${OLD.join('\n')}\n`);
    const broken = run.task('restore');
    expect(broken.status).not.toBe(0);
    expect(broken.stderr).toContain('SHA256SUMS');
  });

  test('without a backup a restore says so', () => {
    expect(run.task('restore')).toMatchObject({ status: 1, stderr: "no such backup: ''; there are:\n" });
  });

  test('the oldest backups go, and only those', () => {
    OLD.forEach((name) => mkdirSync(join(run.backups, name)));
    mkdirSync(join(run.backups, 'kept-by-hand'));
    const { stdout } = run.task('backup');
    expect(run.finished).toEqual([...OLD.slice(1), expect.stringMatching(/^2\d{7}T\d{6}Z$/), 'kept-by-hand']);
    expect(stdout).toContain(`removed backup ${OLD[0]}\n`);
  });

  test('what could not be dumped is no backup, leaves nothing behind, and removes none that fits beside a new one', () => {
    OLD.forEach((name) => mkdirSync(join(run.backups, name)));
    for (let tries = 0; tries < 2; tries += 1) {
      expect(run.task('backup', { PGDATABASE: 'missing' }).status).not.toBe(0);
      expect(readdirSync(run.backups)).toEqual(OLD.slice(1));
    }
    expect(run.task('backup').status).toBe(0);
    expect(run.finished).toEqual([...OLD.slice(1), expect.stringMatching(/^2\d{7}T\d{6}Z$/)]);
  });

  test('an archive that is damaged is refused before anything is touched', () => {
    expect(run.task('backup').status).toBe(0);
    const before = run.content;
    const archive = join(run.backups, run.finished[0], 'database.dump');
    const bytes = readFileSync(archive);
    bytes[bytes.length >> 1] ^= 0xff;
    writeFileSync(archive, bytes);
    const { status, stdout } = run.task('restore');
    expect(status).not.toBe(0);
    expect(stdout).toContain('database.dump: FAILED');
    expect(run.content).toBe(before);
  });

  test('a restore that fails leaves the database as it was', () => {
    run.server.sql('app', 'CREATE ROLE gone; ALTER TABLE orders OWNER TO gone');
    expect(run.task('backup').status).toBe(0);
    const [name] = run.finished;
    run.server.sql('app', 'REASSIGN OWNED BY gone TO trader; DROP ROLE gone');
    writeFileSync(join(run.backups, name, 'roles.sql'), '');
    const before = run.content;
    const sums = ['/bin/sh', '-c', `cd '${join(run.backups, name)}' && sha256sum -- *.* > SHA256SUMS`];
    expect(runTask({ command: sums, variables: {} }, {}).status).toBe(0);
    const { status, stderr } = run.task('restore');
    expect(status).not.toBe(0);
    expect(stderr).toContain('role "gone" does not exist');
    expect(run.content).toBe(before);
  });

  test('every probe is content with a server that runs', () => {
    const { readinessProbe, livenessProbe, startupProbe } = run.container;
    for (const probe of [readinessProbe, livenessProbe, startupProbe]) {
      expect(run.server.execute(probe.exec.command)).toBe(0);
    }
  });

  test('nobody comes in without the password, not even from the same pod', () => {
    expect(run.server.execute(['psql', '--no-password', '--port=5432', '--username=trader', 'app'])).toBe(2);
    expect(
      run.server.execute(['psql', '--no-password', `--host=${run.server.folder}`, '--username=trader', 'app']),
    ).toBe(2);
  });

  test('the server runs with what the manifest says', () => {
    expect(run.server.sql('app', 'SHOW shared_buffers')).toBe('256MB');
    expect(run.server.sql('app', 'SHOW data_checksums')).toBe('on');
  });

  test('told to end, it does so at once, whoever is connected', async () => {
    const client = run.server.client('app');
    await new Promise((resolve) => client.stdout?.once('data', resolve));
    const gone = new Promise((resolve) => client.once('exit', resolve));
    expect(run.server.execute(run.container.lifecycle.preStop.exec.command)).toBe(0);
    expect(await run.server.ended()).toBe(0);
    client.stdin?.end();
    await gone;
    const { readinessProbe, livenessProbe } = run.container;
    expect(run.server.execute(readinessProbe.exec.command)).toBe(2);
    expect(run.server.execute(livenessProbe.exec.command)).toBe(1);
  });
});
