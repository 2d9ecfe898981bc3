import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { prod as prodSettings } from '../../../apps/minitoolstream/settings/prod';
import { ENVIRONMENTS, environment, prodWith, STREAMS } from '../../support/minitoolstream';

const dev = environment('dev');
const staging = environment('staging');
const prod = environment('prod');
const everywhere = { dev, staging, prod };
const all = Object.values(everywhere);
const STORAGE_CLASS = { dev: 'local-path', staging: 'managed-csi', prod: 'managed-csi' };

const STORES = [
  {
    workload: 'tarantool',
    image: /^docker\.io\/tarantool\/tarantool:2\.11$/,
    ports: [['tarantool', 3301]],
    requests: { cpu: '500m', memory: '512Mi' },
    limits: { cpu: '1000m', memory: '1Gi' },
    claim: ['tarantool-data', '10Gi'],
  },
  {
    workload: 'minio',
    image: /^docker\.io\/minio\/minio:RELEASE\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/,
    ports: [
      ['s3', 9000],
      ['console', 9001],
    ],
    requests: { cpu: '500m', memory: '1Gi' },
    limits: { cpu: '1000m', memory: '2Gi' },
    claim: ['data', '50Gi'],
  },
];

const PORTS: Record<string, number> = Object.fromEntries(STREAMS.map(({ workload, port }) => [workload, port]));

interface ServicePort {
  readonly port: number;
  readonly nodePort?: number;
}

const podOf = (manifests: typeof prod, kind: string, name: string) => manifests.resource(kind, name).spec.template.spec;
const portsOf = (ports: { name: string; port?: number; containerPort?: number }[]) =>
  ports.map(({ name, port, containerPort }) => [name, port ?? containerPort]);

test.each([
  ['dev', 'development'],
  ['staging', 'staging'],
  ['prod', 'production'],
] as const)('in %s the namespace says its environment: %s', (name, stage) => {
  const namespaces = everywhere[name].objects('Namespace');
  expect(namespaces.map(({ metadata }) => metadata.name)).toEqual(['minitoolstream']);
  expect(namespaces[0].metadata.labels).toMatchObject({ name: 'minitoolstream', environment: stage });
  expect(new Set(everywhere[name].objects().map(({ metadata }) => metadata.namespace ?? metadata.name))).toEqual(
    new Set(['minitoolstream']),
  );
});

describe.each(STREAMS)('$workload', ({ workload, container, port }) => {
  test.each(ENVIRONMENTS)('in %s it is a Deployment of one container, selected by app', (name) => {
    const { spec } = everywhere[name].resource('Deployment', workload);
    const [only, ...others] = spec.template.spec.containers;
    expect(others).toEqual([]);
    expect(spec.selector).toEqual({ matchLabels: { app: workload } });
    expect(only).toMatchObject({
      name: container,
      image: `${name === 'dev' ? '' : 'minitoolstream.azurecr.io/'}${workload}:1.0.0`,
      imagePullPolicy: 'IfNotPresent',
      resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
    });
  });

  test.each(ENVIRONMENTS)('in %s it has gRPC and metrics on a port each', (name) => {
    const ports = [
      ['grpc', port],
      ['metrics', 9090],
    ];
    const [only] = podOf(everywhere[name], 'Deployment', workload).containers;
    expect(portsOf(only.ports)).toEqual(ports);
    expect(portsOf(everywhere[name].resource('Service', `${workload}-service`).spec.ports)).toEqual(ports);
  });

  test('its budget keeps two pods', () => {
    for (const manifests of all) {
      expect(manifests.resource('PodDisruptionBudget', `${workload}-pdb`).spec).toMatchObject({
        minAvailable: 2,
        selector: { matchLabels: { app: workload } },
      });
    }
  });

  test('it is asked by gRPC whether it is ready, after ten seconds and every five, and at its port whether it lives', () => {
    for (const manifests of all) {
      const [only] = podOf(manifests, 'Deployment', workload).containers;
      expect(only.readinessProbe).toMatchObject({ grpc: { port }, initialDelaySeconds: 10, periodSeconds: 5 });
      expect(only.livenessProbe).toMatchObject({ tcpSocket: { port: 'grpc' } });
    }
  });

  test('its pods prefer a node each', () => {
    for (const manifests of all) {
      expect(podOf(manifests, 'Deployment', workload).affinity).toEqual({
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              podAffinityTerm: {
                labelSelector: { matchLabels: { app: workload } },
                topologyKey: 'kubernetes.io/hostname',
              },
              weight: 100,
            },
          ],
        },
      });
    }
  });

  test('its configuration is a file for each key, and SERVER_PORT is its server.port', () => {
    for (const manifests of all) {
      const { containers, volumes } = podOf(manifests, 'Deployment', workload);
      const [files] = volumes.filter((volume: { configMap?: object }) => volume.configMap);
      const { data } = manifests.resource('ConfigMap', files.configMap.name);
      expect(data).toEqual({
        'server.port': String(port),
        'logger.level': 'info',
        'logger.format': 'json',
        'ttl.enabled': 'true',
        'ttl.default': '24h',
      });
      const [{ configMapRef }] = containers[0].envFrom;
      expect(manifests.resource('ConfigMap', configMapRef.name).data.SERVER_PORT).toBe(data['server.port']);
    }
  });

  test('its credentials are variables named as the keys of its Secret', () => {
    for (const manifests of all) {
      expect(podOf(manifests, 'Deployment', workload).containers[0].env).toEqual(
        ['MINIO_ACCESS_KEY_ID', 'MINIO_SECRET_ACCESS_KEY', 'TARANTOOL_PASSWORD'].map((name) => ({
          name,
          valueFrom: { secretKeyRef: { name: `${workload}-secret`, key: name } },
        })),
      );
    }
  });

  test('it may read configuration, its own Secret and pods, with a token that has its reason', () => {
    for (const manifests of all) {
      expect(manifests.resource('Role', `${workload}-role`).rules).toEqual([
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [''], resources: ['secrets'], resourceNames: [`${workload}-secret`], verbs: ['get'] },
        { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
      ]);
      manifests.hasResource('RoleBinding', `${workload}-rolebinding`, {
        roleRef: { kind: 'Role', name: `${workload}-role` },
        subjects: [{ kind: 'ServiceAccount', name: workload, namespace: 'minitoolstream' }],
      });
      manifests.hasResource('ServiceAccount', workload);
      const deployment = manifests.resource('Deployment', workload);
      expect(deployment.spec.template.spec).toMatchObject({
        serviceAccountName: workload,
        automountServiceAccountToken: true,
      });
      expect(deployment.metadata.annotations['tradewind.dev/service-account-token']).toEqual(expect.any(String));
    }
  });

  test('its number of pods is its own where nothing scales it: five in prod', () => {
    expect(prod.resource('Deployment', workload).spec.replicas).toBeUndefined();
    const settings = prodSettings[container];
    const still = { ...settings, autoscaling: { ...settings.autoscaling, enabled: false } };
    const manifests = prodWith({ [container]: still });
    expect(manifests.resource('Deployment', workload).spec.replicas).toBe(5);
    manifests.hasNoResource('HorizontalPodAutoscaler', `minitoolstream/${workload}-hpa`);
  });
});

describe.each(STORES)('$workload', ({ workload, image, ports, requests, limits, claim: [claim, size] }) => {
  test.each(ENVIRONMENTS)('in %s it is a StatefulSet of one pod, selected by app, with a claim', (name) => {
    const { spec } = everywhere[name].resource('StatefulSet', workload);
    const [only, ...others] = spec.template.spec.containers;
    expect(others).toEqual([]);
    expect([spec.replicas, spec.selector]).toEqual([1, { matchLabels: { app: workload } }]);
    expect(only).toMatchObject({ name: workload, imagePullPolicy: 'IfNotPresent', resources: { requests, limits } });
    expect(only.image).toMatch(image);
    expect(spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: claim },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: size } },
          storageClassName: STORAGE_CLASS[name],
        },
      },
    ]);
  });

  test('it is reached inside the cluster alone, by its name', () => {
    for (const manifests of all) {
      const { spec } = manifests.resource('Service', workload);
      expect([spec.type, portsOf(spec.ports)]).toEqual(['ClusterIP', ports]);
      expect(manifests.resource('Service', `${workload}-headless`).spec.clusterIP).toBe('None');
    }
  });
});

describe('the way in', () => {
  test('clients of the ingress stay with their pod for three hours, those of the egress do not', () => {
    for (const manifests of all) {
      const services = manifests.objects('Service').map(({ metadata, spec }) => [metadata.name, spec]);
      for (const [name, { sessionAffinity, sessionAffinityConfig }] of services) {
        expect([name, sessionAffinity, sessionAffinityConfig?.clientIP.timeoutSeconds]).toEqual(
          name.startsWith('minitoolstream-ingress-') ? [name, 'ClientIP', 10800] : [name, undefined, undefined],
        );
      }
    }
  });

  test('only dev has ports on its nodes, on a Service of their own so that metrics are not opened', () => {
    const open = all.map((manifests) =>
      manifests
        .objects('Service')
        .filter(({ spec }) => spec.type !== 'ClusterIP')
        .map(({ metadata, spec }) => [
          metadata.name,
          spec.type,
          (spec.ports as ServicePort[]).map(({ port, nodePort }) => [port, nodePort]),
        ]),
    );
    expect(open).toEqual([
      [
        ['minitoolstream-ingress-external', 'NodePort', [[50051, 30051]]],
        ['minitoolstream-egress-external', 'NodePort', [[50052, 30052]]],
      ],
      [],
      [],
    ]);
  });

  test.each([
    ['staging', 'staging.minitoolstream.example'],
    ['prod', 'minitoolstream.example'],
  ] as const)('in %s gRPC comes through the edge, with its TLS', (name, domain) => {
    const routes = everywhere[name].objects('GRPCRoute');
    expect(routes.map(({ spec }) => spec.hostnames)).toEqual([[`ingress.${domain}`], [`egress.${domain}`]]);
    for (const { metadata, spec } of routes) {
      expect(spec.parentRefs.map(({ sectionName }: { sectionName: string }) => sectionName)).toEqual(['https']);
      expect(spec.rules).toEqual([{ backendRefs: [{ name: `${metadata.name}-service`, port: PORTS[metadata.name] }] }]);
    }
    everywhere[name].resourceCount('Ingress', 0);
  });
});

test('the cluster of a developer is as the system needs it', () => {
  const file = readFileSync(join(__dirname, '../../../apps/minitoolstream/k3d.yaml'), 'utf8');
  const { metadata, servers, agents, kubeAPI, ports, registries } = parse(file);
  expect([metadata.name, servers, agents, kubeAPI]).toEqual(['minitoolstream', 1, 2, { hostPort: '6550' }]);
  expect(registries.create).toEqual({ name: 'minitoolstream-registry', hostPort: '5000' });
  expect(ports).toEqual(
    ['8080:80', '8443:443', '30051:30051', '30052:30052'].map((port) => ({ port, nodeFilters: ['loadbalancer'] })),
  );
  const onNodes = dev
    .objects('Service')
    .flatMap(({ spec }) => (spec.ports as ServicePort[]).flatMap(({ nodePort = [] }) => nodePort));
  for (const port of onNodes) {
    expect(ports).toContainEqual({ port: `${port}:${port}`, nodeFilters: ['loadbalancer'] });
  }
});
