import { Chart, Duration, Testing } from 'cdk8s';
import {
  ApiService,
  type ApiServiceProps,
  Cluster,
  Controller,
  CredentialKey,
  Credentials,
  DisruptionBudget,
  Environment,
  Image,
  Permission,
  Port,
  Probe,
  Route,
  Scaling,
  Shutdown,
  Workload,
} from '../lib';
import { expectProblem } from './support/findings';

/** What people get wrong, each with what they are told. Other forms of each stand in the test of its part. */
function prod(cluster = Cluster.aks({ registry: 'shop.azurecr.io' })): Chart {
  return new Chart(new Environment(Testing.app(), 'prod', { cluster }), 'shop', { namespace: 'shop' });
}

function service(props: Partial<ApiServiceProps> = {}, scope = prod()): ApiService {
  return new ApiService(scope, 'api', {
    image: Image.of('api', '1.0.0'),
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    ...props,
  });
}

const SECRETS = { secretName: 'secrets', knownKeys: ['token'], bindToWorkload: () => ({ secretName: 'secrets' }) };

test.each<[string, Partial<ApiServiceProps>, readonly string[]]>([
  [
    'a port twice',
    { ports: [Port.http(8080), Port.tcp('feed', 8080, { servicePort: 81 })] },
    [
      'prod/shop/api  ports[1].containerPort',
      'got 8080/TCP, which the port http has too',
      'names and numbers of ports are unique in a workload and on its Service',
      '→ remove one of the two, or give it another name or number',
    ],
  ],
  [
    'a port out of range',
    { ports: [Port.http(70000, { servicePort: 80 })] },
    [
      'prod/shop/api  ports[0].containerPort',
      'got 70000',
      'a port is a whole number from 1 to 65535',
      '→ give the port that the program listens on',
    ],
  ],
  [
    'a quantity that does not parse',
    { settings: { resources: { limits: { memory: '1 GB' } } } },
    [
      'prod/shop/api  settings.resources.limits.memory',
      'got "1 GB"',
      'it is no quantity of Kubernetes',
      "→ write cores as '250m' or '2', bytes as '128Mi' or '1Gi'",
    ],
  ],
  [
    'a request above its limit',
    { settings: { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } } },
    [
      'prod/shop/api  settings.resources.requests.cpu',
      'got 2, with a limit of 1',
      'a request above its limit is refused by the API server',
      '→ lower the request to at most 1, or raise the limit',
    ],
  ],
  [
    'a minimum above the maximum',
    { scaling: Scaling.pods({ min: 2, max: 1 }).onCpu(70) },
    [
      'prod/shop/api  scaling.max',
      'got 1, with a minimum of 2',
      'a maximum below the minimum is refused by the API server',
      '→ raise max to at least 2, or lower min',
    ],
  ],
  [
    'a budget that blocks',
    { disruptions: DisruptionBudget.maxUnavailable('0') },
    [
      'prod/shop/api  disruptions.maxUnavailable',
      'got 0, with 2 pods at the fewest',
      'no pod could ever be evicted: the budget blocks every drain of a node, and so every upgrade',
      "→ use DisruptionBudget.maxUnavailable('1'), or raise the minimum of pods",
    ],
  ],
  [
    'equal probes',
    { liveness: Probe.http('/ready') },
    [
      'prod/shop/api  liveness',
      'got the same question as readiness: http /ready',
      'a pod that is only busy or waits for another would be killed instead of spared',
      '→ ask liveness about the process alone, readiness about what it needs; or leave liveness out',
    ],
  ],
  [
    'a grace shorter than the shutdown',
    { shutdown: Shutdown.onSignal({ drain: Duration.seconds(30), grace: Duration.seconds(10) }) },
    [
      'prod/shop/api  shutdown.grace',
      'got 10 s, for 0 s before SIGTERM and 30 s of draining',
      'the kubelet kills the program while it still drains',
      '→ give at least 30 s, or leave grace out',
    ],
  ],
  [
    'an unknown credential key',
    { credentials: { KEY: CredentialKey.of(SECRETS, 'tokn') } },
    [
      'prod/shop/api  credentials.KEY',
      'got the key "tokn" of secrets',
      'the bundle has no such key: the pod would never start',
      '→ use one of: token; or add the key to the bundle',
    ],
  ],
  [
    'an image without tag',
    { image: Image.of('api') },
    [
      'prod/shop/api  image',
      'got "shop.azurecr.io/api"',
      'an image without tag is whatever was pushed last, and differs from node to node',
      "→ give a version: Image.of('api', '1.0.0'), or list it in the versions of the environment",
    ],
  ],
  [
    'latest',
    { image: Image.of('api', 'latest') },
    [
      'prod/shop/api  image',
      'got "shop.azurecr.io/api:latest"',
      'the tag latest is whatever was pushed last: it cannot be rolled back',
      '→ give the tag of a release, or a digest',
    ],
  ],
  [
    'a capability that the cluster does not declare',
    { scheduling: { priorityClass: 'trading' } },
    [
      'prod/shop/api  scheduling.priorityClass',
      'got "trading"',
      'the cluster does not declare this PriorityClass: the API server would refuse every pod',
      '→ declare it in priorityClasses of the cluster, or use one of: system-cluster-critical, system-node-critical',
    ],
  ],
  [
    'a route where there is no address of the edge',
    { route: Route.host('api.example.com') },
    [
      'prod/shop/api  allowFrom the edge',
      'the traffic of the edge comes from outside the cluster, from addresses that are not declared',
      '→ declare subnetCidr on Edge.applicationGateway',
    ],
  ],
])('%s', (_, props, lines) => {
  expectProblem(service(props), lines);
});

test('an image without registry in prod', () => {
  expectProblem(service({}, prod(Cluster.aks())), [
    'prod/shop/api  image',
    'got "api:1.0.0"',
    'a cluster whose nodes pull images needs the registry, or it pulls what a public one has under that name',
    '→ declare registry on the cluster, or write it into the name',
  ]);
});

test('a schedule that is no cron', () => {
  const controller = Controller.cronJob('at noon');
  expectProblem(new Workload(prod(), 'api', { image: Image.of('api', '1.0.0'), controller }), [
    'prod/shop/api  controller.schedule',
    'got "at noon"',
    'it is no cron schedule of Kubernetes: it has 2 fields instead of 5',
    "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
  ]);
});

test('an edge to something without ports', () => {
  const api = service();
  const silent = new Workload(api.node.scope as Chart, 'silent', { image: Image.of('silent', '1.0.0') });
  api.connectTo(silent);
  expectProblem(api, [
    'prod/shop/api  connectTo prod/shop/silent',
    'got a target without ports',
    'an edge leads to ports: without one nothing could be opened',
    '→ give the target ports, or name a port of it',
  ]);
});

test('an edge between environments', () => {
  const app = Testing.app();
  const [dev, other] = ['dev', 'prod'].map((name) =>
    service({}, new Chart(new Environment(app, name, { cluster: Cluster.k3d() }), 'shop', { namespace: 'shop' })),
  );
  dev.connectTo(other);
  expectProblem(app, [
    'dev/shop/api  connectTo prod/shop/api',
    'got prod/shop/api, in another environment',
    'environments are apart: no policy can let one reach the workloads of another',
    '→ connect to the workload of the same environment, or to a Peer that names the address',
  ]);
});

test('two constructs that claim one name', () => {
  const scope = prod(Cluster.aks({ keyVault: 'shop-kv' }));
  new Credentials(scope, 'one', { name: 'secrets', keys: ['a'] });
  new Credentials(scope, 'two', { name: 'secrets', keys: ['b'] });
  expectProblem(scope, [
    'prod/shop/two  name',
    'got ExternalSecret secrets in namespace shop, which prod/shop/one makes too',
    'two constructs cannot own one object: the last applied would win',
    '→ give one of them another id or name, or make the object once and refer to it',
  ]);
});

test('an API server that nobody can name', () => {
  const scope = prod(Cluster.generic({ registry: 'r.example' }));
  expectProblem(service({ permissions: [Permission.read('pods')] }, scope), [
    'prod/shop/api  connectTo the API server',
    'the cluster does not declare where its API server is, and a policy cannot name it otherwise',
    '→ declare apiServerCidrs on the cluster',
  ]);
});

test('a secret literal', () => {
  const made = service({ variables: { DATABASE_URL: 'postgres://shop:hunter2-but-longer@db:5432/shop' } });
  expect(() => Testing.synth(Chart.of(made))).toThrow('a credential is never part of a manifest');
});

test.each(['My_Api', 'a'.repeat(64)])('the name %s', (id) => {
  const scope = prod();
  new Workload(scope, id, { image: Image.of('api', '1.0.0') });
  expect(() => Testing.synth(scope)).toThrow(
    [
      `    got Deployment "${id}", ${id.length} characters`,
      '    the name of a Deployment is a DNS label of at most 63 characters: a-z, 0-9 and -, no - at the ends',
      '    → choose a shorter or plainer id, or set the name through the identity',
    ].join('\n'),
  );
});
