import fc from 'fast-check';
import {
  ApiService,
  Cluster,
  Container,
  MessageRate,
  type Resources,
  Peer,
  Port,
  Probe,
  QueueScaling,
  Scaling,
  ScalingTrigger,
} from '../../lib';
import { problems, warnings } from '../support/findings';
import { KEDA, worker } from '../support/worker';
import { chartIn, IMAGE, workload } from '../support/workload';

const RESOURCES: Resources = {
  requests: { cpu: '250m', memory: '256Mi' },
  limits: { cpu: '500m', memory: '512Mi' },
};
const settings = { resources: RESOURCES };
const pods = Scaling.pods({ min: 2, max: 5 });
const queue = (trigger: ScalingTrigger) => QueueScaling.pods({ min: 1, max: 5 }).on(trigger);

test('a target above the limit is an error', () => {
  expect(problems(workload({ settings, scaling: pods.onCpu(700) }))).toEqual([
    [
      'shop/api  scaling.onCpu',
      'got 700 % of a request of 250m, which is 1750m of cpu, with a limit of 500m',
      'a pod never uses more than its limit: the target is never exceeded, so no pod is ever added',
      '→ aim at 181 % at most, or raise the limit in resources',
    ],
  ]);
  expect(problems(workload({ settings, scaling: pods.onMemory(210) }))).toEqual([
    [
      'shop/api  scaling.onMemory',
      'got 210 % of a request of 256Mi, which is 538Mi of memory, with a limit of 512Mi',
      'a pod never uses more than its limit: the target is never exceeded, so no pod is ever added',
      '→ aim at 181 % at most, or raise the limit in resources',
    ],
  ]);
});

test('a target just below the limit is a warning: Kubernetes tolerates a tenth', () => {
  const made = workload({ settings, scaling: pods.onCpu(190) });
  expect(problems(made)).toEqual([]);
  expect(warnings(made)).toEqual([
    [
      'shop/api  scaling.onCpu  [target-near-limit]',
      'got 190 % of a request of 250m, which is 475m of cpu, with a limit of 500m',
      'Kubernetes adds pods only above 110 % of the target, which is 523m: a pod never uses so much',
      '→ aim at 181 % at most, or raise the limit in resources',
    ],
  ]);
  expect(warnings(workload({ settings, scaling: pods.onCpu(181) }))).toEqual([]);
});

test('amounts that no node has are shown without their digits', () => {
  const resources = { requests: { cpu: '1E' }, limits: { cpu: '1E' } };
  const values = problems(workload({ settings: { resources }, scaling: pods.onCpu(100) })).map(([, value]) => value);
  expect(values).toContain(
    'got 100 % of a request of more than any node has, which is more than any node has of cpu, with a limit of more than any node has',
  );
});

test('without a limit any use can be exceeded', () => {
  const resources = { requests: { cpu: '250m' }, withoutCpuLimit: 'throttling costs more than a noisy neighbour' };
  expect(problems(workload({ settings: { resources }, scaling: pods.onCpu(700) }))).toEqual([]);
});

describe('a trigger of KEDA', () => {
  test.each([
    ['cpu', ScalingTrigger.cpu(200), '500m of cpu', 'a pod'],
    ['memory', ScalingTrigger.memory(200), '512Mi of memory', 'a pod'],
    ['memory of a container', ScalingTrigger.memory(200, { container: 'worker' }), '512Mi of memory', 'worker'],
  ])('on %s', (_what, trigger, target, who) => {
    const [[at, value, rule]] = problems(worker({ settings, scaling: queue(trigger) }));
    expect(at).toBe('test/shop/worker  scaling.triggers[0]');
    expect(value).toContain(`which is ${target}, with a limit of`);
    expect(rule).toBe(`${who} never uses more than its limit: the target is never exceeded, so no pod is ever added`);
  });

  test('that stands for a scaling on messages', () => {
    const scaling = pods.onCpu(200).onMessagesPerSecond(100, MessageRate.of('messages_total'));
    const cluster = Cluster.generic({ keda: {}, prometheus: {} });
    expect(problems(workload({ settings, scaling }, chartIn(cluster))).map(([at]) => at)).toEqual([
      'test/shop/api  scaling.triggers[0]',
    ]);
  });
});

test('all containers of a pod count together, one by itself where it is named', () => {
  const large: Resources = { requests: { cpu: '250m' }, limits: { cpu: '4' } };
  const sidecars = [Container.of('proxy', { image: IMAGE, resources: large, nativeSidecar: true })];
  const of = (trigger: ScalingTrigger) => problems(worker({ settings, sidecars, scaling: queue(trigger) }));
  expect(of(ScalingTrigger.cpu(300))).toEqual([]);
  expect(of(ScalingTrigger.cpu(300, { container: 'proxy' }))).toEqual([]);
  expect(of(ScalingTrigger.cpu(300, { container: 'worker' }))).toHaveLength(1);
});

test('each environment is checked with its own settings', () => {
  const found = ['500m', '2'].map((cpu) => {
    const made = workload(
      { settings: { resources: { requests: { cpu: '250m' }, limits: { cpu } } }, scaling: pods.onCpu(250) },
      chartIn(Cluster.generic()),
    );
    return problems(made).length;
  });
  expect(found).toEqual([1, 0]);
});

test('whatever scales on a resource is found where its limit is in the way, and nowhere else', () => {
  const amounts = fc.record({
    resource: fc.constantFrom('cpu', 'memory'),
    request: fc.integer({ min: 100, max: 2000 }),
    more: fc.integer({ min: 0, max: 2000 }),
    percent: fc.integer({ min: 1, max: 400 }),
    how: fc.constantFrom('autoscaler', 'trigger', 'container'),
  });
  fc.assert(
    fc.property(amounts, ({ resource, request, more, percent, how }) => {
      const unit = resource === 'cpu' ? 'm' : 'Mi';
      const limit = request + more;
      const resources = { requests: { [resource]: `${request}${unit}` }, limits: { [resource]: `${limit}${unit}` } };
      const container = how === 'container' ? 'worker' : undefined;
      const made =
        how === 'autoscaler'
          ? workload({
              settings: { resources },
              scaling: resource === 'cpu' ? pods.onCpu(percent) : pods.onMemory(percent),
            })
          : worker({
              settings: { resources },
              scaling: queue(
                resource === 'cpu'
                  ? ScalingTrigger.cpu(percent, { container })
                  : ScalingTrigger.memory(percent, { container }),
              ),
            });
      const isNear = ([at]: readonly string[]) => at.includes('[target-near-limit]');
      const isBeyond = percent * request >= 100 * limit;
      expect(problems(made)).toHaveLength(isBeyond ? 1 : 0);
      expect(warnings(made).filter(isNear)).toHaveLength(!isBeyond && percent * request * 11 >= 1000 * limit ? 1 : 0);
    }),
    { numRuns: 150, seed: 20_260_503 },
  );
});

test('a service with usual amounts has nothing to be told', () => {
  const api = new ApiService(chartIn(KEDA), 'api', {
    image: IMAGE,
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    scaling: pods.onCpu(70),
  });
  api.allowFrom(Peer.namespace('web'));
  expect([...problems(api), ...warnings(api)]).toEqual([]);
});
