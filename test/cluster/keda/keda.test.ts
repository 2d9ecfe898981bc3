import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'amqplib';
import { Duration } from 'cdk8s';
import {
  Cluster,
  Environment,
  Identity,
  Image,
  Manifests,
  NamespaceChart,
  Override,
  Platform,
  QueueScaling,
  RabbitProtocol,
  ScalingPolicy,
  type ScalingTrigger,
  ScalingTrigger as Trigger,
  WorkerWithKeda,
} from '../../../lib';
import { balancePlus } from '../../../apps/balance-plus/main';
import type { Manifest, Untyped } from '../../rendered/manifest';
import { temporaryFolder } from '../../rendered/temporary';
import { connected, FakeBroker, key } from '../../support/event-source';
import { typedTriggers } from '../../support/typed-triggers';
import { describeWithKeda } from '../support/clusters';
import type { Kubectl } from '../support/kubectl';

const IMAGE = Image.of('registry.example/worker', '1.0.0');
const FAST = { window: Duration.seconds(0), policies: [ScalingPolicy.percent(100, Duration.seconds(1))] };
const longestTask = Duration.seconds(1);

/** What KEDA says of a server that is not there, after it has understood where and how to ask it. */
const UNREACHABLE =
  /connection refused|no such host|ChainedTokenCredential: failed to acquire a token|no token file specified/;

function chartOf(namespace: string): NamespaceChart {
  const environment = new Environment(new Platform({ name: 'keda' }), 'test', {
    cluster: Cluster.generic({ keda: {} }),
  });
  return new NamespaceChart(environment, namespace);
}

/** Applies a chart with the credentials that an operator would make. */
async function apply(
  kubectl: Kubectl,
  chart: NamespaceChart,
  credentials: Record<string, string>,
  bundle = 'broker',
): Promise<string> {
  const objects = Manifests.of(chart).objects();
  const folder = temporaryFolder('keda');
  const file = (name: string, items: readonly unknown[]): string => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    return path;
  };
  const [namespace] = objects.filter(({ kind }) => kind === 'Namespace');
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: bundle, namespace: chart.namespace } };
  await kubectl.run(
    'apply',
    '--server-side',
    '-f',
    file('before', [namespace, { ...secret, stringData: credentials }]),
  );
  const outcome = await kubectl.attempt('apply', '--server-side', '--validate=strict', '-f', file('all', objects));
  expect(outcome).toMatchObject({ code: 0 });
  return outcome.stderr;
}

/** Asks until an answer is as wanted; the last answer where it never is. */
async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, seconds: number): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > end) {
      return answer;
    }
    await pause(250);
  }
}

describeWithKeda('KEDA', (own, rabbit) => {
  describe('a worker follows its queue', () => {
    const replicasOf = (namespace: string, name: string) => async (): Promise<number> => {
      const deployments = await own.kubectl.list(namespace, 'deployments');
      return deployments.find(({ metadata }) => metadata.name === name)?.spec.replicas ?? -1;
    };

    async function follows(
      queue: string,
      replicas: () => Promise<number>,
      expected: { readonly fewest: number; readonly messages: number; readonly pods: number },
      start: () => Promise<string>,
    ): Promise<void> {
      const connection = await connect(rabbit.url);
      try {
        const channel = await connection.createConfirmChannel();
        await channel.assertQueue(queue);
        expect(await start()).toBe('');
        expect(await eventually(replicas, (pods) => pods === expected.fewest, 30)).toBe(expected.fewest);
        for (let message = 0; message < expected.messages; message++) {
          channel.sendToQueue(queue, Buffer.from(String(message)));
        }
        await channel.waitForConfirms();
        expect(await eventually(replicas, (pods) => pods === expected.pods, 60)).toBe(expected.pods);
        await channel.purgeQueue(queue);
        expect(await eventually(replicas, (pods) => pods === expected.fewest, 60)).toBe(expected.fewest);
      } finally {
        await connection.close();
      }
    }

    test('from its minimum to as many pods as there is work for, and back', async () => {
      const chart = chartOf('work');
      const broker = new FakeBroker(chart, {
        parameters: { host: 'amqp://broker.test:5672/' },
        credentials: { username: key('username'), password: key('password') },
      });
      const worker = new WorkerWithKeda(chart, 'condenser', {
        image: IMAGE,
        longestTask,
        scaling: QueueScaling.pods({ min: 0, max: 6 })
          .on(Trigger.rabbitQueue(broker, 'tasks', { messagesPerPod: 10, protocol: RabbitProtocol.AMQP }))
          .polling(Duration.seconds(1))
          .cooldown(Duration.seconds(1))
          .scaleDown(FAST),
      });
      connected(worker);
      const { host, username, password } = new URL(rabbit.url);
      Override.of(worker).ofKind('ScaledObject').set('spec.triggers[0].metadata.host', `amqp://${host}/`);

      await follows('tasks', replicasOf('work', 'condenser'), { fewest: 0, messages: 40, pods: 4 }, () =>
        apply(own.kubectl, chart, { username, password }),
      );
    });

    test('that of balance-plus too, with another address and faster on its way down', async () => {
      const chart = balancePlus.platform().node.findChild('prod').node.findChild('balance-plus') as NamespaceChart;
      const { host, username, password } = new URL(rabbit.url);
      Override.of(chart.node.findChild('condenser-worker'))
        .ofKind('ScaledObject')
        .set('spec.triggers[0].metadata.host', `amqp://${host}/`)
        // The broker here has no management interface.
        .set('spec.triggers[0].metadata.protocol', 'amqp')
        .set('spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown', {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Percent', value: 100, periodSeconds: 1 }],
        });
      const replicas = replicasOf('balance-plus', 'condenser-worker');
      await follows('condense', replicas, { fewest: 1, messages: 150, pods: 3 }, () =>
        apply(own.kubectl, chart, { username, password }, 'rabbitmq-credentials'),
      );
    }, 120_000);
  });

  describe('every trigger kind that is typed', () => {
    interface Verdict {
      readonly name: string;
      readonly said: string[];
      readonly judged: boolean;
    }
    let warned: string;
    let verdicts: Verdict[];

    beforeAll(async () => {
      const chart = chartOf('triggers');
      for (const [name, trigger] of Object.entries(typedTriggers(chart))) {
        addWorkers(chart, name, trigger);
      }
      warned = await apply(own.kubectl, chart, {
        username: 'user',
        password: 'word',
        token: 'token',
        url: 'amqp://127.0.0.1:1/',
        connection: 'Endpoint=sb://localhost/;SharedAccessKeyName=a;SharedAccessKey=YQ==;EntityPath=trades',
        storage: 'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:1/a',
      });
      const isFair = ({ judged, said }: Verdict): boolean => judged && said.every((one) => UNREACHABLE.test(one));
      verdicts = await eventually(ask, (all) => all.every(isFair), 60);
    }, 120_000);

    function addWorkers(chart: NamespaceChart, name: string, trigger: ScalingTrigger): void {
      const scaling = QueueScaling.pods({ min: 1, max: 5 }).on(trigger).polling(Duration.seconds(1));
      const identity = Identity.of({ container: 'worker' });
      connected(new WorkerWithKeda(chart, `pods-${name}`, { image: IMAGE, identity, scaling, longestTask }));
      if (trigger.kind !== 'cpu' && trigger.kind !== 'memory') {
        const jobs = { image: IMAGE, identity, scaling: scaling.asJobs(), longestTask };
        connected(new WorkerWithKeda(chart, `jobs-${name}`, jobs));
      }
    }

    /** What KEDA has said so far of each. It has judged a trigger once it was ready, or nobody answered. */
    async function ask(): Promise<Verdict[]> {
      const [scaled, events] = await Promise.all([
        own.kubectl.list('triggers', 'scaledobjects,scaledjobs'),
        own.kubectl.list('triggers', 'events', '--field-selector=type=Warning'),
      ]);
      return scaled.map(({ kind, metadata, status }) => {
        const said = events
          .filter((event) => concerns(event, kind, metadata.name) && event.reason === 'KEDAScalerFailed')
          .sort((one, other) => Date.parse(one.lastTimestamp) - Date.parse(other.lastTimestamp))
          .map((event) => String(event.message))
          // KEDA may see a scaler before its authentication, and asks again: what it said last is its verdict.
          .slice(-1);
        const ready = status?.conditions?.find((each: Untyped) => each.type === 'Ready');
        return { name: metadata.name, said, judged: said.length > 0 || ready?.status === 'True' };
      });
    }

    function concerns({ involvedObject }: Manifest, kind: string, name: string): boolean {
      return involvedObject.kind === kind && involvedObject.name === name;
    }

    test('is taken by the webhook, without a warning', () => {
      expect(warned).toBe('');
    });

    test('is understood by the operator: it found nobody at the address, and nothing wrong with the question', () => {
      expect(verdicts.length).toBeGreaterThan(30);
      expect(verdicts.filter(({ judged }) => !judged)).toEqual([]);
      expect(verdicts.flatMap(({ said }) => said).filter((message) => !UNREACHABLE.test(message))).toEqual([]);
    });

    test('and one that is not understood would be told apart', async () => {
      const [object] = await own.kubectl.list('triggers', 'scaledobjects');
      const wrong = {
        apiVersion: object.apiVersion,
        kind: object.kind,
        metadata: { name: 'wrong', namespace: 'triggers' },
        spec: {
          scaleTargetRef: { name: 'pods-custom', apiVersion: 'apps/v1', kind: 'Deployment' },
          triggers: [{ type: 'kafka', metadata: { topic: 'orders' } }],
        },
      };
      await own.kubectl.run('-n', 'triggers', 'delete', 'scaledobject', 'pods-custom');
      const file = join(temporaryFolder('wrong'), 'wrong.json');
      writeFileSync(file, JSON.stringify(wrong));
      await own.kubectl.run('apply', '--server-side', '-f', file);
      const verdict = async () => (await ask()).find(({ name }) => name === 'wrong');
      const found = await eventually(verdict, (each) => (each?.said.length ?? 0) > 0, 30);
      expect(found?.said.filter((message) => !UNREACHABLE.test(message))).not.toEqual([]);
    });
  });
});
