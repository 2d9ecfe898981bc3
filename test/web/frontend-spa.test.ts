import fc from 'fast-check';
import {
  Cluster,
  DisruptionBudget,
  Edge,
  Exposure,
  FrontendSpa,
  type FrontendSpaProps,
  HashedAssets,
  Identity,
  Image,
  Manifests,
  Port,
  Probe,
  ApiService,
  Route,
  Scaling,
  Shutdown,
  User,
} from '../../lib';
import { Duration, Testing } from 'cdk8s';
import { expectProblem, type Lines, problems } from '../support/findings';
import { chartIn, containerOf, IMAGE, manifestsOf, podOf } from '../support/workload';

const EDGE = Cluster.k3d();
const TRAEFIK = 'namespace:kube-system{app.kubernetes.io/name=traefik}';
const ROUTE = Route.host('shop.example.com');

function frontend(props: Partial<FrontendSpaProps> = {}, scope = chartIn(EDGE), id = 'frontend'): FrontendSpa {
  return new FrontendSpa(scope, id, { image: IMAGE, ...props });
}

/** The files of the ConfigMap that is mounted into the web server. */
function filesOf(of: FrontendSpa): Record<string, string> {
  return manifestsOf(of).objects('ConfigMap')[0].data;
}

const FULL: Partial<FrontendSpaProps> = {
  folder: '/dist',
  webServer: Image.of('registry.example/nginx', '1.29.3'),
  route: Route.host('shop.example.com', { pathPrefix: '/app', allowedSources: ['203.0.113.0/24'] }),
  configuration: { apiUrl: '/api', features: { darkMode: true, limits: [1, 2] } },
  configurationVariable: '__CONFIG__',
  hashedAssets: HashedAssets.below('/static/', '/fonts'),
  contentSecurityPolicy: { 'connect-src': "'self' https://login.example.com", 'upgrade-insecure-requests': '' },
  headers: { 'referrer-policy': 'no-referrer', 'Permissions-Policy': '' },
  scaling: Scaling.pods({ min: 2, max: 6 }).onCpu(70),
  disruptions: DisruptionBudget.minAvailable('1'),
  rollout: { maxSurge: '2' },
  exposure: Exposure.nodePort(30080, { reason: 'a kiosk without DNS' }),
  shutdown: Shutdown.afterSleep(Duration.seconds(10), { drain: Duration.seconds(60) }),
  user: User.of(101, { reason: 'files of the image belong to 101 alone' }),
  scheduling: { nodeSelector: { pool: 'web' } },
  identity: Identity.of({ name: 'shop-frontend' }),
  labels: { team: 'web' },
  podAnnotations: { 'example.com/note': 'x' },
  settings: { resources: { limits: { cpu: '3' } } },
};

test('the least is a snapshot', () => {
  expect(manifestsOf(frontend()).objects()).toMatchSnapshot();
});

test('the most is a snapshot', () => {
  expect(manifestsOf(frontend(FULL)).objects()).toMatchSnapshot();
});

test('synthesized twice it is the same, and under Testing.synth too', () => {
  const build = () => frontend(FULL).node.scope as ReturnType<typeof chartIn>;
  const chart = build();
  const first = JSON.stringify(Testing.synth(chart));
  expect(JSON.stringify(Testing.synth(chart))).toBe(first);
  expect(JSON.stringify(Testing.synth(build()))).toBe(first);
});

describe('by default', () => {
  test('two pods and a budget, and no autoscaler', () => {
    const manifests = manifestsOf(frontend());
    expect(manifests.resource('Deployment', 'frontend').spec.replicas).toBe(2);
    manifests.hasResource('PodDisruptionBudget', 'frontend-pdb', { spec: { maxUnavailable: 1 } });
    expect(manifests.objects('HorizontalPodAutoscaler')).toEqual([]);
  });

  test('any user runs it on a read-only root: what it writes is below /tmp', () => {
    const made = frontend();
    expect(podOf(made).securityContext.runAsUser).toBe(65532);
    expect(containerOf(made).securityContext.readOnlyRootFilesystem).toBe(true);
    const { 'nginx.conf': text } = filesOf(made);
    const written = [...text.matchAll(/^\s*(?:pid|\w+_temp_path) (\S+);$/gm)].map(([, path]) => path);
    expect(written).toHaveLength(6);
    expect(written.filter((path) => !path.startsWith('/tmp/'))).toEqual([]);
  });

  test('it goes on serving for 5 seconds, then downloads may end', () => {
    const made = frontend();
    expect(containerOf(made).lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    expect(podOf(made).terminationGracePeriodSeconds).toBe(35);
    expect(filesOf(made)['nginx.conf']).toContain('worker_shutdown_timeout 25s;');
  });

  test('on an older cluster the container itself sleeps', () => {
    const made = frontend({}, chartIn(Cluster.k3d({ kubernetesVersion: '1.29' })));
    expect(containerOf(made).lifecycle.preStop.exec.command).toEqual(['/bin/sh', '-c', 'sleep 5']);
  });

  test('there is no configuration for the program', () => {
    expect(Object.keys(filesOf(frontend()))).toEqual(['nginx.conf']);
  });

  test('the browser is told to insist on TLS where there is a route', () => {
    expect(filesOf(frontend())['nginx.conf']).not.toContain('Strict-Transport-Security');
    expect(filesOf(frontend({ route: ROUTE }))['nginx.conf']).toContain(
      'add_header Strict-Transport-Security "max-age=31536000" always;',
    );
  });
});

test('what an operator turns is no part of its configuration', () => {
  const resources = { requests: { cpu: '2' }, limits: { cpu: '4', memory: '1Gi' } };
  expect(filesOf(frontend({ settings: { resources, replicas: 5 } }))).toEqual(filesOf(frontend()));
});

test('the time that downloads have follows from the shutdown', () => {
  const timeout = (shutdown: Shutdown): string | undefined =>
    /worker_shutdown_timeout (\d+)s;/.exec(filesOf(frontend({ shutdown }))['nginx.conf'])?.[1];
  expect(timeout(Shutdown.onSignal({ drain: Duration.minutes(2) }))).toBe('115');
  expect(timeout(Shutdown.onSignal({ drain: Duration.seconds(3) }))).toBe('1');
});

test('its configuration is immutable and named by its content, so that a change is a rollout', () => {
  const made = (apiUrl: string) => frontend({ configuration: { apiUrl } });
  const [one, same, other] = ['/api', '/api', '/v2'].map((url) => {
    const of = made(url);
    const [{ immutable, metadata }] = manifestsOf(of).objects('ConfigMap');
    expect([immutable, podOf(of).volumes.find(({ name }: { name: string }) => name === 'web-server')]).toEqual([
      true,
      { name: 'web-server', configMap: { name: metadata.name } },
    ]);
    return metadata.name as string;
  });
  expect(one).toMatch(/^frontend-web-[a-z0-9]{10}$/);
  expect([same === one, other === one]).toEqual([true, false]);
});

test('the order in which the configuration was written does not matter, nor what is undefined in it', () => {
  const text = (configuration: Record<string, unknown>): string => filesOf(frontend({ configuration }))['config.json'];
  expect(text({ b: { d: 1, c: undefined }, a: undefined })).toBe(text({ b: { d: 1 } }));
  expect(text({ b: 1, a: 2 })).toBe(text({ a: 2, b: 1 }));
});

test('files of an image of their own are copied before the web server starts', () => {
  const made = frontend({ image: Image.of('registry.example/files', '2'), webServer: IMAGE, folder: '/dist' });
  const { initContainers, containers, volumes } = podOf(made);
  expect(initContainers).toHaveLength(1);
  expect(initContainers[0]).toMatchObject({
    image: 'registry.example/files:2',
    command: ['cp', '-R', '/dist/.', '/srv/frontend'],
    volumeMounts: [{ name: 'files', mountPath: '/srv/frontend' }, { mountPath: '/tmp' }],
  });
  expect(containers[0]).toMatchObject({ image: IMAGE.referenceFor(made) });
  expect(containers[0].volumeMounts).toContainEqual({ name: 'files', mountPath: '/srv/frontend' });
  expect(volumes).toContainEqual({ name: 'files', emptyDir: { sizeLimit: '256Mi' } });
  expect(filesOf(made)['nginx.conf']).toContain('root "/srv/frontend";');
  manifestsOf(made).hasResource('Deployment', 'frontend', {
    metadata: { labels: { 'app.kubernetes.io/version': '2' } },
  });
});

describe('who reaches it, and whom it reaches', () => {
  test('the edge alone, and nobody', () => {
    const scope = chartIn(Cluster.k3d({ prometheus: { namespace: 'monitoring' } }));
    const made = frontend({ route: ROUTE }, scope);
    new ApiService(scope, 'api', {
      image: IMAGE,
      ports: [Port.http(8000)],
      readiness: Probe.http('/ready'),
      liveness: Probe.http('/live'),
    });
    const manifests = manifestsOf(made);
    manifests.allows(TRAEFIK, 'frontend', 8080);
    manifests.denies('namespace:monitoring', 'frontend', 8080);
    manifests.denies('api', 'frontend', 8080);
    manifests.denies('frontend', 'api', 8000);
    manifests.denies('frontend', '192.0.2.1', 443);
  });

  test('without a route nobody', () => {
    manifestsOf(frontend()).denies(TRAEFIK, 'frontend', 8080);
  });

  test('it has no token and no variables', () => {
    const made = frontend(FULL);
    expect(podOf(made).automountServiceAccountToken).toBe(false);
    expect([containerOf(made).env, containerOf(made).envFrom]).toEqual([undefined, undefined]);
  });
});

test('behind a prefix that the edge leaves in requests, the web server takes it off', () => {
  const rewrite = (route: Route): string | undefined =>
    /^\s*rewrite .*$/m.exec(filesOf(frontend({ route }))['nginx.conf'])?.[0].trim();
  expect(rewrite(Route.host('a.b', { pathPrefix: '/my.app/' }))).toBe('rewrite "^/my\\\\.app(?:/(.*))?$" /$1;');
  expect(rewrite(Route.host('a.b', { pathPrefix: '/app', stripPrefix: true }))).toBeUndefined();
  expect(rewrite(ROUTE)).toBeUndefined();
});

test.each<[string, Partial<FrontendSpaProps>, Lines]>([
  [
    'a folder that is none',
    { folder: 'dist' },
    [
      'test/shop/frontend  folder',
      'got "dist"',
      'the files are in a folder below the root: letters, digits, -, _ and . between slashes',
      "→ write it as '/usr/share/nginx/html'",
    ],
  ],
  [
    'a variable without configuration',
    { configurationVariable: '__CONFIG__' },
    [
      'test/shop/frontend  configurationVariable',
      'got "__CONFIG__"',
      'without a configuration there is nothing to set it to',
      '→ give configuration, or leave configurationVariable out',
    ],
  ],
  [
    'a credential in the configuration, said once',
    { configuration: { auth: { clientSecret: 'correct-horse-battery' } } },
    [
      'test/shop/frontend  configuration.auth.clientSecret',
      'the name says that it is a secret; whatever stands here is public, for every browser reads it',
      '→ keep it in a service that the frontend asks; rotate the value if it was real',
    ],
  ],
  [
    'assets that are everything',
    { hashedAssets: HashedAssets.below('/') },
    [
      'test/shop/frontend  hashedAssets',
      'got ["/"]',
      'the whole site would be kept for a year, index.html too',
      "→ write HashedAssets.below('/assets/') or HashedAssets.matching('^/assets/.+-[\\\\w-]{8}\\\\.js$')",
    ],
  ],
  [
    'a header that would be a variable of the web server',
    { headers: { 'X-Price': '$100' } },
    [
      'test/shop/frontend  headers.X-Price',
      'got "$100"',
      'a header has a name of letters, digits and -, given once and not the web server’s own, and a text in ASCII without $',
      "→ write it as 'Cross-Origin-Opener-Policy': 'same-origin'; an empty text leaves a header out",
    ],
  ],
  [
    'a port that is not there',
    { route: Route.host('a.b', { portName: 'web' }) },
    [
      'test/shop/frontend  route.portName',
      'got "web"',
      'a route leads to a port of the service',
      '→ name one of: http',
    ],
  ],
])('%s is an error', (_, props, lines) => {
  expectProblem(frontend(props), lines);
});

test('two on one host, one of them below a path, are no error', () => {
  const scope = chartIn(Cluster.generic({ edge: Edge.nginx() }));
  frontend({ route: ROUTE }, scope);
  frontend({ route: Route.host('shop.example.com', { pathPrefix: '/admin' }) }, scope, 'admin');
  expect(problems(scope)).toEqual([]);
});

test('whatever the folder, the prefix, the headers and the configuration: an error, or whole directives', () => {
  const text = fc.string({
    maxLength: 12,
    unit: fc.constantFrom('a', '/', '"', '\\', ';', '{', '}', '$', ' ', '\n', "'"),
  });
  fc.assert(
    fc.property(text, text, text, text, text, (folder, prefix, pattern, value, setting) => {
      const made = frontend({
        folder: `/${folder}`,
        route: Route.host('a.b', { pathPrefix: `/${prefix}` }),
        hashedAssets: HashedAssets.matching(`x${pattern}`),
        headers: { 'X-A': value },
        contentSecurityPolicy: { 'img-src': value },
        configuration: { setting },
        configurationVariable: 'a',
      });
      if (problems(made).length > 0) {
        return;
      }
      const files = filesOf(made);
      expect(JSON.parse(files['config.json'])).toEqual({ setting });
      // With its texts taken out, each line is a directive, the head of a block or its end.
      const lines = files['nginx.conf']
        .trim()
        .replace(/"(?:[^"\\\n]|\\.)*"/g, 'text')
        .split('\n');
      expect(lines.filter((line) => !/^\s*(?:[\w/~*^=$.+?()[\]|:,-]+ ?)+(?:;| ?\{)$|^\s*\}$/.test(line))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('names and selectors do not move with the version, the configuration or the headers', () => {
  const shape = (props: Partial<FrontendSpaProps>) =>
    Manifests.of(frontend({ ...FULL, ...props }))
      .objects()
      .map(({ kind, metadata, spec }) => ({
        kind,
        name: kind === 'ConfigMap' ? metadata.name.replace(/-\w+$/, '') : metadata.name,
        selector: spec?.selector ?? spec?.podSelector,
      }));
  expect(shape({ image: Image.of('registry.example/shop/api', '9'), configuration: { b: 1 }, headers: {} })).toEqual(
    shape({}),
  );
});
