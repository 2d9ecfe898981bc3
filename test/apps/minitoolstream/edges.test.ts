import { isAllowed } from '../../testing/fixtures';
import { together } from '../../support/minitoolstream';

/** Both ends of an edge are judged: the monitoring of the cluster has policies of its own. */
const prod = together('prod');
const dev = together('dev');

const PORTS = [22, 53, 80, 443, 3301, 6443, 8080, 8081, 9000, 9001, 9090, 30051, 30052, 50051, 50052];
const INGRESS = 'minitoolstream-ingress';
const EGRESS = 'minitoolstream-egress';
const TARANTOOL_TASKS = ['tarantool-backup', 'tarantool-restore'];
const provision = (manifests: typeof prod): string =>
  manifests
    .objects('Job')
    .map(({ metadata }) => metadata.name)
    .join();
const minioTasks = (manifests: typeof prod): string[] => ['minio-backup', 'minio-restore', provision(manifests)];
const inside = (manifests: typeof prod): string[] => [
  INGRESS,
  EGRESS,
  'tarantool',
  'minio',
  ...TARANTOOL_TASKS,
  ...minioTasks(manifests),
];

const PROMETHEUS = 'prometheus-kube-prometheus-prometheus';
const EDGE = '10.60.4.0/24';
const TRAEFIK = 'namespace:kube-system{app.kubernetes.io/name=traefik}';
const API_SERVER_OF_DEV = '172.16.0.0/12';

/** The edges of every cluster; whatever is not here, or below for one of them, is closed. */
const everywhere = (manifests: typeof prod): string[] => [
  ...[INGRESS, EGRESS, ...TARANTOOL_TASKS].map((one) => `${one} → tarantool 3301`),
  ...[INGRESS, EGRESS, ...minioTasks(manifests)].map((one) => `${one} → minio 9000`),
  `${PROMETHEUS} → ${INGRESS} 9090`,
  `${PROMETHEUS} → ${EGRESS} 9090`,
  `${PROMETHEUS} → tarantool 8081`,
  `${PROMETHEUS} → minio 9000`,
];
const IN_PROD = [
  ...everywhere(prod),
  `${EDGE} → ${INGRESS} 50051`,
  `${EDGE} → ${EGRESS} 50052`,
  `${INGRESS} → kube-apiserver 443`,
  `${EGRESS} → kube-apiserver 443`,
];
/** A developer comes through a port of the nodes: from any address. */
const IN_DEV = [
  ...everywhere(dev),
  ...[EDGE, '10.0.0.1', '8.8.8.8'].flatMap((one) => [`${one} → ${INGRESS} 50051`, `${one} → ${EGRESS} 50052`]),
  ...[INGRESS, EGRESS].flatMap((one) => [`${one} → kube-apiserver 6443`, `${one} → ${API_SERVER_OF_DEV} 6443`]),
];

const STRANGERS = [
  EDGE,
  TRAEFIK,
  PROMETHEUS,
  'namespace:default',
  'namespace:kube-system',
  'namespace:monitoring',
  'namespace:monitoring{app.kubernetes.io/name=grafana}',
  'namespace:node-exporter',
  'namespace:minitoolstream',
  '10.0.0.1',
  '8.8.8.8',
];
const TARGETS = [
  'kube-apiserver',
  API_SERVER_OF_DEV,
  '10.60.0.0/22',
  '8.8.8.8',
  '169.254.169.254',
  'namespace:default',
  'namespace:kube-system',
  'namespace:monitoring',
  PROMETHEUS,
];

test.each([
  ['prod', prod, IN_PROD],
  ['dev', dev, IN_DEV],
] as const)('in %s exactly these edges are open, on what is emitted', (_name, manifests, expected) => {
  const open: string[] = [];
  const ask = (from: string, to: string): void => {
    for (const port of PORTS.filter((one) => isAllowed(manifests, from, to, one))) {
      open.push(`${from} → ${to} ${port}`);
    }
  };
  const workloads = inside(manifests);
  for (const one of workloads) {
    workloads.filter((other) => other !== one).forEach((other) => ask(one, other));
    STRANGERS.forEach((stranger) => ask(stranger, one));
    TARGETS.forEach((target) => ask(one, target));
  }
  expect(open.sort()).toEqual([...expected].sort());
});

test.each([
  ['prod', prod],
  ['dev', dev],
] as const)('in %s everyone finds names', (_name, manifests) => {
  for (const workload of inside(manifests)) {
    expect([workload, isAllowed(manifests, workload, 'dns', 53, 'UDP')]).toEqual([workload, true]);
  }
});

test('the console of MinIO is reached by nobody', () => {
  for (const from of [...inside(prod).filter((one) => one !== 'minio'), ...STRANGERS]) {
    prod.denies(from, 'minio', 9001);
  }
});
