import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTask, taskContainer } from '../manifest-script';
import { brokerManifests, brokerPlaces, describeWithBroker, prepare, TestBroker } from './test-broker';

/** What a broker says of itself. */
type Definitions = Readonly<
  Record<'queues' | 'exchanges' | 'bindings' | 'policies' | 'users', { readonly name: string }[]>
>;

describeWithBroker('alone', () => {
  const manifests = brokerManifests({ backup: { keep: 3 } });
  const [container] = manifests.resource('StatefulSet', 'rabbitmq').spec.template.spec.containers;
  let broker: TestBroker;
  let backups = 0;

  const task = (name: 'backup' | 'restore', changed: Record<string, string> = {}) =>
    runTask(
      taskContainer(manifests, `rabbitmq-${name}`),
      {
        CREDENTIALS_FOLDER: join(broker.folder, 'secrets'),
        MANAGEMENT_URL: `http://127.0.0.1:${broker.place.management}`,
        BACKUP_FOLDER: join(broker.folder, `backups-${backups}`),
        ...changed,
      },
      broker.user,
    );

  beforeAll(async () => {
    const [place] = await brokerPlaces(manifests, 1);
    broker = new TestBroker(place);
    expect(prepare(manifests, broker)).toMatchObject({ status: 0, stderr: '' });
    await broker.start();
  }, 120_000);
  afterAll(() => broker.stop(), 60_000);
  beforeEach(() => {
    backups += 1;
    broker.makeFolder(`backups-${backups}`);
  });

  const finished = (): string[] =>
    readdirSync(join(broker.folder, `backups-${backups}`)).filter((name) => name[0] !== '.');

  test('takes every line of its configuration', async () => {
    expect(broker.output).not.toMatch(/\[(warning|error)\].*conf/i);
    const metrics = await broker.metrics();
    expect(metrics).toContain(`rabbitmq_resident_memory_limit_bytes ${Math.floor(0.6 * 2 ** 30)}\n`);
    expect(metrics).toContain(`rabbitmq_disk_space_available_limit_bytes ${2 ** 30}\n`);
    expect(broker.run(['rabbitmq-plugins', '-q', 'list', '-e', '-m']).stdout.trim().split('\n')).toEqual(
      expect.arrayContaining(['rabbitmq_management', 'rabbitmq_prometheus']),
    );
    expect(readdirSync(join(broker.folder, 'log')).filter((name) => !name.endsWith('_upgrade.log'))).toEqual([]);
  });

  test('knows the user of the Secret, and no other', async () => {
    const users = await broker.api('users');
    expect(users).toEqual([expect.objectContaining({ name: broker.username })]);
    expect(await broker.api('vhosts')).toEqual([expect.objectContaining({ name: 'orders' })]);
    expect(broker.output).not.toContain(broker.password);
  });

  test('keeps the cookie to itself', () => {
    const { mode, size } = statSync(join(broker.folder, 'data', '.erlang.cookie'));
    expect([mode & 0o777, size]).toEqual([0o400, 'not-a-secret'.length]);
  });

  test('is content with every probe', () => {
    const { startupProbe, readinessProbe, livenessProbe } = container;
    for (const probe of [startupProbe, readinessProbe, livenessProbe]) {
      expect(broker.run(probe.exec.command)).toMatchObject({ status: 0 });
    }
  });

  test('has every metric that an alert asks for', async () => {
    const known = new Set((await broker.metrics()).match(/^rabbitmq_\w+/gm));
    const [rule] = manifests.objects('PrometheusRule');
    const asked = JSON.stringify(rule).match(/\brabbitmq_\w+(?=\{)/g) ?? [];
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  test('gets back what was defined, and keeps what came later', async () => {
    await broker.api('queues/orders/condense', 'PUT', { durable: true, arguments: { 'x-max-length': 10 } });
    await broker.api('exchanges/orders/fills', 'PUT', { type: 'topic', durable: true });
    await broker.api('bindings/orders/e/fills/q/condense', 'POST', { routing_key: 'btc.#' });
    await broker.api('policies/orders/limit', 'PUT', { pattern: '^c', definition: { 'max-length': 5 } });
    await broker.api('users/reader', 'PUT', { password: 'ünïcode', tags: 'monitoring' });
    const made = task('backup');
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(finished()).toEqual([expect.stringMatching(/^2\d{7}T\d{6}Z$/)]);
    for (const path of ['queues/orders/condense', 'exchanges/orders/fills', 'policies/orders/limit', 'users/reader']) {
      await broker.api(path, 'DELETE');
    }
    await broker.api('queues/orders/later', 'PUT', { durable: true });
    const restored = task('restore');
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    const { queues, exchanges, bindings, policies, users } = await broker.api<Definitions>('definitions');
    expect(queues.map(({ name }) => name).sort()).toEqual(['condense', 'later']);
    expect(queues).toContainEqual(expect.objectContaining({ name: 'condense', arguments: { 'x-max-length': 10 } }));
    expect(exchanges).toEqual([expect.objectContaining({ name: 'fills', type: 'topic' })]);
    expect(bindings).toEqual([expect.objectContaining({ source: 'fills', routing_key: 'btc.#' })]);
    expect(policies).toEqual([expect.objectContaining({ name: 'limit', definition: { 'max-length': 5 } })]);
    expect(users.map(({ name }) => name).sort()).toEqual(['reader', broker.username]);
  });

  test('says so where a backup may not log in, and leaves none', () => {
    writeFileSync(join(broker.makeFolder('wrong'), 'username'), 'trader', { mode: 0o644 });
    writeFileSync(join(broker.folder, 'wrong', 'password'), 'another', { mode: 0o644 });
    const refused = task('backup', { CREDENTIALS_FOLDER: join(broker.folder, 'wrong') });
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('the broker answers 401');
    expect(finished()).toEqual([]);
  });

  test('says so where nobody answers', () => {
    const alone = task('backup', { MANAGEMENT_URL: 'http://127.0.0.1:1' });
    expect(alone.status).not.toBe(0);
    expect(alone.stderr).toContain('no answer from http://127.0.0.1:1/api/definitions');
  });

  test('takes no answer for a backup that is cut off', async () => {
    // In another process, because this one waits for the task.
    const serve = `require('http').createServer((_, answer) => answer.end('{"users":[],"vhosts":[')).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`;
    const server = spawn(process.execPath, ['-e', serve]);
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    const refused = task('backup', { MANAGEMENT_URL: `http://127.0.0.1:${port.toString().trim()}` });
    server.kill();
    expect(refused.status).not.toBe(0);
    expect(finished()).toEqual([]);
  });

  test('refuses to bring back a file that is not what was written', () => {
    expect(task('backup').status).toBe(0);
    const [name] = finished();
    writeFileSync(join(broker.folder, `backups-${backups}`, name, 'definitions.json'), '{}');
    const refused = task('restore');
    expect(refused.status).not.toBe(0);
    expect(refused.stdout).toContain('definitions.json: FAILED');
  });

  test('ends in order when its pod does', async () => {
    expect(await broker.terminate()).toBe(0);
    expect(broker.output).toContain('SIGTERM received - shutting down');
    expect(broker.output).toContain("msg_store_persistent' is stopped");
    const { readinessProbe, livenessProbe } = container;
    expect(broker.run(readinessProbe.exec.command).status).not.toBe(0);
    expect(broker.run(livenessProbe.exec.command).status).not.toBe(0);
  }, 60_000);
});
