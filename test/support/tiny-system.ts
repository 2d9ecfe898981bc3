import { Chart } from 'cdk8s';
import { Cluster, type Environment, KubernetesObject, System } from '../../lib';

/** Settings of any shape. */
export type Settings = ReturnType<typeof JSON.parse>;

/** The content of a single object, from settings. */
export type Content = (settings: Settings, environment: Environment) => { [field: string]: unknown };

/** A system with an object of kind Thing for each content that is given, called after its key. */
export function tinySystem(
  settings: Readonly<Record<string, Settings>>,
  contents: (settings: Settings, environment: Environment) => Readonly<Record<string, { [field: string]: unknown }>>,
  cluster: Cluster = Cluster.generic(),
): System {
  return new System({
    name: 'tiny',
    environments: Object.fromEntries(
      Object.entries(settings).map(([name, each]) => [name, { cluster, settings: each }]),
    ),
    composition: {
      compose: (environment: Environment, given: Settings) => {
        const chart = new Chart(environment, 'chart', { namespace: 'tiny' });
        for (const [id, content] of Object.entries(contents(given, environment))) {
          const { namedByContent, ...rest } = content;
          new KubernetesObject(chart, id, {
            apiVersion: 'tiny.example/v1',
            kind: 'Thing',
            name: id,
            namedByContent: namedByContent === true,
            content: rest,
          });
        }
      },
    },
  });
}

/** A tiny system of one object, `thing`. */
export function oneThing(settings: Readonly<Record<string, Settings>>, content: Content): System {
  return tinySystem(settings, (given, environment) => ({ thing: content(given, environment) }));
}
