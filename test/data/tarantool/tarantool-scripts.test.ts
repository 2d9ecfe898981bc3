import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, Tarantool } from '../../../lib';
import { chartIn, manifestsOf } from '../../support/workload';
import { freePorts } from '../free-port';
import { runTask, taskContainer } from '../manifest-script';
import { hasPrograms } from '../redis/test-redis';
import { TestTarantool } from './test-tarantool';

/** The configuration and the commands of the manifests themselves, with a real server of this machine. */
function describeWithServer(suite: () => void): void {
  if (hasPrograms('tarantool')) {
    describe('on a real server', suite);
    return;
  }
  const why = 'install Tarantool, on Debian with: apt-get install tarantool';
  process.stderr.write(`skipped: backup and restore of Tarantool: ${why}\n`);
  // Skipped: there is no server to ask.
  describe.skip(`on a real server (${why})`, suite);
}

const SCHEMA = `for name, engine in pairs({ messages = 'memtx', archive = 'vinyl' }) do
    local space = box.schema.space.create(name, { engine = engine, if_not_exists = true })
    space:create_index('primary', { if_not_exists = true })
end
`;

/** Modules in the words of those that the image has, which Debian has not. */
const MODULES = {
  'metrics.lua': `return { enable_default_metrics = function() require('log').info('measures') end }`,
  'metrics/plugins/prometheus.lua': `return { collect_http = function() return { status = 200 } end }`,
  'http/server.lua': `return { new = function(host, port, options)
    local log = require('log')
    return {
      route = function(self, where, answer)
        log.info('%s:%s answers %s %s with %s', host, port, where.method, where.path, answer().status)
      end,
      start = function() log.info('serves, log_requests=%s', options.log_requests) end,
    }
  end }`,
};

const FILL = `for n = 1, 100 do
  server.space.messages:replace({ n, string.rep('x', 1000) })
  server.space.archive:replace({ n, 'fill ' .. n })
end`;
const CONTENT = `show(server.space.messages.index.primary:count(), server.space.archive.index.primary:count(),
  server.space.messages:get(7), server.space.archive:select({}, { limit = 2, iterator = 'REQ' }))`;

describeWithServer(() => {
  const chart = chartIn(Cluster.generic({ prometheusOperator: {} }));
  new Tarantool(chart, 'tarantool', { schema: SCHEMA, settings: { backup: { keep: 3 } } });
  const manifests = manifestsOf(chart);
  const [container] = manifests.resource('StatefulSet', 'tarantool').spec.template.spec.containers;
  const [{ data: files }] = manifests
    .objects('ConfigMap')
    .filter(({ metadata }) => metadata.name.startsWith('tarantool-files-'));
  let server: TestTarantool;
  let backups = 0;

  const folder = (): string => join(server.folder, `backups-${backups}`);
  const here = (): Record<string, string> => ({
    TARANTOOL_ADDRESS: `127.0.0.1:${server.port}`,
    TARANTOOL_PASSWORD_FILE: join(server.folder, 'secrets', 'password'),
    BACKUP_FOLDER: folder(),
  });
  const task = (name: 'backup' | 'restore', changed: Record<string, string> = {}) =>
    runTask(taskContainer(manifests, `tarantool-${name}`), { ...here(), ...changed }, server.user);
  const finished = (): string[] => readdirSync(folder()).filter((name) => !name.startsWith('.'));
  const start = (): Promise<void> => server.start(container.command, files);

  /** A restore ends the server, which its kubelet starts again, here this function. */
  const restore = async (): Promise<{ status: number | null; output: string }> => {
    const { command, variables } = taskContainer(manifests, 'tarantool-restore');
    const [program, ...args] = command;
    const env = { PATH: process.env.PATH, ...variables, ...here() };
    const running = spawn(program, args, { env, cwd: '/', ...server.user });
    let output = '';
    running.stdout.on('data', (text: Buffer) => (output += text.toString()));
    running.stderr.on('data', (text: Buffer) => (output += text.toString()));
    const over = once(running, 'close');
    if ((await Promise.race([server.ended(), over.then(() => 'refused')])) !== 'refused') {
      await start();
    }
    await over;
    return { status: running.exitCode, output };
  };

  beforeAll(async () => {
    server = new TestTarantool(...((await freePorts(2)) as [number, number]));
    await start();
  }, 30_000);
  afterAll(() => server.stop());
  beforeEach(() => {
    backups += 1;
    server.makeFolder(`backups-${backups}`);
  });

  test('takes every parameter', () => {
    const { box } = JSON.parse(server.local(files['settings.json']));
    const [known] = JSON.parse(server.ask("show(server:eval('return box.cfg'))"));
    expect(known).toMatchObject(box);
  });

  test('lets nobody in without the password, which nobody sees', () => {
    const space = 'show(server.state, tostring(server.error))';
    expect(server.ask(space, { user: '' })).toMatch(/denied for user 'guest'/);
    expect(server.ask(space, { password: 'another' })).toMatch(/Incorrect password/);
    expect(server.ask(space)).toContain('"active"');
    expect(server.visible).toContain('tarantool');
    expect(server.visible + server.output).not.toContain('d\\e$r');
  });

  test('its user does with the tables of the system what it may, and makes none', () => {
    expect(server.ask('show(server.space.messages:replace({ 1 }))')).toBe('[[1]]');
    expect(server.ask("server:eval([[box.schema.space.create('own')]])")).toMatch(/Create access .* is denied/);
  });

  test('is content with every probe, and with none before it is open or after it has ended', async () => {
    const { startupProbe, readinessProbe, livenessProbe } = container;
    const answers = (): (number | null)[] =>
      [startupProbe, readinessProbe, livenessProbe].map((probe) => server.run(probe.exec.command).status);
    expect(answers()).toEqual([0, 0, 0]);
    expect(await server.terminate()).toBe(0);
    expect(answers()).toEqual([1, 1, 1]);
    const sign = join(server.folder, 'run', 'go-on');
    const wait = `while not require('fio').path.exists('${sign}') do require('fiber').sleep(0.01) end`;
    const starting = server.start(container.command, { ...files, 'schema.lua': `${SCHEMA}${wait}` });
    let seen = answers();
    while (seen[2] !== 0) {
      seen = answers();
    }
    expect(seen).toEqual([1, 1, 0]);
    writeFileSync(sign, '');
    await starting;
    expect(answers()).toEqual([0, 0, 0]);
  });

  test('has what was backed up again after a restore, and nothing else', async () => {
    server.ask(FILL);
    const before = server.ask(CONTENT);
    expect(before).toMatch(/^\[100,100,\[7,"x+"\],\[\[100,"fill 100"\],\[99,"fill 99"\]\]\]$/);
    expect(task('backup')).toMatchObject({ status: 0, stderr: '' });
    expect(finished()).toEqual([expect.stringMatching(/^2\d{7}T\d{6}Z$/)]);
    server.ask('server.space.messages:delete(7) server.space.archive:replace({ 100, "other" })');
    server.ask('server.space.messages:replace({ 101 })');
    expect(server.ask(CONTENT)).not.toBe(before);
    expect(await restore()).toEqual({ status: 0, output: expect.stringMatching(/restored \d files\nrestored backup/) });
    expect(server.ask(CONTENT)).toBe(before);
    expect(server.ask('show(server.space.messages:replace({ 102 }))')).toBe('[[102]]');
    expect(readdirSync(join(server.folder, 'data')).sort()).toEqual(['before', 'data']);
  });

  test('brings what is larger than a message, and clears an earlier restore away', async () => {
    server.ask('for n = 1, 40 do server.space.messages:replace({ n, require("digest").urandom(100000) }) end');
    const sum = `show(server:eval([[local sum = 0 for _, row in box.space.messages:pairs() do
      sum = bit.bxor(sum, require('digest').crc32(row[2] or '')) end return sum]]))`;
    const before = server.ask(sum);
    expect(task('backup').status).toBe(0);
    server.ask('server.space.messages:delete(3)');
    expect(server.ask(sum)).not.toBe(before);
    expect(await restore()).toMatchObject({ status: 0 });
    expect(server.ask(sum)).toBe(before);
  });

  test('a backup that was broken off does not keep the next from being made', () => {
    server.ask("server:call('hot_backup.open')");
    expect(task('backup')).toMatchObject({ status: 0, stderr: '' });
  });

  test('makes no backup with another password, and says why', () => {
    const file = join(server.makeFolder('wrong'), 'password');
    writeFileSync(file, 'another', { mode: 0o644 });
    const refused = task('backup', { TARANTOOL_PASSWORD_FILE: file });
    expect(refused.status).not.toBe(0);
    expect(`${refused.stdout}${refused.stderr}`).toContain('Incorrect password');
    expect(finished()).toEqual([]);
  });

  test('is left alone for files that are damaged, or that no server reads', async () => {
    expect(task('backup').status).toBe(0);
    const [name] = finished();
    const inside = join(folder(), name);
    const snapshot = readdirSync(inside).find((each) => each.endsWith('.snap')) ?? '';
    const bytes = readFileSync(join(inside, snapshot));
    bytes[bytes.length >> 1] ^= 0xff;
    writeFileSync(join(inside, snapshot), bytes);
    const before = server.ask("show(server:call('hot_backup.started'))");
    const damaged = await restore();
    expect(damaged.status).not.toBe(0);
    expect(damaged.output).toContain(`${snapshot}: FAILED`);
    const sums = ['/bin/sh', '-c', `cd '${inside}' && rm SHA256SUMS && sha256sum -- * > SHA256SUMS`];
    expect(runTask({ command: sums, variables: {} }, {}).status).toBe(0);
    const unread = await restore();
    expect(unread.status).not.toBe(0);
    expect(unread.output).toMatch(/checksum|crc32|can't initialize storage/i);
    expect(server.ask("show(server:call('hot_backup.started'))")).toBe(before);
  });

  test('no file goes out that was not listed, and none comes in elsewhere', () => {
    expect(server.ask("server:call('hot_backup.read', { '../etc/settings.json', 0, 9 })")).toContain('not opened');
    const part = `server:call('hot_backup.receive') server:call('hot_backup.write', { '1.snap', 0, 'x' })
      server:call('hot_backup.replace', { { { '1.snap', 2 } } })`;
    expect(server.ask(part)).toContain('1.snap has not come in as a whole');
    for (const name of ['..+x.snap', '../x', '/etc/x']) {
      const answer = server.ask(
        `server:call('hot_backup.receive') server:call('hot_backup.write', { '${name}', 0, 'x' })`,
      );
      expect(answer).toContain(`no such name: ${name}`);
    }
  });

  test('keeps what was written when it is killed, and takes a password that has changed', async () => {
    server.ask('server.space.messages:replace({ 5, "written" })');
    await server.terminate('SIGKILL');
    server.setPassword('another');
    await start();
    expect(server.ask('show(server.space.messages:get(5))', { password: 'another' })).toBe('[[5,"written"]]');
    expect(server.ask('show(tostring(server.error))')).toContain('Incorrect password');
    expect(await server.terminate()).toBe(0);
    server.setPassword(server.password);
    await start();
    expect(server.ask('show(server.space.messages:get(5))')).toBe('[[5,"written"]]');
  });

  test('ends what a restore was doing when it was cut off between two moves', async () => {
    server.ask('server.space.messages:replace({ 6, "kept" })');
    await server.terminate();
    const data = join(server.folder, 'data');
    rmSync(join(data, 'before'), { recursive: true, force: true });
    renameSync(join(data, 'data'), join(data, 'incoming'));
    server.makeFolder('data/before');
    await start();
    expect(server.ask('show(server.space.messages:get(6))')).toBe('[[6,"kept"]]');
    expect(readdirSync(data).sort()).toEqual(['before', 'data']);
  });

  test('does not start without a password, and says so', async () => {
    await server.terminate();
    server.setPassword('');
    await expect(start()).rejects.toThrow('the password is missing or empty');
    expect(await server.ended()).toBe(1);
    server.setPassword(server.password);
    await start();
  });

  test('what the settings no longer grant is taken back', async () => {
    await server.terminate();
    const changed = files['settings.json'].replace('"read,write,execute"', '"read"');
    await server.start(container.command, { ...files, 'settings.json': changed });
    expect(server.ask('server.space.messages:replace({ 8 })')).toMatch(/Write access .* is denied/);
    // Backups do not lean on it.
    expect(task('backup')).toMatchObject({ status: 0, stderr: '' });
    await server.terminate();
    await start();
  });

  test('serves metrics by the modules of the image, and its clients without them', async () => {
    expect(server.output).toContain('there are no metrics');
    await server.terminate();
    await server.start(container.command, { ...files, ...MODULES });
    expect(server.output).not.toContain('there are no metrics');
    expect(server.output).toContain(`0.0.0.0:${server.metricsPort} answers GET \\/metrics with 200`);
    expect(server.output).toMatch(/measures[^]*log_requests=false/);
  });
});
