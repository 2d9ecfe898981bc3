import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Cluster,
  Environment,
  Identity,
  Image,
  Manifests,
  MessageRate,
  NamespaceChart,
  Platform,
  Scaling,
  StreamingIngress,
  VerticalScaling,
} from '../../../lib';
import type { Manifest, Untyped } from '../../rendered/manifest';
import { temporaryFolder } from '../../rendered/temporary';
import { describeOnCluster } from '../support/clusters';
import { MetricsStub } from '../support/metrics-stub';
import { claim, release } from '../support/namespace';
import { atStrength } from '../support/workloads';

const NAMESPACE = 'streams';
const NAME = 'minitoolstream-ingress';
const RATE = MessageRate.of('minitoolstream_messages_total', { labels: { status: 'success' } });

function rendered(): { readonly before: string; readonly all: string } {
  const cluster = Cluster.generic({
    prometheus: {},
    prometheusAdapter: { rates: [RATE] },
    verticalPodAutoscaler: true,
  });
  const environment = new Environment(new Platform({ name: NAMESPACE }), 'prod', { cluster });
  const chart = new NamespaceChart(environment, NAMESPACE);
  new StreamingIngress(chart, NAME, {
    identity: Identity.of({ container: 'ingress' }),
    image: Image.of('registry.example/minitoolstream-ingress', '1.0.0'),
    grpcPort: 50051,
    scaling: Scaling.pods({ min: 3, max: 20 }).onCpu(70).onMessagesPerSecond(1000, RATE),
    verticalScaling: VerticalScaling.recreate({ memory: { min: '128Mi', max: '2Gi' } }),
  });
  const objects = Manifests.of(chart).objects();
  const folder = temporaryFolder('streams');
  const file = (name: string, items: readonly unknown[]): string => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    return path;
  };
  const before = objects.filter(({ kind }) => kind !== 'HorizontalPodAutoscaler');
  return { before: file('before', before), all: file('all', objects) };
}

describeOnCluster('an ingress scales on its messages', (kubectl) => {
  const stub = new MetricsStub(kubectl, {
    namespace: NAMESPACE,
    selector: `app.kubernetes.io/instance=${NAME}`,
    container: 'ingress',
    metric: RATE.metric,
  });

  const autoscaler = async (): Promise<Manifest> => {
    const [found] = await kubectl.list(NAMESPACE, 'hpa');
    return found;
  };
  const conditionOf = ({ status }: Manifest, type: string): Untyped =>
    (status?.conditions ?? []).find((each: Untyped) => each.type === type) ?? {};

  /** Asks until the autoscaler is as wanted; its last state where it never is. */
  async function until(wanted: (found: Manifest) => boolean, seconds = 30): Promise<Manifest> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = await autoscaler();
      if (wanted(found) || Date.now() > end) {
        return found;
      }
      await pause(250);
    }
  }

  /** Writes down every number of pods that the Deployment is given. Events would not do: alike ones are put together. */
  async function watched(): Promise<{ readonly sizes: () => number[]; readonly stop: () => void }> {
    const path = 'jsonpath={.spec.replicas}{"\\n"}';
    const env = { ...process.env, KUBECONFIG: kubectl.kubeconfig };
    const child = spawn(kubectl.program, ['-n', NAMESPACE, 'get', 'deployment', NAME, '-w', '-o', path], { env });
    const texts: string[] = [];
    child.stdout.on('data', (text: Buffer) => texts.push(text.toString()));
    await once(child.stdout, 'data');
    const sizes = (): number[] => texts.join('').trim().split('\n').map(Number);
    return { sizes: () => sizes().filter((size, index, all) => size !== all[index - 1]), stop: () => child.kill() };
  }

  beforeAll(async () => {
    await claim(kubectl, NAMESPACE);
    await stub.start();
    const { before, all } = rendered();
    await kubectl.run('apply', '--server-side', '--validate=strict', '-f', before);
    // A Deployment without a number begins with one pod: its way to the minimum would count as growth of this half minute.
    await kubectl.run('-n', NAMESPACE, 'scale', `deployment/${NAME}`, '--replicas=3');
    await atStrength(kubectl, NAMESPACE, `deployment/${NAME}`, 3);
    await kubectl.run('apply', '--server-side', '--validate=strict', '-f', all);
  });
  afterAll(async () => {
    await stub.stop();
    await release(kubectl, NAMESPACE);
  });

  test('it measures both, and keeps its minimum while there is little to do', async () => {
    stub.load = 300;
    const found = await until(
      (each) => each.status?.currentMetrics?.length === 2 && conditionOf(each, 'ScalingActive').status === 'True',
    );
    expect(conditionOf(found, 'ScalingActive')).toMatchObject({ status: 'True' });
    expect(found.status.currentMetrics.map(({ type }: Untyped) => type).sort()).toEqual(['Pods', 'Resource']);
    expect(found.status.desiredReplicas).toBe(3);
  });

  test('up at once, by as much as its behaviour allows in half a minute', async () => {
    stub.load = 1_000_000;
    const found = await until(({ status }) => status.desiredReplicas > 3);
    expect(found.status.desiredReplicas).toBe(7);
    const limited = await until((each) => conditionOf(each, 'ScalingLimited').reason === 'ScaleUpLimit');
    expect(conditionOf(limited, 'ScalingLimited')).toMatchObject({ status: 'True', reason: 'ScaleUpLimit' });
    expect(limited.status.desiredReplicas).toBe(7);
  });

  test('not down before its window of five minutes is over', async () => {
    stub.load = 0;
    const found = await until((each) => conditionOf(each, 'AbleToScale').reason === 'ScaleDownStabilized');
    expect(conditionOf(found, 'AbleToScale')).toMatchObject({ status: 'True', reason: 'ScaleDownStabilized' });
    expect(found.spec.behavior.scaleDown.stabilizationWindowSeconds).toBe(300);
    expect(found.status.desiredReplicas).toBe(7);
  });

  // Nobody waits five minutes here: the same policies over seconds instead of minutes, and fewer pods to take away.
  test('with its times and its maximum made smaller, never beyond its bounds, and down by no more than two pods at once', async () => {
    const changes = [
      ...[0, 1].flatMap((policy) => [
        { op: 'replace', path: `/spec/behavior/scaleUp/policies/${policy}/periodSeconds`, value: 1 },
        { op: 'replace', path: `/spec/behavior/scaleDown/policies/${policy}/periodSeconds`, value: 1 },
      ]),
      { op: 'replace', path: '/spec/behavior/scaleDown/stabilizationWindowSeconds', value: 0 },
      { op: 'replace', path: '/spec/maxReplicas', value: 12 },
    ];
    stub.load = 1_000_000;
    await kubectl.run('-n', NAMESPACE, 'patch', 'hpa', `${NAME}-hpa`, '--type=json', '-p', JSON.stringify(changes));
    const most = await until(({ status }) => status.currentReplicas === 12);
    expect(most.status.desiredReplicas).toBe(12);
    const limited = await until((each) => conditionOf(each, 'ScalingLimited').reason === 'TooManyReplicas');
    expect(conditionOf(limited, 'ScalingLimited')).toMatchObject({ status: 'True', reason: 'TooManyReplicas' });

    const watch = await watched();
    try {
      stub.load = 0;
      const least = await until(({ status }) => status.currentReplicas === 3, 60);
      expect(least.status.desiredReplicas).toBe(3);
    } finally {
      watch.stop();
    }
    expect(watch.sizes()).toEqual([12, 10, 8, 6, 4, 3]);
  });
});
