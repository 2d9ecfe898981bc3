import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, Redis, RedisEviction } from '../../../lib';
import { chartIn, manifestsOf } from '../../support/workload';
import { freePorts } from '../free-port';
import { runTask, taskContainer } from '../manifest-script';
import { hasPrograms, TestRedis } from './test-redis';

/** The configuration and the commands of the manifests themselves, with a real server of this machine. */
function describeWithServer(suite: () => void): void {
  if (hasPrograms('redis-server', 'redis-cli', 'redis-check-rdb')) {
    describe('on a real server', suite);
    return;
  }
  const why = 'install Redis, on Debian with: apt-get install redis-server';
  process.stderr.write(`skipped: backup and restore of Redis: ${why}\n`);
  // Skipped: there is no server to ask.
  describe.skip(`on a real server (${why})`, suite);
}

/** Asks until somebody answers, or the program that should has ended. */
async function answering(url: string, program: ChildProcess): Promise<Response> {
  while (program.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) {
      return answer;
    }
  }
  throw new Error(`it ended with ${program.exitCode}`);
}

const WRITES = [
  ['-n', '0', 'rpush', 'tasks', 'a', 'b', 'c'],
  ['-n', '0', 'set', `k'e "y\\$ \n`, `v'a "l\\$ \n`, 'EX', '5000'],
  ['-n', '3', 'zadd', 'scores', '1.5', 'btc', '2', 'eth'],
  ['-n', '15', 'xadd', 'fills', '1-1', 'price', '100'],
  ['-n', '15', 'hset', 'open', 'one', '1'],
];

describeWithServer(() => {
  const chart = chartIn(Cluster.generic({ prometheusOperator: {} }));
  new Redis(chart, 'redis', { settings: { backup: { keep: 3 } } });
  const manifests = manifestsOf(chart);
  const { initContainers, containers } = manifests.resource('StatefulSet', 'redis').spec.template.spec;
  const [init] = initContainers;
  const [container, exporter] = containers;
  const [{ data: files }] = manifests
    .objects('ConfigMap')
    .filter(({ metadata }) => metadata.name.startsWith('redis-files-'));
  let server: TestRedis;
  let backups = 0;

  const folder = (): string => join(server.folder, `backups-${backups}`);
  const task = (name: 'backup' | 'restore', changed: Record<string, string> = {}) =>
    runTask(
      taskContainer(manifests, `redis-${name}`),
      {
        CREDENTIALS_FOLDER: join(server.folder, 'secrets'),
        REDIS_HOST: '127.0.0.1',
        REDIS_PORT: String(server.port),
        BACKUP_FOLDER: folder(),
        ...changed,
      },
      server.user,
    );
  const finished = (): string[] => readdirSync(folder()).filter((name) => !name.startsWith('.'));
  const content = (): string =>
    [
      ['-n', '0', 'lrange', 'tasks', '0', '-1'],
      ['-n', '0', 'get', `k'e "y\\$ \n`],
      ['-n', '3', 'zrange', 'scores', '0', '-1', 'withscores'],
      ['-n', '15', 'xrange', 'fills', '-', '+'],
      ['-n', '15', 'hgetall', 'open'],
      ['info', 'keyspace'],
    ]
      .map((question) => server.ask(...question))
      .join('\n')
      .replace(/avg_ttl=\d+/g, '');

  beforeAll(async () => {
    const [port] = await freePorts(1);
    server = new TestRedis(port);
    const here = { CREDENTIALS_FOLDER: join(server.folder, 'secrets'), LOGIN_FOLDER: join(server.folder, 'login') };
    expect(runTask({ command: init.command, variables: {} }, here, server.user)).toMatchObject({
      status: 0,
      stderr: '',
    });
    await server.start(container.command, files['redis.conf']);
  }, 30_000);
  afterAll(() => server.stop());
  beforeEach(() => {
    backups += 1;
    server.makeFolder(`backups-${backups}`);
    server.ask('flushall');
    WRITES.forEach((write) => server.ask(...write));
  });

  test('takes every line of its configuration', () => {
    for (const [name, value] of [
      ['appendonly', 'yes'],
      ['maxmemory', String(Math.floor(0.6 * 512 * 2 ** 20))],
      ['maxmemory-policy', 'noeviction'],
      ['save', ''],
    ]) {
      expect(server.ask('config', 'get', name)).toBe(`${name}\n${value}`.trim());
    }
    expect(server.output).not.toMatch(/warning.*(config|parameter)/i);
  });

  test('lets nobody in without the password, which nobody sees', () => {
    expect(server.run(['redis-cli', '-p', String(server.port), 'get', 'tasks']).stdout).toContain('NOAUTH');
    expect(server.visible).toContain('redis-server');
    expect(server.visible).not.toContain('d\\e$r');
    expect(server.output).not.toContain('d\\e$r');
  });

  test('is content with every probe', () => {
    const { startupProbe, readinessProbe, livenessProbe } = container;
    for (const probe of [startupProbe, readinessProbe, livenessProbe]) {
      expect(server.run(probe.exec.command)).toMatchObject({ status: 0 });
    }
  });

  test('is neither ready nor killed where the password in the pod is another', () => {
    const { readinessProbe, livenessProbe } = container;
    const file = join(server.folder, 'login', 'password');
    const password = readFileSync(file);
    writeFileSync(file, 'another');
    const [ready, alive] = [readinessProbe, livenessProbe].map((probe) => server.run(probe.exec.command).status);
    writeFileSync(file, password);
    expect([ready, alive]).toEqual([1, 0]);
  });

  test('has what was backed up again after a restore, and nothing else', () => {
    const before = content();
    expect(before).toContain('db15:keys=2');
    const made = task('backup');
    expect(made).toMatchObject({ status: 0 });
    expect(finished()).toEqual([expect.stringMatching(/^2\d{7}T\d{6}Z$/)]);
    server.ask('-n', '0', 'rpush', 'tasks', 'd');
    server.ask('-n', '3', 'del', 'scores');
    server.ask('-n', '7', 'set', 'later', '1');
    const restored = task('restore');
    expect(restored).toMatchObject({ status: 0 });
    expect(restored.stdout).toContain('restored 5 keys\n');
    expect(content()).toBe(before);
    const left = Number(server.ask('ttl', `k'e "y\\$ \n`));
    expect(left).toBeGreaterThan(4900);
    expect(left).toBeLessThanOrEqual(5000);
  });

  test('has thousands of keys again', () => {
    server.ask('eval', 'for n = 1, 20000 do redis.call("set", "key:" .. n, string.rep("x", n % 100)) end', '0');
    expect(task('backup').status).toBe(0);
    server.ask('flushall');
    expect(task('restore')).toMatchObject({ status: 0 });
    expect(server.ask('dbsize')).toBe('20002');
  });

  test('makes no backup with another password, and says why', () => {
    writeFileSync(join(server.makeFolder('wrong'), 'password'), 'another', { mode: 0o644 });
    const refused = task('backup', { CREDENTIALS_FOLDER: join(server.folder, 'wrong') });
    expect(refused.status).not.toBe(0);
    expect(`${refused.stdout}${refused.stderr}`).toMatch(/NOAUTH|WRONGPASS/);
    expect(finished()).toEqual([]);
  });

  test('is not emptied for a snapshot that is damaged', () => {
    expect(task('backup').status).toBe(0);
    const file = join(folder(), finished()[0], 'dump.rdb');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] ^= 0xff;
    writeFileSync(file, bytes);
    const before = content();
    const refused = task('restore');
    expect(refused.status).not.toBe(0);
    expect(refused.stdout).toContain('dump.rdb: FAILED');
    expect(content()).toBe(before);
  });

  test('is not emptied for a snapshot that no server reads', () => {
    expect(task('backup').status).toBe(0);
    const [name] = finished();
    writeFileSync(join(folder(), name, 'dump.rdb'), 'REDIS0011 and nothing more');
    const sums = ['/bin/sh', '-c', `cd '${join(folder(), name)}' && sha256sum -- *.rdb > SHA256SUMS`];
    expect(runTask({ command: sums, variables: {} }, {}).status).toBe(0);
    const before = content();
    expect(task('restore').status).not.toBe(0);
    expect(content()).toBe(before);
  });

  test('keeps what was written when its pod ends', async () => {
    const before = content();
    expect(await server.terminate()).toBe(0);
    const { readinessProbe, livenessProbe } = container;
    expect(server.run(readinessProbe.exec.command).status).not.toBe(0);
    expect(server.run(livenessProbe.exec.command).status).not.toBe(0);
    await server.start(container.command, files['redis.conf']);
    expect(content()).toBe(before);
  });

  const program = ['redis_exporter', 'prometheus-redis-exporter'].find((name) => hasPrograms(name));
  // Skipped: where there is no exporter there is none to ask.
  (program === undefined ? test.skip : test)('tells its exporter every metric that an alert asks for', async () => {
    const [port] = await freePorts(1);
    const local = (text: string): string => text.replaceAll(':6379', `:${server.port}`);
    const passwords = join(server.folder, 'login', 'exporter-here.json');
    writeFileSync(passwords, local(readFileSync(join(server.folder, 'login', 'exporter.json'), 'utf8')), {
      mode: 0o644,
    });
    const { data } = manifests.resource('ConfigMap', exporter.envFrom[0].configMapRef.name);
    const variables: Record<string, string> = { ...data, REDIS_ADDR: local(data.REDIS_ADDR) };
    expect(Object.keys(variables)).toEqual(['REDIS_ADDR', 'REDIS_PASSWORD_FILE']);
    const env = { ...variables, REDIS_PASSWORD_FILE: passwords, PATH: process.env.PATH };
    const running = spawn(program ?? '', [`-web.listen-address=127.0.0.1:${port}`], { ...server.user, env });
    const ask = async (path: string): Promise<Response> => answering(`http://127.0.0.1:${port}${path}`, running);
    const answers = Promise.all([ask('/metrics'), ask(exporter.livenessProbe.httpGet.path as string)]);
    const [metrics, health] = await answers
      .then(async ([page, { status }]) => [await page.text(), status] as const)
      .finally(() => running.kill());
    expect(health).toBe(200);
    expect(metrics).toContain('redis_up 1\n');
    const asked = JSON.stringify(manifests.objects('PrometheusRule')).match(/\bredis_\w+(?=\{)/g) ?? [];
    const known = new Set(metrics.match(/^redis_\w+/gm));
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  test('an eviction is taken by its name', () => {
    for (const eviction of Object.values(RedisEviction)) {
      expect(server.ask('config', 'set', 'maxmemory-policy', eviction)).toBe('OK');
    }
    server.ask('config', 'set', 'maxmemory-policy', 'noeviction');
  });
});
