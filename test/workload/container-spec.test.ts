import {
  Configuration,
  Container,
  CredentialKey,
  Credentials,
  type ICredentialSource,
  Port,
  Volume,
  type WorkloadProps,
} from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { chartIn, containerOf, IMAGE, podOf, workload } from '../support/workload';

const SOURCE: ICredentialSource = {
  secretName: 'shop-secrets',
  knownKeys: ['api-key', 'token'],
  bindToWorkload: () => ({ secretName: 'shop-secrets' }),
};
const key = (name: string) => CredentialKey.of(SOURCE, name);

test('the least container is hardened, and may write to /tmp alone', () => {
  const made = workload();
  expect(containerOf(made)).toEqual({
    name: 'api',
    image: 'registry.example/shop/api:1.2.3',
    imagePullPolicy: 'Always',
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    resources: {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
      limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  });
  expect(podOf(made).volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }]);
});

test('command, arguments and ports', () => {
  const made = workload({ command: ['/api'], args: ['serve'], ports: [Port.http(8080), Port.udp('feed', 7000)] });
  expect(containerOf(made)).toMatchObject({
    command: ['/api'],
    args: ['serve'],
    ports: [
      { name: 'http', containerPort: 8080, protocol: 'TCP' },
      { name: 'feed', containerPort: 7000, protocol: 'UDP' },
    ],
  });
});

test('credentials come before the variables that refer to them, both sorted', () => {
  const made = workload({
    variables: { URL_B: 'b://$(TOKEN)@host', URL_A: 'a://$(TOKEN)@host' },
    credentials: { TOKEN: key('token'), API_KEY: key('api-key') },
  });
  expect(containerOf(made).env).toEqual([
    { name: 'API_KEY', valueFrom: { secretKeyRef: { name: 'shop-secrets', key: 'api-key' } } },
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'shop-secrets', key: 'token' } } },
    { name: 'URL_A', value: 'a://$(TOKEN)@host' },
    { name: 'URL_B', value: 'b://$(TOKEN)@host' },
  ]);
});

describe('volumes', () => {
  test('of every kind, in the order of their paths', () => {
    const scope = chartIn();
    const configuration = new Configuration(scope, 'rules', { data: { 'rules.yaml': 'a: 1' }, hotReload: true });
    const made = workload(
      {
        volumes: {
          '/var/data': Volume.persistentVolumeClaim('data', 'orders'),
          '/etc/rules': Volume.configuration('rules', configuration),
          '/cache': Volume.scratch('cache', { size: '1Gi' }),
          '/dev/shm': Volume.scratch('shm', { inMemory: true }),
        },
        credentialFiles: { '/etc/secrets': SOURCE },
      },
      scope,
    );
    expect(containerOf(made).volumeMounts).toEqual([
      { name: 'cache', mountPath: '/cache' },
      { name: 'shm', mountPath: '/dev/shm' },
      { name: 'rules', mountPath: '/etc/rules', readOnly: true },
      { name: 'shop-secrets', mountPath: '/etc/secrets', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'data', mountPath: '/var/data' },
    ]);
    expect(podOf(made).volumes).toEqual([
      { name: 'cache', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'shm', emptyDir: { sizeLimit: '64Mi', medium: 'Memory' } },
      { name: 'rules', configMap: { name: 'rules' } },
      { name: 'shop-secrets', secret: { secretName: 'shop-secrets', defaultMode: 0o440 } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'orders' } },
    ]);
  });

  test('an own one at /tmp replaces the scratch space', () => {
    const made = workload({ volumes: { '/tmp': Volume.scratch('work', { size: '1Gi' }) } });
    expect(podOf(made).volumes).toEqual([{ name: 'work', emptyDir: { sizeLimit: '1Gi' } }]);
  });
});

describe('init containers and sidecars', () => {
  const made = () =>
    workload({
      initContainers: [
        Container.of('wait', {
          image: IMAGE,
          command: ['/wait'],
          args: ['-v'],
          variables: { HOST: 'db' },
          credentials: { TOKEN: key('token') },
        }),
      ],
      sidecars: [Container.of('proxy', { image: IMAGE, resources: { limits: { cpu: '50m' } } })],
    });

  test('are as hardened as the main one, each with its own /tmp', () => {
    const { initContainers, containers, volumes } = podOf(made());
    const hardened = containers[0].securityContext;
    expect(initContainers).toMatchObject([
      {
        name: 'wait',
        command: ['/wait'],
        args: ['-v'],
        env: [{ name: 'TOKEN' }],
        envFrom: [{ configMapRef: { name: expect.stringMatching(/^api-wait-config-/) } }],
        securityContext: hardened,
        volumeMounts: [{ name: 'wait-tmp', mountPath: '/tmp' }],
        resources: { limits: { cpu: '500m', 'ephemeral-storage': '1Gi' } },
      },
    ]);
    expect(containers[1]).toMatchObject({
      name: 'proxy',
      securityContext: hardened,
      volumeMounts: [{ name: 'proxy-tmp', mountPath: '/tmp' }],
      resources: { requests: { cpu: '50m' }, limits: { cpu: '50m' } },
    });
    expect(volumes.map(({ name }: { name: string }) => name)).toEqual(['wait-tmp', 'tmp', 'proxy-tmp']);
  });

  test('share a volume with the main one', () => {
    const shared = Volume.scratch('shared');
    const pod = podOf(
      workload({
        volumes: { '/in': shared },
        initContainers: [Container.of('fetch', { image: IMAGE, volumes: { '/out': shared } })],
      }),
    );
    expect(pod.volumes.map(({ name }: { name: string }) => name)).toEqual(['shared', 'fetch-tmp', 'tmp']);
  });

  test('with the name of another are an error', () => {
    expectProblem(workload({ sidecars: [Container.of('api', { image: IMAGE })] }), [
      'shop/api  sidecars',
      'got "api", twice',
      'the containers of a pod have different names',
      '→ rename one of them',
    ]);
  });
});

test.each<[string, Partial<WorkloadProps>, readonly string[]]>([
  [
    'a name that is none',
    { sidecars: [Container.of('Proxy', { image: IMAGE, volumes: { '/tmp': Volume.scratch('work') } })] },
    [
      'shop/api  sidecars[0].name',
      'got "Proxy"',
      'the name of a container is a DNS label of at most 63 characters',
      '→ use a-z, 0-9 and -, no - at the ends',
    ],
  ],
  [
    'a variable that begins with a digit',
    { variables: { '1ST': 'a' } },
    [
      'shop/api  variables.1ST',
      'the name of a variable has letters, digits, -, _ and . and does not begin with a digit',
      '→ choose a plainer name, such as REDIS_URL',
    ],
  ],
  [
    'an inline variable that begins with a digit',
    { variables: { '1ST': 'a$(B)', B: 'b' } },
    [
      'shop/api  variables.1ST',
      'the name of a variable has letters, digits, -, _ and . and does not begin with a digit',
      '→ choose a plainer name, such as REDIS_URL',
    ],
  ],
  [
    'a variable with a space',
    { sidecars: [Container.of('proxy', { image: IMAGE, variables: { 'A B': '' } })] },
    [
      'shop/api  sidecars[0].variables.A B',
      'the name of a variable has letters, digits, -, _ and . and does not begin with a digit',
      '→ choose a plainer name, such as REDIS_URL',
    ],
  ],
  [
    'a credential with a space',
    { credentials: { 'A B': key('token') } },
    [
      'shop/api  credentials.A B',
      'the name of a variable has letters, digits, -, _ and . and does not begin with a digit',
      '→ choose a plainer name, such as REDIS_URL',
    ],
  ],
  [
    'an unknown key',
    { credentials: { TOKEN: key('tocken') } },
    [
      'shop/api  credentials.TOKEN',
      'got the key "tocken" of shop-secrets',
      'the bundle has no such key: the pod would never start',
      '→ use one of: api-key, token; or add the key to the bundle',
    ],
  ],
  [
    'an unknown key of a sidecar',
    { sidecars: [Container.of('proxy', { image: IMAGE, credentials: { T: key('t') } })] },
    [
      'shop/api  sidecars[0].credentials.T',
      'got the key "t" of shop-secrets',
      'the bundle has no such key: the pod would never start',
      '→ use one of: api-key, token; or add the key to the bundle',
    ],
  ],
  [
    'a path that is relative',
    { volumes: { data: Volume.scratch('data') } },
    [
      'shop/api  volumes.data',
      'a volume is mounted at an absolute path below the root, without a colon',
      "→ give a path such as '/var/lib/data'",
    ],
  ],
  [
    'a path with a colon',
    { volumes: { '/a:b': Volume.scratch('data') } },
    [
      'shop/api  volumes./a:b',
      'a volume is mounted at an absolute path below the root, without a colon',
      "→ give a path such as '/var/lib/data'",
    ],
  ],
  [
    'the root',
    { volumes: { '/': Volume.scratch('data') } },
    [
      'shop/api  volumes./',
      'a volume is mounted at an absolute path below the root, without a colon',
      "→ give a path such as '/var/lib/data'",
    ],
  ],
  [
    'a volume whose name is none',
    { volumes: { '/data': Volume.scratch('My_Data') } },
    [
      'shop/api  volumes./data',
      'got "My_Data"',
      'the name of a volume is a DNS label of at most 63 characters',
      '→ use a-z, 0-9 and -, no - at the ends',
    ],
  ],
  [
    'a volume of a size that is none',
    { volumes: { '/data': Volume.scratch('data', { size: '1 GB' }) } },
    [
      'shop/api  volumes./data.size',
      'got "1 GB"',
      'it is a whole number of bytes, above 0 and up to 1Pi',
      "→ write '64Mi' or '10Gi'",
    ],
  ],
  [
    'a volume of no size',
    { volumes: { '/data': Volume.scratch('data', { size: '0' }) } },
    [
      'shop/api  volumes./data.size',
      'got "0"',
      'it is a whole number of bytes, above 0 and up to 1Pi',
      "→ write '64Mi' or '10Gi'",
    ],
  ],
])('%s is an error', (_, props, lines) => {
  expectProblem(workload(props), lines);
});

describe('a variable is set once', () => {
  test.each<[string, Record<string, string>, readonly string[]]>([
    [
      'that is inline',
      { GREETING: '$(OTHER)', OTHER: 'other' },
      [
        'shop/api  credentials.GREETING',
        'got a name that is a plain variable or an endpoint, too',
        'a variable is set once',
        '→ remove one of the two',
      ],
    ],
    [
      'that stands in the ConfigMap',
      { GREETING: 'plain' },
      [
        'shop/api  credentials.GREETING',
        'got a name that is a plain variable or an endpoint, too',
        'a variable is set once',
        '→ remove one of the two',
      ],
    ],
  ])('not as a credential and as a variable %s', (_, variables, lines) => {
    expectProblem(workload({ variables, credentials: { GREETING: key('token') } }), lines);
  });
});

describe('a volume is one thing', () => {
  test('two of one name are an error', () => {
    const volumes = { '/a': Volume.scratch('data'), '/b': Volume.persistentVolumeClaim('data', 'orders') };
    expectProblem(workload({ volumes }), [
      'shop/api  volumes',
      'got "data", for two different volumes',
      'the volumes of a pod have different names',
      '→ rename one of them',
    ]);
  });

  test('two bundles as files are two volumes', () => {
    const scope = chartIn();
    const bundle = (name: string) => new Credentials(scope, name, { keys: ['token'] });
    const made = workload({ credentialFiles: { '/a': bundle('a'), '/b': bundle('b') } }, scope);
    expect(problems(made)).toEqual([]);
    expect(podOf(made).volumes.map(({ name }: { name: string }) => name)).toEqual(['a', 'b', 'tmp']);
  });

  test('a bundle whose Secret has dots is a volume all the same', () => {
    const scope = chartIn();
    const made = workload(
      { credentialFiles: { '/a': new Credentials(scope, 'shop.example', { keys: ['token'] }) } },
      scope,
    );
    expect(problems(made)).toEqual([]);
  });

  test('files and a volume at one path are an error', () => {
    const made = workload({ volumes: { '/a': Volume.scratch('data') }, credentialFiles: { '/a': SOURCE } });
    expectProblem(made, [
      'shop/api  credentialFiles./a',
      'got the path of the volume data, too',
      'one thing is mounted at a path',
      '→ give one of the two another path',
    ]);
  });
});
