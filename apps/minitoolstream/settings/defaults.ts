import { ImagePullPolicy } from '../../../lib';
import type { MiniToolStreamSettings, StoreSettings, StreamAutoscaling, StreamSettings } from './settings';

/** A version of each of the two programs, as `versions/<environment>.json` lists them. */
export interface Versions {
  readonly 'minitoolstream-ingress': string;
  readonly 'minitoolstream-egress': string;
}

/** How both services are scaled where messages do not decide. */
const AUTOSCALING: StreamAutoscaling = {
  enabled: true,
  minReplicas: 3,
  maxReplicas: 10,
  targetCPU: 70,
  targetMemory: 80,
  targetMessages: 0,
};

const STREAM = {
  enabled: true,
  replicaCount: 3,
  resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
  autoscaling: AUTOSCALING,
  verticalPodAutoscaler: { updateMode: 'Off' },
  podDisruptionBudget: { enabled: true, minAvailable: 2 },
  config: { logger: { level: 'info', format: 'json' }, ttl: { enabled: true, default: '24h' } },
};

/** What the environments have in common. */
export function defaults(versions: Versions): Omit<MiniToolStreamSettings, 'stage' | 'storageClass'> {
  return {
    namespace: 'minitoolstream',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    ingress: stream('minitoolstream-ingress', versions, 50051, 30051),
    egress: stream('minitoolstream-egress', versions, 50052, 30052),
    tarantool: store(
      '2.11',
      { size: '10Gi', backupSize: '35Gi' },
      { cpu: '500m', memory: '512Mi' },
      { cpu: '1000m', memory: '1Gi' },
    ),
    minio: store(
      'RELEASE.2025-09-07T16-13-09Z',
      { size: '50Gi', backupSize: '83Gi' },
      { cpu: '500m', memory: '1Gi' },
      { cpu: '1000m', memory: '2Gi' },
    ),
  };
}

/** A service that clients reach through the edge, at a host name. */
export function throughEdge(settings: StreamSettings, host: string): StreamSettings {
  return { ...settings, route: { enabled: true, host }, service: { ...settings.service, type: 'ClusterIP' } };
}

function stream(name: keyof Versions, versions: Versions, port: number, nodePort: number): StreamSettings {
  return {
    ...STREAM,
    image: { tag: versions[name] },
    route: { enabled: false, host: `${name}.local` },
    service: { type: 'NodePort', port, nodePort },
    secrets: { existing: `${name}-secret` },
  };
}

type Amounts = Readonly<Record<'cpu' | 'memory', string>>;

function store(
  tag: string,
  persistence: StoreSettings['persistence'],
  requests: Amounts,
  limits: Amounts,
): StoreSettings {
  return { enabled: true, image: { tag }, persistence, resources: { requests, limits } };
}
