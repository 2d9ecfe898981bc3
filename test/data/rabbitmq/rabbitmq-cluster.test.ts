import { brokerManifests, brokerPlaces, describeWithBroker, prepare, TestBroker } from './test-broker';

describeWithBroker('in a cluster', () => {
  const manifests = brokerManifests({ nodes: 3, withoutBackup: 'there is nothing in it' });
  const [container] = manifests.resource('StatefulSet', 'rabbitmq').spec.template.spec.containers;
  let brokers: TestBroker[] = [];

  beforeAll(async () => {
    brokers = (await brokerPlaces(manifests, 3)).map((place) => new TestBroker(place));
    brokers.forEach((broker) => expect(prepare(manifests, broker)).toMatchObject({ status: 0, stderr: '' }));
    brokers.forEach((broker) => broker.launch());
    await Promise.all(brokers.map((broker) => broker.untilRunning()));
  }, 240_000);
  afterAll(async () => {
    for (const broker of brokers) {
      await broker.stop();
    }
  }, 120_000);

  test('finds its members by the names in its configuration, all of them starting at once', async () => {
    const nodes = await brokers[0].api<{ name: string; running: boolean }[]>('nodes');
    expect(nodes.map(({ name, running }) => [name, running])).toEqual([
      ['rabbitmq-0@127.0.0.1', true],
      ['rabbitmq-1@127.0.0.1', true],
      ['rabbitmq-2@127.0.0.1', true],
    ]);
    expect(brokers[0].output).not.toMatch(/\[(warning|error)\].*conf/i);
  });

  test('goes on without a member that left in order', async () => {
    await brokers[0].api('queues/orders/fills', 'PUT', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    const leaving = brokers[2];
    const { lifecycle, readinessProbe } = container;
    expect(leaving.run(lifecycle.preStop.exec.command)).toMatchObject({ status: 0 });
    expect(leaving.run(readinessProbe.exec.command).status).not.toBe(0);
    expect(await leaving.terminate()).toBe(0);
    const message = { properties: {}, routing_key: 'fills', payload: '1', payload_encoding: 'string' };
    const sent = await brokers[0].api('exchanges/orders/amq.default/publish', 'POST', message);
    expect(sent).toEqual({ routed: true });
    const got = await brokers[1].api('queues/orders/fills/get', 'POST', {
      count: 1,
      ackmode: 'ack_requeue_false',
      encoding: 'auto',
    });
    expect(got).toEqual([expect.objectContaining({ payload: '1' })]);
  }, 240_000);
});
