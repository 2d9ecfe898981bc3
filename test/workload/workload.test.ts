import { Duration } from 'cdk8s';
import {
  Acknowledgements,
  Cluster,
  Container,
  Controller,
  CredentialKey,
  DisruptionBudget,
  Identity,
  Image,
  ImagePullPolicy,
  Manifests,
  NamespaceChart,
  Peer,
  Permission,
  Phase,
  Port,
  Probe,
  Scaling,
  Shutdown,
  User,
  Volume,
  Workload,
  type WorkloadProps,
} from '../../lib';
import { expectProblem, problems, warnings } from '../support/findings';
import {
  chartIn,
  containerOf,
  controllerOf,
  IMAGE,
  manifestsOf,
  podOf,
  templateOf,
  workload,
} from '../support/workload';

const SECRET = {
  secretName: 'shop-secrets',
  knownKeys: ['token'],
  bindToWorkload: () => ({ secretName: 'shop-secrets' }),
};
const TOKEN = CredentialKey.of(SECRET, 'token');
const SCALING = Scaling.pods({ min: 2, max: 6 }).onCpu(70);

const JOB_NAME = [
  'the name of a Job is a DNS label of at most 63 characters: a-z, 0-9 and -, no - at the ends',
  '→ choose a shorter or plainer id, or set the name through the identity',
];

const FULL: Partial<WorkloadProps> = {
  identity: Identity.of({ name: 'orders', selector: { app: 'orders' }, container: 'app' }),
  labels: { team: 'trading' },
  podAnnotations: { 'example.com/note': 'read me' },
  command: ['/orders'],
  args: ['serve'],
  ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9100)],
  variables: { LOG: 'info', GREETING: 'hello $(TOKEN)' },
  endpoints: { CACHE_URL: Peer.service('redis', { namespace: 'redis', port: 6379 }).url('redis') },
  credentials: { TOKEN },
  credentialFiles: { '/etc/secrets': SECRET },
  volumes: { '/cache': Volume.scratch('cache') },
  readiness: Probe.http('/ready'),
  liveness: Probe.http('/live'),
  startup: Probe.tcp(),
  shutdown: Shutdown.afterSleep(Duration.seconds(5)),
  user: User.of(20000),
  scheduling: { nodeSelector: { pool: 'fast' } },
  initContainers: [Container.of('wait', { image: IMAGE })],
  sidecars: [Container.of('proxy', { image: IMAGE })],
  permissions: [Permission.read('configmaps', { names: ['flags'] })],
  scaling: SCALING,
  disruptions: DisruptionBudget.maxUnavailable('25%'),
  settings: { imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT, resources: { requests: { cpu: '250m' } } },
};

describe('everything that follows from', () => {
  test('the least', () => {
    expect(manifestsOf(workload()).objects()).toMatchSnapshot();
  });

  test('the most', () => {
    const made = workload(FULL, chartIn(Cluster.aks({ zones: 3, prometheus: {}, imagePullSecret: 'pull' })));
    expect(manifestsOf(made).objects()).toMatchSnapshot();
  });

  test.each([{}, FULL])('is the same, synthesized twice and made twice', (props) => {
    const objects = () => manifestsOf(workload(props, chartIn(Cluster.aks()))).objects();
    const made = workload(props, chartIn(Cluster.aks()));
    const [first, second] = [Manifests.of(made).objects(), Manifests.of(made).objects()];
    expect(second).toEqual(first);
    expect(JSON.stringify(objects())).toBe(JSON.stringify(objects()));
  });
});

describe('names', () => {
  test('follow the id, or the identity', () => {
    const names = (props: Partial<WorkloadProps>) =>
      manifestsOf(workload({ ...props, scaling: SCALING }))
        .objects()
        .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
        .sort();
    expect(names({})).toEqual([
      'Deployment api',
      'HorizontalPodAutoscaler api-hpa',
      'NetworkPolicy api',
      'PodDisruptionBudget api-pdb',
      'ServiceAccount api',
    ]);
    expect(names({ identity: Identity.of({ name: 'orders' }) })).toEqual(
      names({}).map((name) => name.replace('api', 'orders')),
    );
  });

  // What is around it takes its name too, and so is named in the same breath.
  test.each<[string, Controller, number]>([
    ['Orders', Controller.deployment(), 63],
    ['-api', Controller.deployment(), 63],
    ['my_api', Controller.statefulSet(), 52],
    ['a'.repeat(64), Controller.deployment(), 63],
    ['a'.repeat(53), Controller.statefulSet(), 52],
    ['a'.repeat(53), Controller.cronJob('@daily'), 52],
  ])('%s is no name of a %j', (name, controller, limit) => {
    const { kind } = controller;
    expect(problems(workload({ identity: Identity.of({ name, container: 'app' }), controller }))).toContainEqual([
      'shop/api  name',
      `got ${kind} "${name}", ${name.length} characters`,
      `the name of a ${kind} is a DNS label of at most ${limit} characters: a-z, 0-9 and -, no - at the ends`,
      '→ choose a shorter or plainer id, or set the name through the identity',
    ]);
  });

  test('a Job leaves room for its hash', () => {
    const identity = Identity.of({ name: 'a'.repeat(53), container: 'app' });
    expect(problems(workload({ identity, controller: Controller.job() }))).toEqual([
      ['shop/api  name', expect.stringMatching(/^got Job "a{53}-\w{10}", 64 characters$/), ...JOB_NAME],
    ]);
  });

  test('two of one name are an error', () => {
    const scope = chartIn();
    workload({}, scope);
    new Workload(scope, 'other', {
      image: IMAGE,
      identity: Identity.of({ name: 'api' }),
      controller: Controller.job(),
    });
    expect(() => manifestsOf(scope)).toThrow('two constructs cannot own one object: the last applied would win');
  });
});

describe('identity', () => {
  test('selects by the recommended labels, or by those of an existing system', () => {
    expect(workload().selector).toEqual({ 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' });
    expect(workload({ identity: Identity.of({ selector: { app: 'a' } }) }).selector).toEqual({ app: 'a' });
  });

  test('labels are on the object and its pods, the version too', () => {
    const made = workload({ labels: { team: 'trading' } });
    const labels = {
      'app.kubernetes.io/name': 'api',
      'app.kubernetes.io/instance': 'api',
      'app.kubernetes.io/managed-by': 'cdk8s-tradewind',
      'app.kubernetes.io/version': '1.2.3',
      team: 'trading',
    };
    expect(controllerOf(made).metadata.labels).toEqual(labels);
    expect(templateOf(made).metadata.labels).toEqual(labels);
  });

  test('no label of the author takes the place of one that is selected by', () => {
    const made = workload({ labels: { 'app.kubernetes.io/name': 'other' } });
    expect(templateOf(made).metadata.labels).toMatchObject(made.selector);
  });

  test('a digest is no version label', () => {
    const made = workload({ image: Image.of('r.example/api', `sha256:${'a'.repeat(64)}`) });
    expect(controllerOf(made).metadata.labels).not.toHaveProperty(['app.kubernetes.io/version']);
  });
});

describe('variables', () => {
  const configMap = (variables: Record<string, string>) => {
    const made = workload({ variables });
    const [found] = manifestsOf(made).objects('ConfigMap');
    return { found, made };
  };

  test('stand in an immutable ConfigMap named by its content', () => {
    const { found, made } = configMap({ B: '2', A: '1' });
    expect(found).toMatchObject({ immutable: true, data: { A: '1', B: '2' } });
    expect(found.metadata.name).toMatch(/^api-config-[a-z0-9]{10}$/);
    expect(containerOf(made).envFrom).toEqual([{ configMapRef: { name: found.metadata.name } }]);
  });

  test('a change renames it and moves nothing else', () => {
    const before = configMap({ A: '1' });
    const after = configMap({ A: '2' });
    const name = (of: typeof before) => of.found.metadata.name;
    expect(name(after)).not.toBe(name(before));
    const text = (of: typeof before) => JSON.stringify(manifestsOf(of.made).objects());
    expect(text(after).replaceAll(name(after), name(before)).replace('{"A":"2"}', '{"A":"1"}')).toBe(text(before));
  });

  test('that refer to others stay inline, for Kubernetes expands them nowhere else', () => {
    const { found, made } = configMap({ A: '1', B: '$(A)' });
    expect(found.data).toEqual({ A: '1' });
    expect(containerOf(made).env).toEqual([{ name: 'B', value: '$(A)' }]);
  });

  test('without any there is no ConfigMap', () => {
    manifestsOf(workload()).resourceCount('ConfigMap', 0);
  });
});

describe('endpoints', () => {
  const CACHE = Peer.cidr('10.1.0.4/32', { port: 6379 });

  test('are a variable and a way', () => {
    const made = workload({ endpoints: { CACHE: CACHE.address } });
    expect(manifestsOf(made).objects('ConfigMap')[0].data).toEqual({ CACHE: '10.1.0.4:6379' });
    manifestsOf(made).allows('api', '10.1.0.4', 6379);
    manifestsOf(workload()).denies('api', '10.1.0.4', 6379);
  });

  test('one that is a variable too is an error', () => {
    expectProblem(workload({ variables: { CACHE: 'a' }, endpoints: { CACHE: CACHE.address } }), [
      'shop/api  endpoints.CACHE',
      'got a name that is a plain variable, too',
      'a variable is set once',
      '→ remove one of the two',
    ]);
  });
});

describe('edges', () => {
  const pair = () => {
    const scope = chartIn();
    const [api, queue] = ['api', 'queue'].map(
      (id) => new Workload(scope, id, { image: IMAGE, ports: [Port.http(8080), Port.metrics(9100), Port.admin(9000)] }),
    );
    return { scope, api, queue };
  };

  test('nothing passes that nobody said', () => {
    const { scope } = pair();
    manifestsOf(scope).denies('api', 'queue', 8080);
    manifestsOf(scope).allows('api', 'dns', 53);
  });

  test('connectTo opens both ends, on service ports alone, and not back', () => {
    const { scope, api, queue } = pair();
    expect(api.connectTo(queue)).toBe(api);
    manifestsOf(scope).allows('api', 'queue', 8080);
    manifestsOf(scope).denies('api', 'queue', 9100);
    manifestsOf(scope).denies('api', 'queue', 9000);
    manifestsOf(scope).denies('queue', 'api', 8080);
  });

  test('allowFrom is the same from the other end', () => {
    const { scope, api, queue } = pair();
    queue.allowFrom(api);
    manifestsOf(scope).allows('api', 'queue', 8080);
    manifestsOf(scope).denies('api', 'queue', 9000);
  });

  test('Prometheus reaches the metrics port alone, where the cluster has one', () => {
    const made = workload({ ports: [Port.http(8080), Port.metrics(9100)] }, chartIn(Cluster.k3d({ prometheus: {} })));
    const prometheus = 'namespace:monitoring{app.kubernetes.io/name=prometheus}';
    manifestsOf(made).allows(prometheus, 'api', 9100);
    manifestsOf(made).denies(prometheus, 'api', 8080);
    manifestsOf(made).denies('namespace:monitoring', 'api', 9100);
  });

  test('towards something without ports is an error', () => {
    const { api, scope } = pair();
    api.connectTo(new Workload(scope, 'silent', { image: IMAGE }));
    expectProblem(scope, [
      'shop/api  connectTo shop/silent',
      'got a target without ports',
      'an edge leads to ports: without one nothing could be opened',
      '→ give the target ports, or name a port of it',
    ]);
  });
});

describe('how many pods', () => {
  test.each<[string, Partial<WorkloadProps>, number | undefined]>([
    ['what settings say', { replicas: 3, settings: { replicas: 5 } }, 5],
    ['what the author says', { replicas: 3 }, 3],
    ['what an autoscaler says', { scaling: SCALING }, undefined],
    ['none', { replicas: 0 }, 0],
  ])('%s', (_, props, replicas) => {
    expect(controllerOf(workload(props)).spec.replicas).toBe(replicas);
  });

  test.each<[string, Partial<WorkloadProps>, readonly string[]]>([
    [
      'replicas with scaling',
      { replicas: 3, scaling: SCALING },
      [
        'shop/api  replicas',
        'got 3, with scaling from 2 to 6',
        'the number of pods is either scaled or stated',
        '→ leave out replicas, or scaling',
      ],
    ],
    [
      'replicas of the settings with scaling',
      { settings: { replicas: 4 }, scaling: SCALING },
      [
        'shop/api  replicas',
        'got 4, with scaling from 2 to 6',
        'the number of pods is either scaled or stated',
        '→ leave out replicas, or scaling',
      ],
    ],
    [
      'half a pod',
      { replicas: 1.5, controller: Controller.statefulSet() },
      [
        'shop/api  replicas',
        'got 1.5',
        'the number of pods is a whole number, and a cluster is made for at most 150000',
        '→ give 0 or more',
      ],
    ],
    [
      'scaling of a Job',
      { scaling: SCALING, controller: Controller.job() },
      [
        'shop/api  scaling',
        'got on a Job',
        'a task ends by itself: it is not scaled and not drained',
        '→ leave it out, or use Controller.deployment() or Controller.statefulSet()',
      ],
    ],
    [
      'a claim of a Deployment',
      { volumes: { '/data': Volume.claim('data', { size: '1Gi' }) } },
      [
        'shop/api  volumes (data)',
        'got a claim of each pod, in a Deployment',
        'only the pods of a StatefulSet have claims of their own',
        '→ use Controller.statefulSet(), or Volume.persistentVolumeClaim for a claim that exists',
      ],
    ],
  ])('%s is an error', (_, props, lines) => {
    expectProblem(workload(props), lines);
  });
});

describe('credentials in the environment', () => {
  test('are a warning, until they are acknowledged with a reason', () => {
    const made = workload({ credentials: { TOKEN } });
    expect(warnings(made)).toEqual([
      [
        'shop/api  credentials  [credentials-in-environment]',
        'got credentials in environment variables',
        'whoever can see a process sees its environment, and it does not change until the pod is restarted',
        '→ mount them where the program can read files: credentialFiles; or acknowledge it with the reason',
      ],
    ]);
    const known = workload({ credentials: { TOKEN } });
    const reason = 'the program reads its environment alone';
    Acknowledgements.of(known).add({ id: 'credentials-in-environment', reason });
    expect(warnings(known)).toEqual([]);
    expect(controllerOf(known).metadata.annotations).toMatchObject({
      'tradewind.dev/credentials-in-environment': reason,
    });
  });

  test('as files they are none', () => {
    expect(warnings(workload({ credentialFiles: { '/etc/secrets': SECRET } }))).toEqual([]);
  });
});

test('a memory target far below the limit is a warning', () => {
  const scaling = Scaling.pods({ min: 2, max: 6 }).onMemory(80);
  const resources = (limit: string) => ({ requests: { memory: '128Mi' }, limits: { memory: limit } });
  expect(warnings(workload({ scaling, settings: { resources: resources('512Mi') } }))).toEqual([
    [
      'shop/api  scaling.onMemory  [memory-target-far-below-limit]',
      'got 80 % of the request of 128Mi, which is 102Mi, under a limit of 512Mi',
      'the target is a share of the request: a warm cache exceeds it for good and keeps the number of pods high',
      '→ raise the request to what the program really holds, or scale on CPU alone; or acknowledge it with the reason',
    ],
  ]);
  expect(warnings(workload({ scaling, settings: { resources: resources('128Mi') } }))).toEqual([]);
});

test('a reload that an annotation asks for is on the workload', () => {
  const source = {
    ...SECRET,
    bindToWorkload: () => ({ secretName: 'shop-secrets', annotations: { 'example.com/reload': 'shop-secrets' } }),
  };
  expect(controllerOf(workload({ credentialFiles: { '/a': source } })).metadata.annotations).toMatchObject({
    'example.com/reload': 'shop-secrets',
  });
});

test('the phase is that of everything around it', () => {
  const objects = workload({ phase: Phase.AFTER, controller: Controller.job(), variables: { A: '1' } }).node.findAll();
  const phases = objects.map((object) => (object as { phase?: Phase }).phase).filter((phase) => phase !== undefined);
  expect(new Set(phases)).toEqual(new Set([Phase.AFTER]));
});

test('the registry of the cluster may ask for credentials', () => {
  const made = workload({}, chartIn(Cluster.generic({ imagePullSecret: 'pull' })));
  expect(podOf(made).imagePullSecrets).toEqual([{ name: 'pull' }]);
  expect(podOf(workload())).not.toHaveProperty('imagePullSecrets');
});

describe('the quota of a namespace of its own', () => {
  const pods = (props: Partial<WorkloadProps>) => {
    const chart = new NamespaceChart(chartIn(), 'space', { quotaHeadroom: 1 });
    workload(props, chart);
    return Number(Manifests.of(chart).resource('ResourceQuota', 'quota').spec.hard.pods) - 1;
  };

  test.each<[string, Partial<WorkloadProps>, number]>([
    ['two pods, one of a surge, two that still terminate', {}, 5],
    ['the maximum of an autoscaler', { scaling: SCALING }, 13],
    ['a StatefulSet has no surge', { controller: Controller.statefulSet(), replicas: 3 }, 6],
    ['a Job and its second try', { controller: Controller.job() }, 2],
  ])('holds %s', (_, props, count) => {
    expect(pods(props)).toBe(count);
  });
});
