import { ApiService, Cluster, type Environment, Image, NamespaceChart, Port, Probe, System } from '../../lib';

/** What an operator turns in a system whose settings become variables. */
export interface ReferringSettings {
  readonly config: Record<string, string>;
  readonly path: string;
  readonly level: string;
  readonly host: string;
}

/** A system with one service whose variables come from its settings: an open mapping, and text in a variable. */
export function referringSystem(own: Partial<ReferringSettings> = {}): System {
  const place = (config: Record<string, string>) => ({
    cluster: Cluster.generic(),
    settings: { config, path: 'a path', level: 'a level', host: 'orders.example', ...own },
  });
  return new System({
    name: 'referring',
    environments: { dev: place({ LEVEL: 'debug', HOST: 'a' }), prod: place({ LEVEL: 'info', HOST: 'b' }) },
    composition: {
      compose: (environment: Environment, { config, path, level, host }: ReferringSettings) => {
        new ApiService(new NamespaceChart(environment, 'orders'), 'api', {
          image: Image.of('registry.example/orders/api', '1.0.0'),
          ports: [Port.http(8080)],
          readiness: Probe.http('/ready'),
          liveness: Probe.http('/live'),
          variables: { ...config, URL: `http://$(HOST)/${path}`, LOG: level, NAME: host },
        });
      },
    },
  });
}
