import type { Manifests } from '../../../lib';
import { environment, prodWith } from '../../support/crypto-wallets';

const SERVICE = 'crypto-wallets-service';
const prod = environment('prod');
const deployment = prod.resource('Deployment', SERVICE);
const { template } = deployment.spec;
const [app] = template.spec.containers;
const [job] = prod.objects('Job');

const credential = (name: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: 'wallet-service-secrets', key } },
});

/** The rows of the first table of the system's page: the Deployment. */
test.each<[string, unknown, unknown]>([
  [
    'labels of the Deployment',
    deployment.metadata.labels,
    expect.objectContaining({ app: SERVICE, version: 'v1.0.8' }),
  ],
  ['labels of the pods', template.metadata.labels, expect.objectContaining({ app: SERVICE, version: 'v1.0.8' })],
  ['label of the Service', prod.resource('Service', SERVICE).metadata.labels.app, SERVICE],
  ['the selector holds app alone', deployment.spec.selector, { matchLabels: { app: SERVICE } }],
  ['image', app.image, 'wallets.azurecr.io/crypto-wallets-service:v1.0.8'],
  ['pull policy', app.imagePullPolicy, 'Always'],
  ['replicas', deployment.spec.replicas, undefined],
  ['container', app.name, 'app'],
  ['strategy', deployment.spec.strategy, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }],
  [
    'pod security',
    template.spec.securityContext,
    expect.objectContaining({ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 }),
  ],
  [
    'ports',
    app.ports,
    [
      { name: 'http', containerPort: 3000, protocol: 'TCP' },
      { name: 'grpc', containerPort: 3001, protocol: 'TCP' },
    ],
  ],
  [
    'liveness',
    app.livenessProbe,
    {
      httpGet: { path: '/api/v1/health/live', port: 'http' },
      initialDelaySeconds: 10,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
  ],
  [
    'readiness',
    app.readinessProbe,
    {
      httpGet: { path: '/api/v1/health/ready', port: 'http' },
      initialDelaySeconds: 5,
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 2,
    },
  ],
  ['preStop', app.lifecycle, { preStop: { exec: { command: ['/bin/sh', '-c', 'sleep 5'] } } }],
  ['termination grace', template.spec.terminationGracePeriodSeconds, 35],
  ['requests', app.resources.requests, expect.objectContaining({ cpu: '100m', memory: '128Mi' })],
  ['limits', app.resources.limits, expect.objectContaining({ cpu: '1000m', memory: '512Mi' })],
  [
    'env from secret',
    app.env,
    [
      credential('APP__DATABASE__URL', 'database-url'),
      credential('APP__SERVER__API_KEY', 'api-key'),
      credential('APP__VAULT__TOKEN', 'vault-token'),
    ],
  ],
  [
    'plain env',
    prod.resource('ConfigMap', app.envFrom[0].configMapRef.name).data,
    {
      APP__VAULT__ADDRESS: 'https://vault.internal:8200',
      APP__REDIS__URL: 'redis://redis-cluster:6379',
      APP__REDIS__ENABLED: 'true',
      APP__REDIS__TTL_SECS: '3600',
      RUST_LOG: 'info,crypto_wallets_service=debug',
    },
  ],
])('Deployment: %s', (_, actual, expected) => {
  expect(actual).toEqual(expected);
});

/** The rows of the second table: what is around it. */
test.each<[string, unknown, unknown]>([
  [
    'Service',
    prod.resource('Service', SERVICE).spec,
    {
      type: 'ClusterIP',
      selector: { app: SERVICE },
      ports: [
        { name: 'http', port: 80, targetPort: 3000, protocol: 'TCP' },
        { name: 'grpc', port: 81, targetPort: 3001, protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
      ],
    },
  ],
  [
    'HPA',
    prod.resource('HorizontalPodAutoscaler', `${SERVICE}-hpa`).spec,
    {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: SERVICE },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: 300,
          policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }],
        },
      },
    },
  ],
  ['the Job is named by its content', job.metadata.name, expect.stringMatching(/^db-migrate-\w{10}$/)],
  ['the Job runs once', job.spec.ttlSecondsAfterFinished, undefined],
  ['the Job is tried in place', job.spec.template.spec.restartPolicy, 'OnFailure'],
  [
    'the container of the Job',
    job.spec.template.spec.containers,
    [
      expect.objectContaining({
        name: 'migrate',
        image: app.image,
        command: ['./crypto-wallets-service', 'migrate'],
        env: [credential('APP__DATABASE__URL', 'database-url')],
      }),
    ],
  ],
  ['no pod migrates at its start', template.spec.initContainers, undefined],
  ['PodDisruptionBudget', prod.resource('PodDisruptionBudget', `${SERVICE}-pdb`).spec.maxUnavailable, 1],
  ['user 1000 with its reason', deployment.metadata.annotations['tradewind.dev/user'], 'the image runs as 1000'],
  [
    'credentials come from the key vault',
    prod.resource('ExternalSecret', 'wallet-service-secrets').spec.secretStoreRef,
    { kind: 'ClusterSecretStore', name: 'wallets-kv' },
  ],
])('around: %s', (_, actual, expected) => {
  expect(actual).toEqual(expected);
});

describe('Redis is one switch', () => {
  const data = (manifests: Manifests) => manifests.objects('ConfigMap')[0].data;
  const off = prodWith({ redis: { enabled: false } });

  test('on, it has a URL, a time to live and a way', () => {
    expect(data(prodWith({}))).toEqual(data(prod));
    prod.allows(SERVICE, 'namespace:redis', 6379);
  });

  test('off, it has neither', () => {
    expect(data(off)).toEqual({
      APP__VAULT__ADDRESS: 'https://vault.internal:8200',
      APP__REDIS__ENABLED: 'false',
      RUST_LOG: 'info,crypto_wallets_service=debug',
    });
    off.denies(SERVICE, 'namespace:redis', 6379);
    off.hasNoResource('Service', 'crypto-wallets/redis-cluster');
    expect(JSON.stringify(off.objects())).not.toContain('6379');
  });
});

describe('no secret is written out', () => {
  test.each(['dev', 'staging', 'prod'])('in %s', (name) => {
    const manifests = environment(name);
    manifests.resourceCount('Secret', 0);
    expect(JSON.stringify(manifests.objects())).not.toMatch(/:\/\/[^/"]*:[^/"]*@|"(stringData|password)"/);
  });
});

describe('environments differ in size and place', () => {
  const dev = environment('dev');
  const staging = environment('staging');
  const container = (manifests: Manifests) =>
    manifests.resource('Deployment', SERVICE).spec.template.spec.containers[0];
  const bounds = (manifests: Manifests) => {
    const { minReplicas, maxReplicas } = manifests.resource('HorizontalPodAutoscaler', `${SERVICE}-hpa`).spec;
    return [minReplicas, maxReplicas];
  };

  test('dev runs a local image, one pod or two, without Redis, zones and a vault of keys', () => {
    expect(container(dev)).toMatchObject({
      image: 'crypto-wallets-service:v1.0.8',
      imagePullPolicy: 'IfNotPresent',
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
    });
    expect(bounds(dev)).toEqual([1, 2]);
    dev.denies(SERVICE, 'namespace:redis', 6379);
    dev.resourceCount('ExternalSecret', 0);
    expect(JSON.stringify(dev.objects())).not.toContain('topology.kubernetes.io/zone');
  });

  test('staging is prod with fewer pods and its own vault', () => {
    expect(container(staging)).toEqual({ ...container(prod), envFrom: container(staging).envFrom });
    expect(bounds(staging)).toEqual([2, 4]);
    staging.hasResource('ExternalSecret', 'wallet-service-secrets', {
      spec: { secretStoreRef: { name: 'wallets-staging-kv' } },
    });
  });
});
