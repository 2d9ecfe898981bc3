import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dev as devSettings } from '../../../apps/balance-plus/settings/dev';
import { prod as prodSettings } from '../../../apps/balance-plus/settings/prod';
import { staging as stagingSettings } from '../../../apps/balance-plus/settings/staging';
import { environment } from '../../support/balance-plus';

const prod = environment('prod');
const staging = environment('staging');
const dev = environment('dev');
const everywhere = [
  ['dev', dev],
  ['staging', staging],
  ['prod', prod],
] as const;

const podSpecs = [dev, staging, prod].flatMap((manifests) =>
  ['Deployment', 'StatefulSet', 'CronJob', 'Job'].flatMap((kind) =>
    manifests.objects(kind).map(({ spec }) => (spec.jobTemplate?.spec ?? spec).template.spec),
  ),
);
const containers = podSpecs.flatMap((pod) => [...(pod.initContainers ?? []), ...pod.containers]);

describe('platform rules', () => {
  test('TR-K8S-3, TR-K8S-4: every container has requests and limits, none is BestEffort', () => {
    expect(containers.length).toBeGreaterThan(20);
    for (const { resources } of containers) {
      expect(resources).toEqual({
        requests: expect.objectContaining({ cpu: expect.any(String), memory: expect.any(String) }),
        limits: expect.objectContaining({ cpu: expect.any(String), memory: expect.any(String) }),
      });
    }
  });

  test.each(['api-gateway', 'orchestrator'])('TR-K8S-5: %s is scaled on cpu and memory, from two pods', (name) => {
    for (const manifests of [prod, staging]) {
      const { spec } = manifests.resource('HorizontalPodAutoscaler', `${name}-hpa`);
      expect(spec.metrics.map((metric: { resource: { name: string } }) => metric.resource.name)).toEqual([
        'cpu',
        'memory',
      ]);
      expect(spec.minReplicas).toBe(2);
    }
  });

  test('TR-K8S-5: the worker is scaled by KEDA on the length of its queue, from one pod', () => {
    for (const [, manifests] of everywhere) {
      const { spec } = manifests.resource('ScaledObject', 'condenser-worker');
      expect(spec.minReplicaCount).toBe(1);
      expect(spec.triggers).toEqual([
        expect.objectContaining({
          type: 'rabbitmq',
          metadata: expect.objectContaining({ queueName: 'condense', mode: 'QueueLength', value: '50' }),
        }),
      ]);
      expect(manifests.resource('Deployment', 'condenser-worker').spec.replicas).toBeUndefined();
    }
  });

  test('TR-K8S-6: the edge is the only way in, by Ingress and with TLS; in prod through nginx', () => {
    for (const [, manifests] of everywhere) {
      expect(manifests.objects('Service').map(({ spec }) => spec.type)).toEqual(
        manifests.objects('Service').map(() => 'ClusterIP'),
      );
      expect(manifests.objects('Ingress').map(({ metadata, spec }) => [metadata.name, spec.tls.length])).toEqual([
        ['api-gateway', 1],
        ['frontend', 1],
      ]);
    }
    expect(prod.resource('Ingress', 'api-gateway').spec.ingressClassName).toBe('nginx');
  });

  test('TR-K8S-6: staging is for colleagues alone, prod for the internet', () => {
    const ranges = (manifests: typeof prod, name: string): unknown =>
      manifests.resource('Ingress', name).metadata.annotations['nginx.ingress.kubernetes.io/whitelist-source-range'];
    for (const name of ['api-gateway', 'frontend']) {
      expect([ranges(staging, name), ranges(prod, name)]).toEqual(['203.0.113.0/24', undefined]);
    }
  });

  test('TR-K8S-7: the namespace denies all traffic by default', () => {
    for (const [, manifests] of everywhere) {
      manifests.hasResource('NetworkPolicy', 'default-deny', {
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      });
    }
  });

  test('TR-K8S-8: plain configuration stands in ConfigMaps', () => {
    const inline = containers.flatMap(({ env = [] }) =>
      env
        .filter(({ value = '' }: { value?: string }) => !value.includes('$('))
        .filter(({ value }: { value?: string }) => value),
    );
    expect(inline).toEqual([]);
    expect(prod.objects('ConfigMap').length).toBeGreaterThan(0);
  });

  test('TR-K8S-9: no Secret is written, those of AKS come from Key Vault', () => {
    for (const [, manifests] of everywhere) {
      manifests.resourceCount('Secret', 0);
    }
    expect(
      prod.objects('ExternalSecret').map(({ metadata, spec }) => [metadata.name, spec.secretStoreRef.name]),
    ).toEqual([
      ['rabbitmq-credentials', 'balance-plus-kv'],
      ['postgres-credentials', 'balance-plus-kv'],
    ]);
  });
});

describe('shape', () => {
  test('everything is in the namespace balance-plus', () => {
    for (const [, manifests] of everywhere) {
      expect(new Set(manifests.objects().map(({ metadata }) => metadata.namespace ?? metadata.name))).toEqual(
        new Set(['balance-plus']),
      );
    }
  });

  test('PostgreSQL is one pod of a StatefulSet with a claim', () => {
    const { spec } = prod.resource('StatefulSet', 'postgres');
    expect(spec.replicas).toBe(1);
    expect(spec.volumeClaimTemplates.map((claim: { spec: object }) => claim.spec)).toEqual([
      expect.objectContaining({ resources: { requests: { storage: '100Gi' } }, storageClassName: 'managed-csi' }),
    ]);
  });

  test('RabbitMQ is outside in staging and prod, in the cluster in dev', () => {
    expect(everywhere.map(([name, manifests]) => [name, manifests.objects('StatefulSet').length])).toEqual([
      ['dev', 2],
      ['staging', 1],
      ['prod', 1],
    ]);
    dev.hasResource('StatefulSet', 'rabbitmq');
  });

  test('every container that runs is asked whether it lives, every one that is called whether it is ready', () => {
    for (const manifests of [dev, prod]) {
      for (const { metadata, spec } of [...manifests.objects('Deployment'), ...manifests.objects('StatefulSet')]) {
        const [main] = spec.template.spec.containers;
        expect([metadata.name, main.livenessProbe]).toEqual([metadata.name, expect.any(Object)]);
        if (main.ports) {
          expect([metadata.name, main.readinessProbe]).toEqual([metadata.name, expect.any(Object)]);
        }
      }
    }
  });

  test('what is called by name has a Service, the worker has none', () => {
    expect(prod.objects('Service').map(({ metadata }) => metadata.name)).toEqual([
      'postgres-headless',
      'postgres',
      'orchestrator',
      'api-gateway',
      'frontend',
    ]);
  });

  test('a pod of the worker has the time of its longest task to end', () => {
    expect(
      prod.resource('Deployment', 'condenser-worker').spec.template.spec.terminationGracePeriodSeconds,
    ).toBeGreaterThanOrEqual(600);
  });

  test('programs are told addresses, and credentials come from Secrets', () => {
    const [{ env }] = prod.resource('Deployment', 'orchestrator').spec.template.spec.containers;
    expect(env).toEqual([
      ...[
        ['BROKER_PASSWORD', 'rabbitmq-credentials', 'password'],
        ['BROKER_USERNAME', 'rabbitmq-credentials', 'username'],
        ['POSTGRES_PASSWORD', 'postgres-credentials', 'password'],
        ['POSTGRES_USERNAME', 'postgres-credentials', 'username'],
      ].map(([name, secret, key]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } })),
      {
        name: 'BROKER_URL',
        value: 'amqp://$(BROKER_USERNAME):$(BROKER_PASSWORD)@rabbitmq.example.com:5672/%2F',
      },
      {
        name: 'DATABASE_URL',
        value: 'postgresql://$(POSTGRES_USERNAME):$(POSTGRES_PASSWORD)@postgres.balance-plus.svc:5432/app',
      },
    ]);
  });

  test('the composition fits on a page, and holds no number that belongs to an environment', () => {
    const source = readFileSync(join(__dirname, '../../../apps/balance-plus/balance-plus.ts'), 'utf8');
    expect(source.split('\n').length).toBeLessThanOrEqual(110);
    for (const settings of [devSettings, stagingSettings, prodSettings]) {
      for (const value of leaves(settings).filter((one) => typeof one === 'string')) {
        expect(source).not.toContain(`'${value}'`);
      }
    }
  });
});

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}
