import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { Cluster, type Environment, KubernetesObject, System } from '../../lib';

/** The kinds of the objects, with what they are filled with. */
const text = fc.oneof(
  fc.constantFrom('a', 'b', '1.0', '007', 'yes', 'null', '1e3', '0x1F', '2026-01-01', '- x', 'a: b', '#', '~', '{}'),
  fc.constantFrom(
    'two\nlines\n',
    ' leading',
    'trailing ',
    'tab\there',
    'é ☃',
    '"quoted"',
    "it's",
    '\\',
    '*a',
    '$patch',
  ),
);
const few = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { maxLength: 3 });
const mapping = <Value>(value: fc.Arbitrary<Value>) =>
  fc.dictionary(fc.constantFrom('a', 'b', 'c.d/e', 'f~g', 'on'), value, { maxKeys: 3 });
const optional = <Fields extends object>(fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }) =>
  fc.record(fields, { requiredKeys: [] });
const named = <Fields extends object>(
  names: readonly string[],
  fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> },
) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), optional(fields)), { selector: ([name]) => name, maxLength: 3 })
    .map((items) => items.map(([name, rest]) => ({ name, ...rest })));

const container = {
  image: fc.constantFrom('a:1', 'a:2'),
  args: few(text),
  env: named(['A', 'B', 'C'], { value: text }),
  ports: few(fc.record({ containerPort: fc.constantFrom(80, 81), protocol: fc.constantFrom('TCP', 'UDP') })),
  resources: optional({ limits: mapping(text), requests: mapping(text) }),
  securityContext: optional({ runAsNonRoot: fc.boolean(), capabilities: optional({ drop: few(text) }) }),
  volumeMounts: fc.uniqueArray(fc.record({ name: text, mountPath: fc.constantFrom('/a', '/b') }), {
    selector: ({ mountPath }) => mountPath,
    maxLength: 2,
  }),
};
const labelSelector = optional({ matchLabels: mapping(text) });
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    few(tie('value')),
    mapping(tie('value')),
  ),
})).value;

const kinds = {
  Deployment: [
    'apps/v1',
    optional({
      replicas: fc.nat(3),
      selector: labelSelector,
      template: fc.record({
        metadata: optional({ labels: mapping(text) }),
        spec: optional({
          containers: named(['one', 'two', 'three'], container),
          volumes: named(['v', 'w'], { emptyDir: optional({ sizeLimit: text }), configMap: fc.record({ name: text }) }),
          topologySpreadConstraints: few(
            fc.record({ topologyKey: fc.constantFrom('zone', 'node'), maxSkew: fc.nat(2) }),
          ),
          tolerations: few(optional({ key: text, operator: text })),
        }),
      }),
    }),
  ],
  Job: [
    'batch/v1',
    optional({
      backoffLimit: fc.nat(3),
      activeDeadlineSeconds: fc.nat(9),
      template: fc.record({
        metadata: optional({ labels: mapping(text) }),
        spec: optional({
          restartPolicy: fc.constantFrom('Never', 'OnFailure'),
          containers: named(['task'], container),
          initContainers: named(['proxy', 'logs', 'schema'], { ...container, restartPolicy: fc.constant('Always') }),
        }),
      }),
    }),
  ],
  NetworkPolicy: [
    'networking.k8s.io/v1',
    optional({
      podSelector: labelSelector,
      policyTypes: few(text),
      ingress: few(
        optional({ from: few(optional({ podSelector: labelSelector })), ports: few(fc.record({ port: fc.nat(9) })) }),
      ),
    }),
  ],
  HorizontalPodAutoscaler: [
    'autoscaling/v2',
    optional({ minReplicas: fc.nat(3), behavior: optional({ scaleUp: anything }), metrics: few(anything) }),
  ],
  Service: [
    'v1',
    optional({
      type: text,
      selector: mapping(text),
      ports: few(fc.record({ name: text, port: fc.constantFrom(1, 2), targetPort: fc.oneof(text, fc.nat(9)) })),
    }),
  ],
  ServiceMonitor: ['monitoring.coreos.com/v1', mapping(anything)],
  Thing: ['tiny.example/v1', mapping(anything)],
} as const;

const object = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])).chain((kind) =>
  fc.record({
    apiVersion: fc.constant(kinds[kind][0]),
    kind: fc.constant<string>(kind),
    labels: mapping(fc.constantFrom('x', 'y')),
    annotations: mapping(text),
    spec: kinds[kind][1] as fc.Arbitrary<Record<string, unknown>>,
  }),
);

const names = ['a', 'b', 'a.b', 'a-b'];
const objects = fc.dictionary(fc.constantFrom(...names), object, { minKeys: 1, maxKeys: 4 });

/** Systems of up to three environments that share some objects, in part or as a whole. */
export const randomSystems: fc.Arbitrary<System> = fc
  .tuple(objects, fc.array(objects, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat(3)))
  .map(([common, each, choices]) =>
    each.map((own) => {
      const entries = Object.entries(common).map(([name, shared]) => {
        const other = own[name];
        const choice = choices.next().value;
        if (other?.kind === shared.kind && choice > 0) {
          return [name, choice === 1 ? other : { ...shared, spec: { ...shared.spec, ...other.spec } }];
        }
        return [name, shared];
      });
      return { ...own, ...(Object.fromEntries(entries) as typeof own) };
    }),
  )
  .map(
    (settings) =>
      new System({
        name: 'random',
        environments: Object.fromEntries(
          settings.map((each, index) => [`e${index}`, { cluster: Cluster.generic(), settings: each }]),
        ),
        composition: {
          compose: (environment: Environment, given: (typeof settings)[number]) => {
            const chart = new Chart(environment, 'chart', { namespace: 'random', labels: { stage: environment.name } });
            for (const [name, { apiVersion, kind, labels, annotations, spec }] of Object.entries(given)) {
              new KubernetesObject(chart, name, { apiVersion, kind, name, labels, annotations, content: { spec } });
            }
          },
        },
      }),
  );
