import { Chart, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  ApiService,
  type ApiServiceProps,
  Cluster,
  Credentials,
  Edge,
  Environment,
  Image,
  Manifests,
  Peer,
  Platform,
  Port,
  Probe,
  Route,
  Scaling,
  Shutdown,
  User,
} from '../lib';
import { apiObjectsOf, constructsOf, renderObjects } from '../lib/core/render';
import { environmentFiles } from '../lib/synth/environment-files';
import { writtenObject } from '../lib/synth/written-object';
import { problems } from './support/findings';

const AKS = Cluster.aks({
  zones: 3,
  registry: 'shop.azurecr.io',
  keyVault: 'shop-kv',
  edge: Edge.applicationGateway({ subnetCidr: '10.2.0.0/24' }),
});

/** Every file of the only environment, as it would be written. */
function filesOf(platform: Platform): [string, string][] {
  const environment = platform.node.findChild('prod') as Environment;
  return [
    ...environmentFiles(
      platform.name,
      environment,
      renderObjects(apiObjectsOf(constructsOf(environment))).map(writtenObject),
    ).files,
  ];
}

const NAMES = ['gateway', 'orders', 'quotes', 'ledger'];
const EDGES: [string, string][] = [
  ['gateway', 'orders'],
  ['gateway', 'quotes'],
  ['orders', 'ledger'],
  ['orders', 'quotes'],
  ['quotes', 'ledger'],
];

/** A small platform whose services and edges are made in a given order. */
function platform(names: readonly string[], edges: readonly [string, string][]): Platform {
  const made = new Platform({ name: 'shop' });
  const chart = new Chart(new Environment(made, 'prod', { cluster: AKS }), 'shop', { namespace: 'shop' });
  const secrets = new Credentials(chart, 'secrets', { keys: ['token'] });
  const services = new Map(
    names.map((name) => [
      name,
      new ApiService(chart, name, {
        image: Image.of(name, '1.0.0'),
        ports: [Port.http(8080), Port.metrics(9100)],
        readiness: Probe.http('/ready'),
        liveness: Probe.http('/live'),
        credentialFiles: { '/etc/secrets': secrets },
        route: name === 'gateway' ? Route.host('shop.example.com') : undefined,
      }),
    ]),
  );
  for (const [from, to] of edges) {
    const target = services.get(to);
    services.get(from)?.connectTo(...(target ? [target, Peer.cidr('10.9.0.0/24', { port: 5432 })] : []));
  }
  return made;
}

const permutation = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });

test('the order in which constructs are made and connected changes no byte', () => {
  const expected = filesOf(platform(NAMES, EDGES));
  fc.assert(
    fc.property(permutation(NAMES), permutation(EDGES), (names, edges) => {
      expect(filesOf(platform(names, edges))).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

const seconds = fc.integer({ min: 0, max: 600 }).map((count) => Duration.seconds(count));
const text = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('100m', '1', '64Mi', '1Gi', '$(A)', ''));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const amounts = fc.record({ cpu: optional(text), memory: optional(text), ephemeralStorage: optional(text) });
const number = fc.oneof(fc.integer({ min: -2, max: 70000 }), fc.double({ noNaN: true, min: -1, max: 10 }));
const probe = fc.oneof(
  fc.record({ path: text, period: seconds }).map(({ path, period }) => Probe.http(path, { period })),
  fc.constant(Probe.tcp()),
  text.map((service) => Probe.grpc(service)),
  fc.array(text, { maxLength: 2 }).map((command) => Probe.exec(command)),
);
const port = fc.oneof(
  number.map((value) => Port.http(value)),
  number.map((value) => Port.grpc(value)),
  fc.tuple(text, number).map(([name, value]) => Port.tcp(name, value)),
);
const anything: fc.Arbitrary<ApiServiceProps> = fc.record({
  image: fc.tuple(text, optional(text)).map(([name, version]) => Image.of(name, version)),
  ports: fc.array(port, { maxLength: 3 }),
  variables: optional(fc.dictionary(text, fc.string())),
  labels: optional(fc.dictionary(text, text)),
  podAnnotations: optional(fc.dictionary(text, fc.string())),
  readiness: optional(probe),
  liveness: optional(probe),
  shutdown: optional(fc.tuple(seconds, seconds).map(([wait, grace]) => Shutdown.afterSleep(wait, { grace }))),
  user: optional(number.map((id) => User.of(id))),
  replicas: optional(number),
  scaling: optional(fc.record({ min: number, max: number }).map((bounds) => Scaling.pods(bounds).onCpu(70))),
  settings: fc.record({ resources: fc.record({ requests: amounts, limits: amounts }) }),
});

function service(id: string, props: ApiServiceProps): ApiService {
  const environment = new Environment(new Platform({ name: 'shop' }), 'prod', { cluster: AKS });
  return new ApiService(new Chart(environment, 'shop', { namespace: 'shop' }), id, props);
}

test('whatever a service is made of, a synthesis answers with findings or with manifests', () => {
  fc.assert(
    fc.property(anything, (props) => {
      const made = service('api', props);
      const found = problems(made);
      expect(found.every((lines) => lines.length >= 3 && lines.every((line) => line !== ''))).toBe(true);
      if (found.length === 0) {
        expect(Manifests.of(made).objects('Deployment')).toHaveLength(1);
      } else {
        expect(() => Manifests.of(made)).toThrow(`✗ synthesis: ${found.length} problem`);
      }
    }),
    { numRuns: 150 },
  );
});

const valid: fc.Arbitrary<ApiServiceProps> = fc.record({
  image: fc.constantFrom(Image.of('api', '1.0.0'), Image.of('ghcr.io/shop/api', '2.0.0')),
  ports: fc
    .uniqueArray(fc.integer({ min: 1024, max: 65535 }), { minLength: 1, maxLength: 3 })
    .map((numbers) => numbers.map((value, index) => Port.tcp(`port-${index}`, value))),
  variables: fc.dictionary(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,9}$/), fc.string()),
  readiness: fc.constant(Probe.tcp()),
  liveness: fc.constant(Probe.exec(['/health'])),
  scaling: optional(
    fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .map(([min, more]) => Scaling.pods({ min, max: min + more }).onCpu(70)),
  ),
});

test('a valid service has no findings, and is the same when it is made again', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/), valid, (id, props) => {
      const objects = () => Manifests.of(service(id, props)).objects();
      expect(problems(service(id, props))).toEqual([]);
      expect(JSON.stringify(objects())).toBe(JSON.stringify(objects()));
    }),
    { numRuns: 100 },
  );
});
