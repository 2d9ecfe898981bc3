import { needsOf } from '../../lib/synth/object-references';

function references(kind: string, spec: object, metadata: object = {}, apiVersion = 'v1'): string[] {
  const manifest = { apiVersion, kind, metadata: { name: 'one', namespace: 'shop', ...metadata }, spec };
  return needsOf(manifest as never).references.map(({ kind: of, name, namespace, key }) =>
    [of, [namespace, name].filter(Boolean).join('/'), key].filter(Boolean).join(' '),
  );
}

function secrets(kind: string, spec: object, metadata: object = {}): readonly string[] {
  return needsOf({ apiVersion: 'v1', kind, metadata: { name: 'one', namespace: 'shop', ...metadata }, spec } as never)
    .secrets;
}

const MONITORING = 'monitoring.coreos.com/v1alpha1';

test.each<[string, object, object, string, string[]]>([
  ['PersistentVolumeClaim', { storageClassName: 'fast' }, {}, 'v1', ['StorageClass fast']],
  [
    'StatefulSet',
    { volumeClaimTemplates: [{ spec: { storageClassName: 'fast' } }], template: { spec: { serviceAccountName: 'a' } } },
    {},
    'apps/v1',
    ['StorageClass fast', 'ServiceAccount shop/a'],
  ],
  ['Gateway', { gatewayClassName: 'istio' }, {}, 'gateway.networking.k8s.io/v1', ['GatewayClass istio']],
  [
    'HTTPRoute',
    { parentRefs: [{ name: 'edge', namespace: 'infra' }, { name: 'own' }, { kind: 'Service', name: 'mesh' }] },
    {},
    'gateway.networking.k8s.io/v1',
    ['Gateway infra/edge', 'Gateway shop/own'],
  ],
  [
    'Ingress',
    { ingressClassName: 'nginx', tls: [{ secretName: 'tls' }] },
    {},
    'networking.k8s.io/v1',
    ['IngressClass nginx', 'Secret shop/tls'],
  ],
  [
    'Ingress',
    { tls: [{ secretName: 'tls' }] },
    { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
    'networking.k8s.io/v1',
    ['ClusterIssuer letsencrypt'],
  ],
  [
    'ExternalSecret',
    { secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' } },
    {},
    'external-secrets.io/v1',
    ['ClusterSecretStore vault'],
  ],
  ['ExternalSecret', { secretStoreRef: { name: 'vault' } }, {}, 'external-secrets.io/v1', ['SecretStore shop/vault']],
  ['Certificate', { secretName: 'tls', issuerRef: { name: 'ca' } }, {}, 'cert-manager.io/v1', ['Issuer shop/ca']],
  [
    'TriggerAuthentication',
    { secretTargetRef: [{ parameter: 'host', name: 'broker', key: 'url' }] },
    {},
    'keda.sh/v1alpha1',
    ['Secret shop/broker url'],
  ],
  [
    'AlertmanagerConfig',
    {
      receivers: [
        { slackConfigs: [{ apiURL: { name: 'slack', key: 'url' } }] },
        { pagerdutyConfigs: [{ routingKey: { name: 'pager', key: 'key', optional: true } }] },
        { webhookConfigs: [{ httpConfig: { tlsConfig: { ca: { configMap: { name: 'ca', key: 'crt' } } } } }] },
      ],
    },
    {},
    MONITORING,
    ['Secret shop/slack url', 'ConfigMap shop/ca crt'],
  ],
  [
    'Prometheus',
    {
      serviceAccountName: 'prometheus',
      additionalScrapeConfigs: { name: 'scrapes', key: 'all' },
      storage: { volumeClaimTemplate: { spec: { storageClassName: 'fast' } } },
    },
    {},
    MONITORING,
    ['Secret shop/scrapes all', 'StorageClass fast', 'ServiceAccount shop/prometheus'],
  ],
  ['ConfigMap', {}, {}, 'v1', []],
])('%s refers to what it needs (%#)', (kind, spec, metadata, apiVersion, expected) => {
  expect(references(kind, spec, metadata, apiVersion)).toEqual(expected);
});

test.each<[string, object, object, string[]]>([
  ['Secret', {}, {}, ['one']],
  ['SealedSecret', { encryptedData: {} }, {}, ['one']],
  ['ExternalSecret', { target: { name: 'other' } }, {}, ['other']],
  ['ExternalSecret', {}, {}, ['one']],
  ['Certificate', { secretName: 'tls' }, {}, ['tls']],
  ['SecretProviderClass', { secretObjects: [{ secretName: 'synced' }] }, {}, ['synced']],
  ['Ingress', { tls: [{ secretName: 'tls' }] }, { annotations: { 'cert-manager.io/issuer': 'ca' } }, ['tls']],
])('a controller makes a Secret of a %s (%#)', (kind, spec, metadata, expected) => {
  expect(secrets(kind, spec, metadata)).toEqual(expected);
});
