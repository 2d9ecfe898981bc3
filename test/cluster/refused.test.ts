import type { Manifest } from '../rendered/manifest';
import { ApiClient } from './support/api-client';
import { describeOnCluster } from './support/clusters';
import { claim, release } from './support/namespace';

const NAMESPACE = 'refused';
const LONG = 'x'.repeat(64);

/** A plain object, changed into one that synth calls refused by the API server. */
function object(kind: string, apiVersion: string, content: object, name = 'one'): Manifest {
  return { apiVersion, kind, metadata: { name, namespace: NAMESPACE }, ...content };
}

function podTemplate(container: object = {}, pod: object = {}): object {
  return {
    metadata: { labels: { app: 'one' } },
    spec: { containers: [{ name: 'one', image: 'registry.example.com/one:1', ...container }], ...pod },
  };
}

function deployment(container: object = {}, pod: object = {}, spec: object = {}): Manifest {
  const selector = { matchLabels: { app: 'one' } };
  return object('Deployment', 'apps/v1', { spec: { selector, template: podTemplate(container, pod), ...spec } });
}

function service(ports: object[], spec: object = {}, name = 'one'): Manifest {
  return object('Service', 'v1', { spec: { selector: { app: 'one' }, ports, ...spec } }, name);
}

function autoscaler(spec: object): Manifest {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'one' };
  return object('HorizontalPodAutoscaler', 'autoscaling/v2', { spec: { scaleTargetRef, maxReplicas: 3, ...spec } });
}

function cronJob(spec: object, name = 'one'): Manifest {
  const template = { ...podTemplate({}, { restartPolicy: 'Never' }) };
  const jobTemplate = { spec: { template } };
  return object('CronJob', 'batch/v1', { spec: { schedule: '0 0 * * *', jobTemplate, ...spec } }, name);
}

function ingress(path: string): Manifest {
  const backend = { service: { name: 'one', port: { number: 80 } } };
  return object('Ingress', 'networking.k8s.io/v1', {
    spec: { rules: [{ host: 'a.example.com', http: { paths: [{ path, pathType: 'Prefix', backend }] } }] },
  });
}

const port = (containerPort: number, name: string) => ({ ports: [{ containerPort, name }] });
const requests = (request: object, limit: object) => ({ resources: { requests: request, limits: limit } });
const tolerations = (toleration: object) => ({ tolerations: [toleration] });

const ACCEPTED: [string, Manifest][] = [
  ['a Deployment', deployment()],
  ['a Service', service([{ port: 80 }])],
  ['an autoscaler', autoscaler({ minReplicas: 1 })],
  ['a CronJob', cronJob({})],
  ['an Ingress', ingress('/a')],
];

// What the object is, and a word of the reason: another refusal would show nothing.
const REFUSED: [string, Manifest, string][] = [
  ['a Service whose name is no DNS label', service([{ port: 80 }], {}, 'a.b'), 'metadata.name'],
  ['a Service with a long name', service([{ port: 80 }], {}, LONG), 'metadata.name'],
  ['a CronJob whose name leaves no room for its Jobs', cronJob({}, 'x'.repeat(53)), 'no more than 52'],
  ['a container whose name is no DNS label', deployment({ name: 'One' }), 'containers[0].name'],
  [
    'a label that is too long',
    deployment({}, {}, { template: { ...podTemplate(), metadata: { labels: { app: LONG } } } }),
    'labels',
  ],
  ['a port out of range', deployment(port(65536, 'http')), 'between 1 and 65535'],
  ['the port 0 of a Service', service([{ port: 0 }]), 'between 1 and 65535'],
  ['a long name of a port', deployment(port(8080, 'sixteen-letters-')), 'ports[0].name'],
  ['a name of a port without a letter', deployment(port(8080, '80')), 'letter'],
  [
    'a name of a port twice',
    deployment({
      ports: [
        { containerPort: 1, name: 'a' },
        { containerPort: 2, name: 'a' },
      ],
    }),
    'Duplicate',
  ],
  [
    'a port of a Service twice',
    service([
      { port: 80, name: 'a' },
      { port: 80, name: 'b' },
    ]),
    'uplicate',
  ],
  [
    'a port of the nodes out of range',
    service([{ port: 80, nodePort: 8080 }], { type: 'NodePort' }),
    'valid ports is 30000-32767',
  ],
  ['a quantity with a space', deployment(requests({ memory: '1 Gi' }, {})), 'quantit'],
  ['a quantity that is none', deployment(requests({ cpu: 'x' }, {})), 'quantit'],
  ['a negative quantity', deployment(requests({ cpu: '-1' }, {})), 'greater than or equal to 0'],
  ['a request above its limit', deployment(requests({ cpu: '2' }, { cpu: '1' })), 'less than or equal to cpu limit'],
  ['a minimum above the maximum', autoscaler({ minReplicas: 4 }), 'minReplicas'],
  ['a minimum of none', autoscaler({ minReplicas: 0 }), 'minReplicas'],
  [
    'a policy without a period',
    autoscaler({ behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 0 }] } } }),
    'periodSeconds',
  ],
  [
    'a period above half an hour',
    autoscaler({ behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 1801 }] } } }),
    '1800',
  ],
  ['a window above an hour', autoscaler({ behavior: { scaleDown: { stabilizationWindowSeconds: 3601 } } }), '3600'],
  ['no policy at all', autoscaler({ behavior: { scaleDown: { policies: [] } } }), 'policies'],
  ['a schedule of four fields', cronJob({ schedule: '* * * *' }), 'schedule'],
  ['a minute that is none', cronJob({ schedule: '60 * * * *' }), 'schedule'],
  ['the seventh day of the week', cronJob({ schedule: '0 0 * * 7' }), 'schedule'],
  ['a schedule with a time zone', cronJob({ schedule: 'TZ=UTC 0 0 * * *' }), 'schedule'],
  ['a time zone in the wrong case', cronJob({ timeZone: 'ASIA/KOLKATA' }), 'unknown time zone'],
  ['a time zone that is none', cronJob({ timeZone: 'Mars/Olympus' }), 'unknown time zone'],
  ['an empty selector', deployment({}, {}, { selector: {} }), 'empty selector'],
  [
    'no surge and nothing missing',
    deployment({}, {}, { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
    'may not be 0',
  ],
  [
    'more than all pods missing',
    deployment({}, {}, { strategy: { rollingUpdate: { maxUnavailable: '101%' } } }),
    '100%',
  ],
  [
    'a deadline before readiness',
    deployment({}, {}, { minReadySeconds: 60, progressDeadlineSeconds: 60 }),
    'minReadySeconds',
  ],
  ['a variable with an equals sign', deployment({ env: [{ name: 'A=B', value: 'x' }] }), 'env[0].name'],
  [
    'a volume whose name is no DNS label',
    deployment({}, { volumes: [{ name: 'a.b', emptyDir: {} }] }),
    'volumes[0].name',
  ],
  [
    'a probe of a period of 0 that cannot be',
    deployment({ livenessProbe: { tcpSocket: { port: 1 }, periodSeconds: -1 } }),
    'periodSeconds',
  ],
  [
    'a toleration with an unknown effect',
    deployment({}, tolerations({ key: 'a', operator: 'Exists', effect: 'Never' })),
    'effect',
  ],
  ['a toleration with a value that is none', deployment({}, tolerations({ key: 'a', value: 'a b' })), 'valid label'],
  ['a node selector that no node matches', deployment({}, { nodeSelector: { pool: 'a b' } }), 'nodeSelector'],
  ['a key of a ConfigMap with a space', object('ConfigMap', 'v1', { data: { 'a b': 'x' } }), 'data[a b]'],
  ['a path with an empty part', ingress('/a//b'), "must not contain '//'"],
  ['a path that goes up', ingress('/a/../b'), "must not contain '/../'"],
  ['a character that YAML does not carry', object('ConfigMap', 'v1', { data: { a: '\u007f' } }), 'control characters'],
  [
    'a budget of more than all',
    object('PodDisruptionBudget', 'policy/v1', { spec: { maxUnavailable: '101%' } }),
    '100%',
  ],
];

describeOnCluster('what synth calls refused by the API server', (kubectl) => {
  let client: ApiClient;

  beforeAll(async () => {
    await claim(kubectl, NAMESPACE);
    await kubectl.run('create', 'namespace', NAMESPACE);
    client = await ApiClient.of(kubectl);
  });
  afterAll(async () => {
    client.close();
    await release(kubectl, NAMESPACE);
  });

  test.each(ACCEPTED)('%s alone is accepted: what is refused below is so for its difference', async (_, manifest) => {
    expect(await client.apply(manifest, { dryRun: true })).toMatchObject({ body: { kind: manifest.kind } });
  });

  test.each(REFUSED)('%s is refused', async (_, manifest, reason) => {
    // Not a dry run: it would not look at the ports of the nodes.
    expect(await client.apply(manifest)).toMatchObject({
      body: { kind: 'Status', status: 'Failure', message: expect.stringContaining(reason) },
    });
  });
});
