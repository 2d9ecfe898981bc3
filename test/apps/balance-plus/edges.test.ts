import { isAllowed } from '../../testing/fixtures';
import { environment } from '../../support/balance-plus';

const prod = environment('prod');
const dev = environment('dev');

const POSTGRES = [5432, 9187];
const RABBITMQ = [4369, 5672, 15672, 15692, 25672];
const PORTS = [22, 53, 443, 6443, 8000, 8080, ...POSTGRES, ...RABBITMQ];
const BACKUP = 'postgres-backup';
const RESTORE = 'postgres-restore';

const INGRESS_NGINX =
  'namespace:ingress-nginx{app.kubernetes.io/name=ingress-nginx,app.kubernetes.io/component=controller}';
const TRAEFIK = 'namespace:kube-system{app.kubernetes.io/name=traefik}';
const KEDA = 'namespace:keda{app=keda-operator}';
const AKS_KEDA = 'namespace:kube-system{app=keda-operator}';
const PROMETHEUS = 'namespace:monitoring{app.kubernetes.io/name=prometheus}';

/** Every edge that there is; whatever is not here is closed. */
const IN_PROD = [
  `${INGRESS_NGINX} → frontend 8080`,
  `${INGRESS_NGINX} → api-gateway 8000`,
  'api-gateway → orchestrator 8000',
  'orchestrator → postgres 5432',
  'orchestrator → 10.50.0.0/28 5672',
  'condenser-worker → 10.50.0.0/28 5672',
  `${BACKUP} → postgres 5432`,
  `${RESTORE} → postgres 5432`,
  `${PROMETHEUS} → postgres 9187`,
];
const IN_DEV = [
  `${TRAEFIK} → frontend 8080`,
  `${TRAEFIK} → api-gateway 8000`,
  'api-gateway → orchestrator 8000',
  'orchestrator → postgres 5432',
  'orchestrator → rabbitmq 5672',
  'condenser-worker → rabbitmq 5672',
  `${KEDA} → rabbitmq 15672`,
];

const WORKLOADS = ['frontend', 'api-gateway', 'orchestrator', 'condenser-worker', 'postgres'];
const STRANGERS = [
  INGRESS_NGINX,
  TRAEFIK,
  KEDA,
  AKS_KEDA,
  PROMETHEUS,
  'namespace:default',
  'namespace:kube-system',
  'namespace:monitoring',
  'namespace:ingress-nginx',
  'namespace:balance-plus',
  '10.0.0.1',
  '8.8.8.8',
];
const TARGETS = [
  '10.50.0.0/28',
  '10.50.0.16',
  '8.8.8.8',
  '169.254.169.254',
  'namespace:default',
  'namespace:kube-system',
];

test.each([
  ['prod', prod, [...WORKLOADS, BACKUP, RESTORE], IN_PROD],
  ['dev', dev, [...WORKLOADS, 'rabbitmq'], IN_DEV],
] as const)('in %s exactly these edges are open, on what is emitted', (_name, manifests, inside, expected) => {
  const open: string[] = [];
  const ask = (from: string, to: string): void => {
    for (const port of PORTS.filter((one) => isAllowed(manifests, from, to, one))) {
      open.push(`${from} → ${to} ${port}`);
    }
  };
  for (const one of inside) {
    inside.filter((other) => other !== one).forEach((other) => ask(one, other));
    STRANGERS.forEach((stranger) => ask(stranger, one));
    TARGETS.forEach((target) => ask(one, target));
  }
  expect(open.sort()).toEqual([...expected].sort());
});

test.each([
  ['prod', prod],
  ['dev', dev],
] as const)('in %s everyone finds names, and nothing else of the cluster', (_name, manifests) => {
  for (const workload of WORKLOADS) {
    expect([workload, isAllowed(manifests, workload, 'dns', 53, 'UDP')]).toEqual([workload, true]);
    expect([workload, isAllowed(manifests, workload, 'kube-apiserver', 443)]).toEqual([workload, false]);
  }
});

test.each(['api-gateway', 'condenser-worker', 'frontend'])('%s does not reach the database', (workload) => {
  prod.denies(workload, 'postgres', 5432);
  dev.denies(workload, 'postgres', 5432);
});
