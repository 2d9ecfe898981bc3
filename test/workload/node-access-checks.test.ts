import { App } from 'cdk8s';
import {
  Cluster,
  Environment,
  NamespaceChart,
  Platform,
  PolicyPack,
  PodSecurity,
  Volume,
  type WorkloadProps,
} from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { chartIn, controllerOf, podOf, workload } from '../support/workload';

const volume = Volume.hostPath('logs', '/var/log', { reason: 'it reads the logs of the node' });
const folder: Partial<WorkloadProps> = { volumes: { '/host/logs': volume } };
const network: Partial<WorkloadProps> = { hostNetwork: 'it counts the packets of the node' };

const chartOf = (podSecurity?: PodSecurity): NamespaceChart =>
  new NamespaceChart(new Environment(new App(), 'test', { cluster: Cluster.generic() }), 'shop', { podSecurity });

test('a pod without a reason sees nothing of its node', () => {
  expect(podOf(workload())).not.toHaveProperty('hostNetwork');
});

test('a folder of the node is read-only, and follows its mounts where that is said', () => {
  const [{ volumeMounts }] = podOf(workload(folder)).containers;
  expect(volumeMounts[0]).toEqual({ name: 'logs', mountPath: '/host/logs', readOnly: true });
  const following = Volume.hostPath('logs', '/var/log', { reason: 'logs', followMounts: true });
  const [mounted] = podOf(workload({ volumes: { '/host/logs': following } })).containers;
  expect(mounted.volumeMounts[0].mountPropagation).toBe('HostToContainer');
});

test('the reasons stand on the object', () => {
  expect(controllerOf(workload({ ...folder, ...network })).metadata.annotations).toMatchObject({
    'tradewind.dev/host-path': 'it reads the logs of the node',
    'tradewind.dev/host-network': 'it counts the packets of the node',
    'checkov.io/skip1': 'CKV_K8S_19=it counts the packets of the node',
  });
});

test.each<[string, Partial<WorkloadProps>, string]>([
  ['a folder', folder, '/var/log'],
  ['the network', network, 'its network'],
  ['both', { ...folder, ...network }, 'its network, /var/log'],
])('a namespace that admits none of that is told of %s', (_, props, seen) => {
  for (const [podSecurity, level] of [
    [undefined, 'restricted'],
    [PodSecurity.baseline({ reason: 'an old program' }), 'baseline'],
  ] as const) {
    expectProblem(workload(props, chartOf(podSecurity)), [
      'test/shop/api  podSecurity of the chart',
      `got ${level} in shop, for pods that see of their node: ${seen}`,
      'the API server would refuse every pod',
      '→ put it into a NamespaceChart of its own with podSecurity: PodSecurity.privileged({ reason: … })',
    ]);
  }
});

test('a namespace that admits it, and one that somebody else makes, are left alone', () => {
  const admitting = chartOf(PodSecurity.privileged({ reason: 'an agent of nodes runs here' }));
  expect(problems(workload({ ...folder, ...network }, admitting))).toEqual([]);
  expect(problems(workload({ ...folder, ...network }, chartIn()))).toEqual([]);
});

test('the policies take the reasons that objects carry', () => {
  const platform = new Platform({ name: 'shop', policies: [PolicyPack.restricted()] });
  const podSecurity = PodSecurity.privileged({ reason: 'an agent of nodes runs here' });
  workload(
    { ...folder, ...network },
    new NamespaceChart(new Environment(platform, 'test', { cluster: Cluster.generic() }), 'shop', { podSecurity }),
  );
  expect(problems(platform)).toEqual([]);
});

test('the network of a node takes a reason', () => {
  expectProblem(workload({ hostNetwork: ' ' }), [
    'shop/api  hostNetwork',
    'got an empty reason',
    'what has the network of a node has a reason that an auditor reads',
    '→ say in a sentence what the program does there, or leave it out',
  ]);
});

test('a folder of a node takes a reason', () => {
  const reasonless = Volume.hostPath('logs', '/var/log', { reason: '' });
  expectProblem(workload({ volumes: { '/host/logs': reasonless } }), [
    'shop/api  volumes./host/logs.reason',
    'got an empty reason',
    'what sees a node has a reason that an auditor reads',
    '→ say in a sentence what the program reads there',
  ]);
});

test.each(['var/log', '/var/../etc'])('%s is no folder of a node', (path) => {
  const wrong = Volume.hostPath('logs', path, { reason: 'it reads the logs of the node' });
  expectProblem(workload({ volumes: { '/host/logs': wrong } }), [
    'shop/api  volumes./host/logs',
    `got ${JSON.stringify(path)}`,
    'a folder of the node is an absolute path without ..: the API server refuses another',
    "→ give a path such as '/proc'",
  ]);
});
