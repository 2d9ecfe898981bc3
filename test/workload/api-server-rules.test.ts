import { App, type Chart, Duration, Testing } from 'cdk8s';
import {
  ApiService,
  type ApiServiceProps,
  Cluster,
  Controller,
  DiagnosticLevel,
  Diagnostics,
  DisruptionBudget,
  Edge,
  Environment,
  Exposure,
  Identity,
  Image,
  NamespaceChart,
  Permission,
  Port,
  Probe,
  Route,
  Scaling,
  Volume,
  Workload,
  type WorkloadProps,
} from '../../lib';

// Each rule was learnt from a real API server, which refused or changed what was sent: test/cluster/random-services.
const IMAGE = Image.of('registry.example.com/app', '1.0.0');

function chart(): Chart {
  const cluster = Cluster.generic({ edge: Edge.traefik(), apiServerCidrs: ['10.0.0.1/32'] });
  return new NamespaceChart(new Environment(new App(), 'test', { cluster }), 'shop');
}

function service(props: Partial<ApiServiceProps>): Chart {
  const scope = chart();
  new ApiService(scope, 'api', {
    image: IMAGE,
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    ...props,
  });
  return scope;
}

function workload(props: Partial<WorkloadProps>): Chart {
  const scope = chart();
  new Workload(scope, 'task', { image: IMAGE, ...props });
  return scope;
}

/** What is wrong, whether it is found before anything is rendered or after. */
function errors(scope: Chart): string[] {
  try {
    Testing.synth(scope);
  } catch {
    // The findings are read below.
  }
  return Diagnostics.of(scope)
    .all.filter(({ level }) => level === DiagnosticLevel.ERROR)
    .map(({ property, rule }) => `${property}: ${rule}`);
}

type Content = ReturnType<typeof JSON.parse>;

function rendered(scope: Chart, kind: string): Content {
  return Testing.synth(scope).find((manifest: Content) => manifest.kind === kind);
}

const pod = (scope: Chart): Content => rendered(scope, 'Deployment').spec.template.spec;

test.each<[string, Chart, string]>([
  [
    'an empty selector',
    service({ identity: Identity.of({ selector: {} }) }),
    'identity.selector: an empty selector would select every pod: the API server refuses it',
  ],
  [
    'a permission for an empty list of names, which would be one for all',
    service({ permissions: [Permission.read('configmaps', { names: [] })] }),
    'permissions[0].names: an empty list of names is no list for RBAC: it would grant every object of the kind',
  ],
  [
    'a path that is none',
    service({ route: Route.host('api.example.com', { pathPrefix: '/a//b' }) }),
    'route.pathPrefix: the API server refuses what is no plain path: an empty part, . or .. as a part, %2f, ?, #, a space, other scripts',
  ],
  [
    'a toleration whose value is no label value',
    service({ scheduling: { tolerations: [{ key: 'pool', value: 'a b' }] } }),
    'scheduling.tolerations[0]: the key of a taint is a qualified name, its value at most 63 letters, digits, -, _ and .',
  ],
  [
    'a node selector that no node can match',
    service({ scheduling: { nodeSelector: { pool: 'a b' } } }),
    'scheduling.nodeSelector.pool: a label is a qualified name with a value of at most 63 letters, digits, -, _ and .',
  ],
  [
    'thousandths of a byte',
    service({ settings: { resources: { requests: { memory: '500m' } } } }),
    'settings.resources.requests.memory: the API server takes whole bytes alone',
  ],
  [
    'more than any node has',
    service({ settings: { resources: { limits: { cpu: '1E' } } } }),
    'settings.resources.limits.cpu: no node has as much',
  ],
  [
    'a negative amount, whatever is computed from it',
    service({
      settings: { resources: { requests: { memory: '-1' } } },
      scaling: Scaling.pods({ min: 1, max: 2 }).onMemory(80),
    }),
    'settings.resources.requests.memory: it is no quantity of Kubernetes',
  ],
  [
    'a negative size',
    service({ volumes: { '/cache': Volume.scratch('cache', { size: '-1' }) } }),
    'volumes./cache.size: it is a whole number of bytes, above 0 and up to 1Pi',
  ],
  [
    'a period that does not fit into the field',
    service({ startup: Probe.tcp({ period: Duration.seconds(2 ** 31) }) }),
    'startup.period: it is a whole number from 1 to 2147483647; times are in seconds',
  ],
  [
    'more pods than a cluster can have',
    service({ scaling: Scaling.pods({ min: 1, max: 2 ** 31 }).onCpu(70) }),
    'scaling.max: the maximum is a whole number of pods, and a cluster is made for at most 150000',
  ],
  [
    'more replicas than a cluster can have',
    service({ replicas: 150_001 }),
    'replicas: the number of pods is a whole number, and a cluster is made for at most 150000',
  ],
  [
    'more than all pods missing in a rollout',
    service({ rollout: { maxUnavailable: '101%' } }),
    'rollout.maxUnavailable: more than all pods cannot be missing: the API server refuses more than 100%',
  ],
  [
    'a deadline that does not fit into the field',
    service({ rollout: { deadline: Duration.seconds(2 ** 31) } }),
    'rollout.deadline: the API server refuses more than 2147483647 s',
  ],
  [
    'more than all pods missing in a drain',
    service({ disruptions: DisruptionBudget.maxUnavailable('101%') }),
    'disruptions.maxUnavailable: it is a whole number or a share of up to 100 percent',
  ],
  [
    'a port of the nodes outside their range',
    service({ exposure: Exposure.nodePort(8080, { reason: 'a lab' }) }),
    'exposure.port: a port of the nodes is from 30000 to 32767: the API server refuses another',
  ],
  [
    'a port of the nodes for a port that is not there',
    service({ exposure: Exposure.nodePort(30080, { reason: 'a lab', portName: 'web' }) }),
    'exposure.portName: the Service has no port of this name: it would get a port of the nodes by chance',
  ],
  [
    'a time zone in the wrong case, which Node understands and the API server does not',
    workload({ controller: Controller.cronJob('@daily', { timeZone: 'ASIA/KOLKATA' }) }),
    'controller.timeZone: it is no IANA time zone',
  ],
  [
    'retries that do not fit into the field',
    workload({ controller: Controller.job({ retries: 2 ** 31 }) }),
    'controller.retries: a task is tried again a whole number of times, at most 2147483647',
  ],
  [
    'a time to keep that does not fit into the field',
    workload({ controller: Controller.job({ keep: Duration.seconds(2 ** 31) }) }),
    'controller.keep: the API server refuses more than 2147483647 s',
  ],
  [
    'a negative history of a StatefulSet',
    workload({ controller: Controller.statefulSet({ history: -1 }) }),
    'controller.history: without an old version there is nothing to roll back to',
  ],
  [
    'a character that kubectl apply --server-side does not bring over',
    service({ args: ['a\u0085b'] }),
    'spec.template.spec.containers[0].args[0]: the API server refuses or replaces this character in what kubectl apply --server-side sends',
  ],
])('%s is an error', (_, scope, error) => {
  expect(errors(scope)).toContain(error);
});

test.each(['Europe/London', 'Etc/UTC', 'UTC', 'EST5EDT', 'Australia/ACT', 'America/Port_of_Spain', 'GB', 'Etc/GMT+5'])(
  'the time zone %s is one',
  (timeZone) => {
    expect(errors(workload({ controller: Controller.cronJob('@daily', { timeZone }) }))).toEqual([]);
  },
);

test.each([...Intl.supportedValuesOf('timeZone')])('the time zone %s of this Node is one', (timeZone) => {
  expect(errors(workload({ controller: Controller.cronJob('@daily', { timeZone }) }))).toEqual([]);
});

describe('what the server does not hold is not sent, or every apply would count as a change', () => {
  test('no empty list of callers', () => {
    expect(Testing.synth(workload({})).filter((manifest: Content) => manifest.spec?.ingress !== undefined)).toEqual([]);
  });

  test('no empty list of ports', () => {
    expect(rendered(workload({ controller: Controller.statefulSet() }), 'Service').spec).not.toHaveProperty('ports');
  });

  test('no empty value of a toleration, no zero delay, no zero of readiness', () => {
    const scope = service({
      scheduling: { tolerations: [{ key: 'pool', value: '' }] },
      startup: Probe.tcp({ delay: Duration.seconds(0) }),
      rollout: { minReady: Duration.seconds(0) },
    });
    expect(pod(scope).tolerations[0]).toEqual({ key: 'pool', operator: 'Equal' });
    expect(pod(scope).containers[0].startupProbe).not.toHaveProperty('initialDelaySeconds');
    expect(rendered(scope, 'Deployment').spec).not.toHaveProperty('minReadySeconds');
  });
});

test('a container without a limit of the CPU does not get one from the namespace, nor is it refused for it', () => {
  const scope = service({
    settings: { resources: { withoutCpuLimit: 'throttling costs more than a noisy neighbour' } },
  });
  expect(rendered(scope, 'LimitRange').spec.limits[0].default).not.toHaveProperty('cpu');
  expect(rendered(scope, 'ResourceQuota').spec.hard).not.toHaveProperty(['limits.cpu']);
  expect(rendered(scope, 'ResourceQuota').spec.hard).toHaveProperty(['requests.cpu']);
  expect(rendered(service({}), 'LimitRange').spec.limits[0].default).toHaveProperty('cpu');
  expect(rendered(service({}), 'ResourceQuota').spec.hard).toHaveProperty(['limits.cpu']);
});
