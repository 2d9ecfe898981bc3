import {
  ApiService,
  Cluster,
  Controller,
  Credentials,
  DisruptionBudget,
  type Environment,
  Exposure,
  Identity,
  Image,
  type HelmChartProps,
  ImagePullPolicy,
  NamespaceChart,
  Permission,
  Port,
  Probe,
  type Resources,
  Scaling,
  System,
  Volume,
  Workload,
} from '../../lib';

/** What a service of the system lets an operator turn, in the words that charts use. */
interface SwitchedService {
  readonly enabled: boolean;
  readonly image: { readonly tag: string };
  readonly replicaCount: number;
  readonly service: { readonly type: string; readonly port: number; readonly nodePort: number };
  readonly resources: Resources;
  readonly autoscaling: {
    readonly enabled: boolean;
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly targetCPU: number;
  };
  readonly podDisruptionBudget: { readonly enabled: boolean; readonly minAvailable: number };
  /** Variables by their names: an open mapping. */
  readonly config: Record<string, string>;
  readonly secrets: { readonly existing: string };
}

/** The settings of the system. */
export interface SwitchedSettings {
  readonly namespace: string;
  readonly imagePullPolicy: ImagePullPolicy;
  readonly storageClass: string;
  readonly ingress: SwitchedService;
  readonly egress: SwitchedService;
  readonly store: {
    readonly enabled: boolean;
    readonly image: { readonly tag: string };
    readonly persistence: { readonly size: string };
    readonly resources: Resources;
  };
}

const service = (
  name: string,
  ports: SwitchedService['service'],
  autoscaling: Partial<SwitchedService['autoscaling']> = {},
): SwitchedService => ({
  enabled: true,
  image: { tag: '1.0.0' },
  replicaCount: 3,
  service: ports,
  resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
  autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 10, targetCPU: 70, ...autoscaling },
  podDisruptionBudget: { enabled: true, minAvailable: 2 },
  config: { LOGGER_LEVEL: 'info', TTL_DEFAULT: '24h' },
  secrets: { existing: `${name}-secret` },
});

const dev: SwitchedSettings = {
  namespace: 'switched',
  imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  storageClass: 'local-path',
  ingress: service('ingress', { type: 'NodePort', port: 50051, nodePort: 30051 }),
  egress: service('egress', { type: 'NodePort', port: 50052, nodePort: 30052 }),
  store: {
    enabled: true,
    image: { tag: '2.11' },
    persistence: { size: '10Gi' },
    resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1000m', memory: '1Gi' } },
  },
};

const prod: SwitchedSettings = {
  ...dev,
  storageClass: 'managed-csi',
  ingress: service('ingress', { type: 'ClusterIP', port: 50051, nodePort: 30051 }, { maxReplicas: 20 }),
  egress: service('egress', { type: 'ClusterIP', port: 50052, nodePort: 30052 }),
};

/** How its chart is packaged: as one that is installed with `helm install --create-namespace`. */
export const SWITCHED_CHART: Partial<HelmChartProps> = {
  appVersion: '1.0.0',
  environmentNames: { dev: 'development', prod: 'production' },
  createNamespaces: false,
  namespaceSetting: 'namespace',
};

/** Two services and a store with everything that people expect to turn in a chart. */
export const switchedSystem = new System({
  name: 'switched',
  environments: {
    dev: { cluster: Cluster.k3d(), settings: dev },
    staging: {
      cluster: Cluster.aks({ zones: 3, keyVault: 'switched-staging', registry: 'switched.azurecr.io' }),
      settings: { ...prod, ingress: { ...prod.ingress, autoscaling: dev.ingress.autoscaling } },
    },
    prod: {
      cluster: Cluster.aks({ zones: 3, keyVault: 'switched', registry: 'switched.azurecr.io' }),
      settings: prod,
    },
  },
  composition: {
    compose: (environment: Environment, settings: SwitchedSettings) => {
      const chart = new NamespaceChart(environment, 'switched', { namespace: settings.namespace });
      const store = settings.store.enabled ? storeIn(chart, settings) : undefined;
      for (const name of ['ingress', 'egress'] as const) {
        if (settings[name].enabled) {
          const made = serviceIn(chart, name, settings);
          if (store) {
            made.connectTo(store);
          }
        }
      }
    },
  },
});

function storeIn(chart: NamespaceChart, { store, imagePullPolicy, storageClass }: SwitchedSettings): Workload {
  return new Workload(chart, 'store', {
    identity: Identity.of({ selector: { app: 'store' }, container: 'store' }),
    image: Image.of('registry.example/store', store.image.tag),
    controller: Controller.statefulSet(),
    ports: [Port.tcp('tarantool', 3301)],
    volumes: { '/var/lib/store': Volume.claim('store-data', { size: store.persistence.size, storageClass }) },
    settings: { imagePullPolicy, resources: store.resources },
  });
}

function serviceIn(chart: NamespaceChart, name: 'ingress' | 'egress', settings: SwitchedSettings): ApiService {
  const own = settings[name];
  const { autoscaling, podDisruptionBudget: budget } = own;
  const credentials = new Credentials(chart, `${name}-secret`, { name: own.secrets.existing, keys: ['password'] });
  return new ApiService(chart, name, {
    identity: Identity.of({ selector: { app: name }, container: name, service: `${name}-service` }),
    image: Image.of(name, own.image.tag),
    ports: [Port.grpc(own.service.port)],
    variables: { ...own.config, SERVER_PORT: String(own.service.port) },
    credentials: { STORE_PASSWORD: credentials.key('password') },
    readiness: Probe.grpc('ready'),
    liveness: Probe.grpc(),
    scaling: autoscaling.enabled
      ? Scaling.pods({ min: autoscaling.minReplicas, max: autoscaling.maxReplicas }).onCpu(autoscaling.targetCPU)
      : undefined,
    replicas: autoscaling.enabled ? undefined : own.replicaCount,
    disruptions: budget.enabled
      ? DisruptionBudget.minAvailable(String(budget.minAvailable))
      : DisruptionBudget.none('whoever switches it off wants nodes drained at once'),
    exposure:
      own.service.type === 'NodePort'
        ? Exposure.nodePort(own.service.nodePort, { portName: 'grpc', reason: 'a developer has no edge with TLS' })
        : Exposure.clusterIp(),
    permissions: [Permission.of('secrets', ['get'], { names: [own.secrets.existing] })],
    settings: { imagePullPolicy: settings.imagePullPolicy, resources: own.resources },
  });
}
