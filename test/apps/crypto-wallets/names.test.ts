import { environment } from '../../support/crypto-wallets';

/** What prod is called. A name or selector that moves here breaks what runs: it is never to be updated lightly. */
const NAMES = [
  'ConfigMap crypto-wallets/crypto-wallets-service-config-*',
  'Deployment crypto-wallets/crypto-wallets-service',
  'ExternalSecret crypto-wallets/wallet-service-secrets',
  'HorizontalPodAutoscaler crypto-wallets/crypto-wallets-service-hpa',
  'Job crypto-wallets/db-migrate-*',
  'LimitRange crypto-wallets/limits',
  'Namespace crypto-wallets',
  'NetworkPolicy crypto-wallets/crypto-wallets-service',
  'NetworkPolicy crypto-wallets/db-migrate',
  'NetworkPolicy crypto-wallets/default-deny',
  'PodDisruptionBudget crypto-wallets/crypto-wallets-service-pdb',
  'ResourceQuota crypto-wallets/quota',
  'Service crypto-wallets/crypto-wallets-service',
  'Service crypto-wallets/redis-cluster',
  'ServiceAccount crypto-wallets/crypto-wallets-service',
  'ServiceAccount crypto-wallets/db-migrate',
];

const SELECTORS = {
  'Deployment crypto-wallets-service': { matchLabels: { app: 'crypto-wallets-service' } },
  'NetworkPolicy crypto-wallets-service': { matchLabels: { 'app.kubernetes.io/instance': 'crypto-wallets-service' } },
  'NetworkPolicy db-migrate': { matchLabels: { 'app.kubernetes.io/instance': 'db-migrate' } },
  'NetworkPolicy default-deny': {},
  'PodDisruptionBudget crypto-wallets-service-pdb': { matchLabels: { app: 'crypto-wallets-service' } },
  'Service crypto-wallets-service': { app: 'crypto-wallets-service' },
};

const objects = environment('prod').objects();

test('names stay', () => {
  const names = objects.map(({ kind, metadata: { name, namespace } }) => {
    const stable = kind === 'Job' || kind === 'ConfigMap' ? name.replace(/-\w{10}$/, '-*') : name;
    return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${stable}`;
  });
  expect(names.sort()).toEqual(NAMES);
});

test('selectors stay', () => {
  const selectors = objects
    .map(({ kind, metadata, spec }) => [`${kind} ${metadata.name}`, spec?.selector ?? spec?.podSelector])
    .filter(([, selector]) => selector !== undefined);
  expect(Object.fromEntries(selectors)).toEqual(SELECTORS);
});
