import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Cluster, Credentials, ObjectAccess, ObjectStore } from '../../../lib';
import { OBJECT_STORE_METRICS } from '../../../lib/data/object-store/object-store-metrics';
import { chartIn, manifestsOf } from '../../support/workload';
import { freePorts } from '../free-port';
import { runTask, startedContainer, taskContainer } from '../manifest-script';
import { hasPrograms } from '../redis/test-redis';
import { type Keys, TestMinio } from './test-minio';

/** The commands of the manifests themselves, with a real server and client of this machine. */
function describeWithServer(suite: () => void): void {
  if (hasPrograms('minio', 'mc')) {
    describe('on a real server', suite);
    return;
  }
  const why = 'build MinIO and its client: PATH=$(scripts/object-store-tools.sh):$PATH';
  process.stderr.write(`skipped: buckets, users, backup and restore of an object store: ${why}\n`);
  // Skipped: there is no server to ask.
  describe.skip(`on a real server (${why})`, suite);
}

const CLIENTS: Readonly<Record<'ingress' | 'egress' | 'audit', Keys>> = {
  ingress: { id: 'in:gress/@', key: `s'e "c\\r$t%:/@ é` },
  egress: { id: 'egress-user', key: 'egress-secret' },
  audit: { id: 'audit-user', key: 'audit-secret' },
};

describeWithServer(() => {
  const chart = chartIn(Cluster.generic({ prometheusOperator: {} }));
  const bundle = (name: string): Credentials =>
    new Credentials(chart, name, { keys: ['MINIO_ACCESS_KEY_ID', 'MINIO_SECRET_ACCESS_KEY'] });
  new ObjectStore(chart, 'minio', {
    buckets: ['messages', 'reports'],
    clients: {
      ingress: { credentials: bundle('ingress'), buckets: ['messages'] },
      egress: { credentials: bundle('egress'), buckets: ['messages'], access: ObjectAccess.READ },
      audit: { credentials: bundle('audit'), access: ObjectAccess.WRITE },
    },
    settings: { backup: { keep: 3 } },
  });
  const manifests = manifestsOf(chart);
  const [server] = manifests.resource('StatefulSet', 'minio').spec.template.spec.containers;
  const provision = startedContainer(manifests, manifests.objects('Job')[0].spec.template.spec.containers[0]);
  let minio: TestMinio;
  let backups = 0;

  const folder = (): string => join(minio.folder, `backups-${backups}`);
  const task = (name: 'backup' | 'restore', changed: Record<string, string> = {}) =>
    minio.run(taskContainer(manifests, `minio-${name}`), { BACKUP_FOLDER: folder(), ...changed });
  const finished = (): string[] => readdirSync(folder()).filter((name) => !name.startsWith('.'));
  const of = (backup: string, ...path: string[]): string => join(folder(), backup, '.objects', ...path);
  /** A second backup in the same second has the same name: the first is given an earlier one. */
  const backUp = (name: string, changed: Record<string, string> = {}): string => {
    const made = task('backup', changed);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const newest = finished().sort().at(-1) ?? '';
    renameSync(join(folder(), newest), join(folder(), name));
    return name;
  };

  beforeAll(async () => {
    const [port, consolePort] = await freePorts(2);
    minio = new TestMinio(port, consolePort);
    await minio.start(startedContainer(manifests, server));
    for (const [name, { id, key }] of Object.entries(CLIENTS)) {
      minio.writeBundle(`clients/${name}`, { MINIO_ACCESS_KEY_ID: id, MINIO_SECRET_ACCESS_KEY: key });
    }
    expect(minio.run(provision)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining(
        'bucket messages\nbucket reports\nclient audit\nclient egress\nclient ingress\n',
      ) as string,
    });
  }, 60_000);
  afterAll(() => minio.stop());
  beforeEach(() => {
    backups += 1;
    minio.makeFolder(`backups-${backups}`);
    minio.ask(minio.root, ['rm', '--quiet', '--recursive', '--force', 'store/messages', 'store/reports']);
  });

  test('nobody sees the password of the root user, and nobody else comes in', () => {
    expect(minio.visible).toContain('minio server');
    expect(minio.visible).not.toContain(minio.root.key);
    expect(minio.output).not.toContain(minio.root.key);
    const everybodyKnown = { id: 'minioadmin', key: 'minioadmin' };
    expect(minio.ask(everybodyKnown, ['ls', 'store']).status).not.toBe(0);
  });

  test.each(['username', 'password'])('it does not start without its %s, with the one that everybody knows', (key) => {
    for (const content of [undefined, ' \n']) {
      const file = join(minio.writeBundle('broken', { username: 'root-user', password: 'root-password' }), key);
      rmSync(file);
      if (content !== undefined) {
        writeFileSync(file, content);
      }
      const { command, variables } = startedContainer(manifests, server);
      const of = (name: string): string => join(minio.folder, 'broken', name);
      const refused = runTask(
        { command, variables },
        { MINIO_ROOT_USER_FILE: of('username'), MINIO_ROOT_PASSWORD_FILE: of('password') },
        minio.user,
      );
      expect(refused).toMatchObject({ status: 1, stdout: '' });
      expect(refused.stderr).toContain(`${file} is missing, empty or of several lines\n`);
    }
  });

  test('its probes tell a server without its disk from one that has to be killed', async () => {
    const [ready, alive] = [server.readinessProbe, server.livenessProbe].map(({ httpGet }) => httpGet.path as string);
    expect([await minio.status(ready), await minio.status(alive)]).toEqual([200, 200]);
    const data = join(minio.folder, 'data');
    renameSync(data, `${data}.away`);
    while ((await minio.status(ready)) === 200);
    const answers = [await minio.status(ready), await minio.status(alive)];
    renameSync(`${data}.away`, data);
    expect(answers).toEqual([503, 200]);
    while ((await minio.status(ready)) !== 200);
  });

  test('it exposes every metric that alerts and panels ask, as what it is declared', async () => {
    minio.put('messages/one', 'content');
    minio.ask(minio.root, ['cat', 'store/messages/none']);
    const profile = chart.node
      .findAll()
      .find((each) => each instanceof ObjectStore)
      ?.toMonitoringProfile();
    const text = await (await fetch(`${minio.url}${profile?.scrapedPorts[0].path}`)).text();
    const missing = OBJECT_STORE_METRICS.filter(({ name, kind: type }) => !text.includes(`# TYPE ${name} ${type}\n`));
    // The server counts objects now and then, and has failed no request.
    expect(missing.map(({ name }) => name).filter((name) => !/cluster_usage|5xx/.test(name))).toEqual([]);
  });

  describe('buckets and users', () => {
    test('can be made again, and again with other keys', () => {
      const { id } = CLIENTS.egress;
      expect(minio.run(provision)).toMatchObject({ status: 0, stderr: '' });
      const rotated = { id, key: 'another-secret' };
      minio.writeBundle('clients/egress', { MINIO_SECRET_ACCESS_KEY: rotated.key });
      expect(minio.run(provision)).toMatchObject({ status: 0, stderr: '' });
      expect(minio.ask(rotated, ['ls', 'store/messages']).status).toBe(0);
      expect(minio.ask(CLIENTS.egress, ['ls', 'store/messages']).status).not.toBe(0);
      minio.writeBundle('clients/egress', { MINIO_SECRET_ACCESS_KEY: CLIENTS.egress.key });
      expect(minio.run(provision).status).toBe(0);
    });

    test('each client may use its buckets, and nothing else', () => {
      const { ingress, egress, audit } = CLIENTS;
      const may = (keys: Keys, ...args: string[]): boolean => minio.ask(keys, args, 'x').status === 0;
      expect(minio.put('reports/one', 'content')).toBe(0);
      expect(minio.put('messages/one', 'content', ingress)).toBe(0);
      expect(minio.ask(ingress, ['cat', 'store/messages/one']).stdout).toBe('content');
      expect(may(ingress, 'pipe', 'store/reports/two')).toBe(false);
      expect(may(ingress, 'cat', 'store/reports/one')).toBe(false);
      expect(may(ingress, 'mb', 'store/other')).toBe(false);
      expect(may(ingress, 'admin', 'user', 'list', 'store')).toBe(false);
      expect(may(egress, 'cat', 'store/messages/one')).toBe(true);
      expect(may(egress, 'pipe', 'store/messages/two')).toBe(false);
      expect(may(egress, 'rm', 'store/messages/one')).toBe(false);
      expect(may(audit, 'pipe', 'store/reports/two')).toBe(true);
      expect(may(audit, 'ls', 'store/reports')).toBe(true);
      expect(may(audit, 'cat', 'store/reports/two')).toBe(false);
      expect(may(audit, 'rm', 'store/reports/two')).toBe(false);
      expect(may(ingress, 'rm', 'store/messages/one')).toBe(true);
    });

    test('keys are never printed', () => {
      const { stdout, stderr } = minio.run(provision);
      for (const { id, key } of [minio.root, ...Object.values(CLIENTS)]) {
        expect(stdout + stderr).not.toContain(id);
        expect(stdout + stderr).not.toContain(key);
      }
    });

    test.each([
      ['the access key of the root user', { MINIO_ACCESS_KEY_ID: 'root%user' }, 'client egress has a key of the root'],
      [
        'the access key of another one and another secret key',
        { MINIO_ACCESS_KEY_ID: CLIENTS.audit.id },
        'client egress has the access key of another one, with another secret key',
      ],
      ['an empty key', { MINIO_SECRET_ACCESS_KEY: '\n' }, 'MINIO_SECRET_ACCESS_KEY is missing, empty or of several'],
      ['two lines', { MINIO_SECRET_ACCESS_KEY: 'one\ntwo' }, 'MINIO_SECRET_ACCESS_KEY is missing, empty or of several'],
    ])('no client gets %s', (_, changed, message) => {
      const { id, key } = CLIENTS.egress;
      minio.writeBundle('clients/egress', { ...changed });
      const refused = minio.run(provision);
      minio.writeBundle('clients/egress', { MINIO_ACCESS_KEY_ID: id, MINIO_SECRET_ACCESS_KEY: key });
      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain(message);
    });
  });

  describe('backup and restore', () => {
    const CONTENT = {
      'messages/2026/04/one': 'first',
      'messages/.hidden/x': 'second',
      'messages/a b$(x) `y` ]*\'".txt': 'third',
      'messages/back\\slash': 'fourth',
      'messages/empty': '',
      'reports/-r': 'fifth',
      'reports/ümläut\nline': 'sixth',
    };
    /** What was just written counts as not changed since. */
    const STEADY = { CLOCK_SKEW: '-60' };

    test('what was there is there again, and what came since stays', () => {
      const filled = minio.fill(CONTENT);
      expect(minio.objects).toEqual(filled);
      backUp('20200101T000000Z');
      minio.fill({ 'messages/2026/04/one': 'FIRST', 'reports/-r': 'longer than it was' });
      const later = minio.fill({ 'messages/later': 'new' });
      minio.ask(minio.root, ['rm', '--force', 'store/messages/.hidden/x']);
      const restored = task('restore');
      expect(restored).toMatchObject({ status: 0, stderr: '' });
      expect(restored.stdout).toMatch(/restored 7 objects\nrestored backup 20200101T000000Z\n$/);
      expect(minio.objects).toEqual({ ...filled, ...later });
    });

    test('a store that lost everything has its buckets and objects again', () => {
      const filled = minio.fill(CONTENT);
      backUp('20200101T000000Z');
      minio.ask(minio.root, ['rb', '--force', 'store/messages', 'store/reports']);
      expect(minio.objects).toEqual({});
      expect(task('restore')).toMatchObject({ status: 0 });
      expect(minio.objects).toEqual(filled);
    });

    test('an empty store has a backup and a restore', () => {
      backUp('20200101T000000Z');
      expect(task('restore')).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('restored 0 objects') as string,
      });
    });

    test('a second backup holds what is there now, and shares what did not change with the first', () => {
      const filled = minio.fill(CONTENT);
      const first = backUp('20200101T000000Z', STEADY);
      minio.put('messages/2026/04/one', 'longer than it was');
      minio.put('messages/later', 'new');
      minio.ask(minio.root, ['rm', '--force', 'store/reports/-r']);
      const second = backUp('20200102T000000Z');
      expect(readFileSync(of(first, 'messages/2026/04/one'), 'utf8')).toBe('first');
      expect(readFileSync(of(second, 'messages/2026/04/one'), 'utf8')).toBe('longer than it was');
      expect(existsSync(of(second, 'messages/later'))).toBe(true);
      expect(existsSync(of(first, 'reports/-r'))).toBe(true);
      expect(existsSync(of(second, 'reports/-r'))).toBe(false);
      const inode = (backup: string): number => statSync(of(backup, 'messages/.hidden/x')).ino;
      expect(inode(second)).toBe(inode(first));
      minio.ask(minio.root, ['rb', '--force', 'store/messages', 'store/reports']);
      expect(task('restore', { BACKUP: first }).status).toBe(0);
      expect(minio.objects).toEqual(filled);
    });

    test('what is overwritten with as many bytes while a backup is made is in the next one', () => {
      minio.fill(CONTENT);
      const first = backUp('20200101T000000Z');
      minio.put('messages/2026/04/one', 'FIRST');
      const second = backUp('20200102T000000Z');
      expect(readFileSync(of(first, 'messages/2026/04/one'), 'utf8')).toBe('first');
      expect(readFileSync(of(second, 'messages/2026/04/one'), 'utf8')).toBe('FIRST');
    });

    test('what has rotted since it was read makes no backup, and restores nothing', () => {
      minio.fill(CONTENT);
      const first = backUp('20200101T000000Z', STEADY);
      const file = of(first, 'messages/2026/04/one');
      const { atime, mtime } = statSync(file);
      chmodSync(file, 0o600);
      writeFileSync(file, 'fxrst');
      // What rots keeps its date.
      utimesSync(file, atime, mtime);
      const made = task('backup');
      expect(made.status).not.toBe(0);
      expect(made.stdout).toContain('.objects/messages/2026/04/one: FAILED');
      expect(finished()).toEqual([first]);
      minio.ask(minio.root, ['rm', '--force', 'store/messages/2026/04/one']);
      expect(task('restore').status).not.toBe(0);
      expect(minio.ask(minio.root, ['cat', 'store/messages/2026/04/one']).status).not.toBe(0);
    });

    test('the password that is not the right one makes no backup, and is not printed', () => {
      minio.fill(CONTENT);
      const wrong = minio.writeBundle('wrong', { username: minio.root.id, password: 'another-password' });
      const refused = task('backup', { ROOT_FOLDER: wrong });
      expect(refused.status).not.toBe(0);
      expect(refused.stderr).toMatch(/signature|Access Denied/i);
      expect(refused.stdout + refused.stderr).not.toContain('another-password');
      expect(finished()).toEqual([]);
    });

    test('hundreds of objects with any names come back', () => {
      const characters = fc.constantFrom(...'abAB09 -_.$`\'"()[]{}*?!~#&;|<>=@,+^%ä€');
      const name = fc
        .array(characters, { minLength: 1, maxLength: 12 })
        .map((letters) => letters.join(''))
        .filter((text) => !/^\.+$/.test(text));
      const names = fc.sample(fc.array(name, { minLength: 1, maxLength: 2 }), { numRuns: 60, seed: 7 });
      const files = Object.fromEntries(names.map((parts, n) => [`messages/${n}/${parts.join('/')}`, `content ${n}`]));
      const filled = minio.fill(files);
      expect(Object.keys(minio.objects)).toHaveLength(60);
      backUp('20200101T000000Z', STEADY);
      backUp('20200102T000000Z');
      minio.ask(minio.root, ['rb', '--force', 'store/messages']);
      expect(task('restore')).toMatchObject({ status: 0 });
      expect(minio.objects).toEqual(filled);
    });
  });

  test('it keeps what was written when its pod ends', async () => {
    const filled = minio.fill({ 'messages/one': 'content' });
    expect(await minio.terminate()).toBe(0);
    await minio.start(startedContainer(manifests, server));
    expect(minio.objects).toEqual(filled);
  }, 30_000);
});
