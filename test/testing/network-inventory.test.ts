import { Cluster } from '../../lib';
import { NetworkInventory } from '../../lib/testing/network-inventory';
import { messageOf, workload } from './fixtures';

const service = (name: string, port: object) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'prod', name },
  spec: { selector: { app: 'api' }, ports: [port] },
});
const inventory = (...objects: object[]) => new NetworkInventory(objects as never[], Cluster.generic());

describe('peer', () => {
  const held = inventory(
    { kind: 'Namespace', metadata: { name: 'prod', labels: { tier: 'production' } } },
    workload('prod', 'api', 8000),
    workload('test', 'api', 8000),
    workload('prod', 'report', 80, 'CronJob'),
    workload('prod', 'report', 80, 'Job'),
    workload('prod', 'kube-apiserver', 80, 'Pod'),
  );

  test('is a workload, by as much of its name as it takes', () => {
    expect(held.peers('test/api')[0]).toMatchObject({ type: 'pod', namespace: 'test', labels: { app: 'api' } });
    expect(held.peers('prod/api')[0]).toMatchObject({
      held: true,
      namespaceLabels: { tier: 'production', 'kubernetes.io/metadata.name': 'prod' },
      serviceAccount: 'default',
      ports: [{ name: 'main', number: 8000, protocol: 'TCP' }],
    });
    expect(held.peers('prod/Job/report')[0]).toMatchObject({ title: 'prod/report' });
  });

  test('is the pod of a custom workload, sidecars included', () => {
    const template = {
      metadata: { labels: { app: 'grid' } },
      spec: { serviceAccountName: 'grid', initContainers: [{ ports: [{ containerPort: 1, protocol: 'UDP' }] }] },
    };
    const custom = inventory(
      { kind: 'Rollout', metadata: { name: 'web' }, spec: { template } },
      { kind: 'ScaledJob', metadata: { name: 'batch' }, spec: { jobTargetRef: { template } } },
    );

    expect(custom.peers('default/web')[0]).toMatchObject({
      serviceAccount: 'grid',
      ports: [{ number: 1, protocol: 'UDP' }],
    });
    expect(custom.peers('batch')[0]).toMatchObject({ labels: { app: 'grid' } });
  });

  test('is something outside', () => {
    expect(held.peers('10.0.0.5')[0]).toMatchObject({ type: 'address', block: { prefix: 32 } });
    expect(held.peers('fd00::/8')[0]).toMatchObject({ type: 'address', block: { prefix: 8 } });
    expect(held.peers('hostname:vault.internal')[0]).toMatchObject({ type: 'hostname', hostname: 'vault.internal' });
    expect(held.peers('namespace:monitoring')[0]).toMatchObject({ type: 'pod', held: false, labels: {} });
    expect(held.peers('namespace:monitoring{app=prometheus, a.b/c=d}')[0]).toMatchObject({
      namespace: 'monitoring',
      labels: { app: 'prometheus', 'a.b/c': 'd' },
    });
    expect(held.peers('dns')[0]).toMatchObject({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } });
    expect(inventory().peers('kube-apiserver')[0]).toMatchObject({ type: 'kube-apiserver' });
  });

  test('says what is ambiguous or unknown', () => {
    expect(messageOf(() => held.peers('api')[0])).toBe('api is ambiguous: write prod/api or test/api.');
    expect(messageOf(() => held.peers('report')[0])).toBe(
      'report is ambiguous: write prod/CronJob/report or prod/Job/report.',
    );
    expect(messageOf(() => held.peers('kube-apiserver')[0])).toBe(
      "'kube-apiserver' is the cluster's own and a workload here: write namespace/kube-apiserver for the workload.",
    );
    expect(messageOf(() => held.peers('namespace:monitoring{app}')[0])).toBe(
      "'namespace:monitoring{app}' is not of the form namespace:NAME or namespace:NAME{label=value,label=value}.",
    );
    expect(messageOf(() => inventory(workload('prod', 'api', 80)).peers('apo')[0])).toBe(
      'No workload apo in these manifests, which hold prod/api. ' +
        'A peer outside is an address, a CIDR, hostname:NAME, namespace:NAME, dns, ' +
        'kube-apiserver, edge, prometheus or keda.',
    );
  });
});

describe('destinationPort', () => {
  const ask = (port: number, ...ports: object[]) => {
    const held = inventory(workload('prod', 'api', 8000), ...ports.map((one, index) => service(`api-${index}`, one)));
    return held.destinationPort(held.peers('api')[0], port, 'TCP');
  };

  test.each<[string, number, object[], number]>([
    ['a port that a container declares', 8000, [{ port: 8000, targetPort: 9 }], 8000],
    ['the target of a Service', 80, [{ port: 80, targetPort: 8000 }], 8000],
    ['the named target of a Service', 80, [{ port: 80, targetPort: 'main' }], 8000],
    ['a Service without target', 80, [{ port: 80 }], 80],
    ['a Service of another protocol', 80, [{ port: 80, targetPort: 8000, protocol: 'UDP' }], 80],
    ['no Service', 81, [{ port: 80, targetPort: 8000 }], 81],
    [
      'two Services that agree',
      80,
      [
        { port: 80, targetPort: 8000 },
        { port: 80, targetPort: 'main' },
      ],
      8000,
    ],
  ])('%s', (_title, port, ports, expected) => {
    expect(ask(port, ...ports)).toBe(expected);
  });

  test('says that Services disagree', () => {
    expect(messageOf(() => ask(80, { port: 80, targetPort: 8001 }, { port: 80, targetPort: 8000 }))).toBe(
      'Port 80 of prod/api means 8000 and 8001 in different Services: give the port.',
    );
  });

  test('leaves the port of what is outside alone', () => {
    const held = inventory();

    expect(held.destinationPort(held.peers('10.0.0.1')[0], 80, 'TCP')).toBe(80);
  });
});
