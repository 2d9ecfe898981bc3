import { clusters } from '../../apps/minitoolstream/clusters';
import { miniToolStream } from '../../apps/minitoolstream/main';
import { MiniToolStream } from '../../apps/minitoolstream/minitoolstream';
import { dev } from '../../apps/minitoolstream/settings/dev';
import { prod } from '../../apps/minitoolstream/settings/prod';
import type { MiniToolStreamSettings } from '../../apps/minitoolstream/settings/settings';
import { monitoring } from '../../apps/monitoring/main';
import { Environment, Manifests, Platform } from '../../lib';

/** An environment of both systems. */
export type EnvironmentName = keyof typeof clusters;

/** Every environment of both systems. */
export const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;

/** The two services of gRPC: workload, container, port, port on the nodes of a developer. */
export const STREAMS = [
  { workload: 'minitoolstream-ingress', container: 'ingress', port: 50051, nodePort: 30051 },
  { workload: 'minitoolstream-egress', container: 'egress', port: 50052, nodePort: 30052 },
] as const;

/** The manifests of one environment, as the system defines it. */
export function environment(name: EnvironmentName): Manifests {
  return Manifests.of(miniToolStream.platform().node.findChild(name));
}

/** The manifests of the monitoring of one environment. */
export function monitoringOf(name: EnvironmentName): Manifests {
  return Manifests.of(monitoring.platform().node.findChild(name));
}

/** What stands on the cluster of an environment: the system, and the monitoring of the cluster. */
export function together(name: EnvironmentName): Manifests {
  return Manifests.ofObjects([...environment(name).objects(), ...monitoringOf(name).objects()], clusters[name]);
}

/** The manifests of prod with other settings; dev is there too, as what is accepted is accepted of all environments. */
export function prodWith(settings: Partial<MiniToolStreamSettings>): Manifests {
  const platform = new Platform({ name: 'minitoolstream' });
  new MiniToolStream(new Environment(platform, 'dev', { cluster: clusters.dev }), 'minitoolstream', dev);
  const place = new Environment(platform, 'prod', { cluster: clusters.prod });
  return Manifests.of(new MiniToolStream(place, 'minitoolstream', { ...prod, ...settings }));
}
