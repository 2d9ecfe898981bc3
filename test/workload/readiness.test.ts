import { Chart, Duration, Testing } from 'cdk8s';
import {
  Cluster,
  Container,
  Controller,
  Environment,
  Manifests,
  NamespaceChart,
  Port,
  Probe,
  Scaling,
  Volume,
  Workload,
} from '../../lib';
import type { Untyped } from '../rendered/manifest';
import { IMAGE } from '../support/workload';

/** What every generated workload must show, line by line, over manifests that nobody has set a default in. */
interface Subject {
  readonly objects: Untyped[];
  readonly controller: Untyped;
  readonly pod: Untyped;
  readonly containers: Untyped[];
  readonly zones: number;
}

type Check = (subject: Subject) => boolean;

const isService = ({ kind }: { kind: string }) => kind === 'Deployment' || kind === 'StatefulSet';
const every =
  (check: (container: Untyped) => boolean): Check =>
  ({ containers }) =>
    containers.length > 1 && containers.every(check);
const ofKind = (objects: Untyped[], kind: string) => objects.filter((object) => object.kind === kind);
const selects = (selector: Untyped, labels: Untyped) =>
  Object.entries(selector).every(([name, value]) => labels[name] === value) && Object.keys(selector).length > 0;
const template = (controller: Untyped) => (controller.spec.jobTemplate?.spec ?? controller.spec).template;

const POD_AND_CONTAINER: [string, Check][] = [
  [
    'runAsNonRoot',
    ({ pod, ...s }) => pod.securityContext.runAsNonRoot && every((c) => c.securityContext.runAsNonRoot)({ pod, ...s }),
  ],
  [
    'runAsUser, runAsGroup and fsGroup above 10000',
    ({ pod: { securityContext: s } }) => [s.runAsUser, s.runAsGroup, s.fsGroup].every((id) => id > 10000),
  ],
  ['no privilege escalation', every((c) => c.securityContext.allowPrivilegeEscalation === false)],
  ['not privileged', every((c) => c.securityContext.privileged === false)],
  [
    'no capabilities',
    every((c) => c.securityContext.capabilities.drop.includes('ALL') && !c.securityContext.capabilities.add),
  ],
  ['seccomp RuntimeDefault', ({ pod }) => pod.securityContext.seccompProfile.type === 'RuntimeDefault'],
  ['a read-only root', every((c) => c.securityContext.readOnlyRootFilesystem === true)],
  [
    'a size-limited emptyDir at /tmp',
    (s) =>
      every((c) => {
        const mount = c.volumeMounts.find(({ mountPath }: Untyped) => mountPath === '/tmp');
        return s.pod.volumes.some(({ name, emptyDir }: Untyped) => name === mount.name && emptyDir.sizeLimit);
      })(s),
  ],
  [
    'nothing of the host',
    ({ pod, containers }) =>
      !pod.hostNetwork &&
      !pod.hostPID &&
      !pod.hostIPC &&
      !pod.hostAliases &&
      pod.volumes.every((volume: Untyped) => !volume.hostPath) &&
      containers.every((c) => (c.ports ?? []).every((port: Untyped) => port.hostPort === undefined)),
  ],
  [
    'no token, and an account of its own',
    ({ pod, objects }) =>
      pod.automountServiceAccountToken === false &&
      ofKind(objects, 'ServiceAccount').some(
        ({ metadata, automountServiceAccountToken }) =>
          metadata.name === pod.serviceAccountName && automountServiceAccountToken === false,
      ),
  ],
  [
    'requests and limits of cpu, memory and ephemeral storage, init containers too',
    every(({ resources }) =>
      ['cpu', 'memory', 'ephemeral-storage'].every((name) => resources.requests[name] && resources.limits[name]),
    ),
  ],
  ['a pinned image', every(({ image }) => /(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/.test(image))],
  ['a pull policy', every(({ imagePullPolicy }) => imagePullPolicy === 'Always')],
  [
    'readiness and liveness that differ',
    ({ controller, containers: [main] }) =>
      !isService(controller) ||
      JSON.stringify(main.readinessProbe.httpGet) !== JSON.stringify(main.livenessProbe.httpGet),
  ],
  [
    'secrets as files',
    ({ pod, containers }) =>
      containers.every((c) => !JSON.stringify(c.env ?? []).includes('secretKeyRef')) &&
      pod.volumes.some(({ secret }: Untyped) => secret),
  ],
  ['no variable twice', every(({ env = [] }) => new Set(env.map(({ name }: Untyped) => name)).size === env.length)],
  ['ports from 1024 on', every(({ ports = [] }) => ports.every(({ containerPort }: Untyped) => containerPort >= 1024))],
  [
    'a grace longer than the hook before SIGTERM',
    ({ controller, pod, containers: [main] }) =>
      !isService(controller) || pod.terminationGracePeriodSeconds > (main.lifecycle?.preStop?.sleep?.seconds ?? 0),
  ],
  [
    'spread over hosts, and strictly over zones where there are any',
    ({ controller, pod, zones }) => {
      const spread = pod.topologySpreadConstraints ?? [];
      const strict = spread.filter(({ whenUnsatisfiable }: Untyped) => whenUnsatisfiable === 'DoNotSchedule');
      return (
        !isService(controller) ||
        (spread.length > 0 &&
          spread.every((s: Untyped) => s.maxSkew >= 1 && s.labelSelector.matchLabels) &&
          strict.length === (zones > 1 ? 1 : 0) &&
          strict.every(
            (s: Untyped) => s.topologyKey === 'topology.kubernetes.io/zone' && s.nodeTaintsPolicy === 'Honor',
          ))
      );
    },
  ],
  [
    'anti-affinity to its own on one host, by the same selector',
    ({ controller, pod }) => {
      const [term] = pod.affinity?.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution ?? [];
      return (
        !isService(controller) ||
        (term.podAffinityTerm.topologyKey === 'kubernetes.io/hostname' &&
          JSON.stringify(term.podAffinityTerm.labelSelector) === JSON.stringify(controller.spec.selector))
      );
    },
  ],
];

const AROUND: [string, Check][] = [
  [
    'a budget that blocks no drain for more than one pod',
    ({ controller, objects }) => {
      const [pdb] = ofKind(objects, 'PodDisruptionBudget');
      return (
        !isService(controller) ||
        (pdb.spec.maxUnavailable === 1 &&
          pdb.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow' &&
          selects(pdb.spec.selector.matchLabels, template(controller).metadata.labels))
      );
    },
  ],
  [
    'an autoscaler with a minimum of two, another maximum, a target that exists and no replicas beside it',
    ({ controller, objects }) => {
      const [hpa] = ofKind(objects, 'HorizontalPodAutoscaler');
      return (
        !isService(controller) ||
        (hpa.spec.minReplicas >= 2 &&
          hpa.spec.maxReplicas > hpa.spec.minReplicas &&
          hpa.spec.scaleTargetRef.kind === controller.kind &&
          hpa.spec.scaleTargetRef.name === controller.metadata.name &&
          controller.spec.replicas === undefined)
      );
    },
  ],
  [
    'a policy of both directions that selects the pods',
    ({ controller, objects }) =>
      ofKind(objects, 'NetworkPolicy').some(
        ({ metadata, spec }) =>
          metadata.name !== 'default-deny' &&
          selects(spec.podSelector.matchLabels, template(controller).metadata.labels) &&
          spec.policyTypes.join() === 'Ingress,Egress',
      ),
  ],
  [
    'Services that select the pods',
    ({ controller, objects }) =>
      ofKind(objects, 'Service').every(({ spec }) => selects(spec.selector, template(controller).metadata.labels)),
  ],
  [
    'no NodePort, no LoadBalancer',
    ({ objects }) => ofKind(objects, 'Service').every(({ spec }) => spec.type === 'ClusterIP'),
  ],
  [
    'a StatefulSet with its headless Service and claims',
    ({ controller, objects }) =>
      controller.kind !== 'StatefulSet' ||
      (ofKind(objects, 'Service').some(
        ({ metadata, spec }) => metadata.name === controller.spec.serviceName && spec.clusterIP === 'None',
      ) &&
        controller.spec.volumeClaimTemplates.every(({ spec }: Untyped) => spec.resources.requests.storage)),
  ],
  [
    'a CronJob with a starting deadline and a concurrency policy',
    ({ controller }) =>
      controller.kind !== 'CronJob' ||
      (controller.spec.startingDeadlineSeconds > 0 && controller.spec.concurrencyPolicy === 'Forbid'),
  ],
  ['no rights', ({ objects }) => !objects.some(({ kind }) => /Role/.test(kind))],
  [
    'a namespace of its own with Pod Security, quota and limits',
    ({ objects }) =>
      ofKind(objects, 'Namespace').some(
        ({ metadata }) => metadata.labels['pod-security.kubernetes.io/enforce'] === 'restricted',
      ) &&
      ofKind(objects, 'ResourceQuota').length === 1 &&
      ofKind(objects, 'LimitRange').length === 1,
  ],
  [
    'recommended labels on the object and its pods',
    ({ controller }) =>
      [controller.metadata.labels, template(controller).metadata.labels].every((labels) =>
        ['name', 'instance', 'version', 'managed-by'].every((name) => labels[`app.kubernetes.io/${name}`]),
      ),
  ],
  [
    'the instance is the name, which a Job ends with its hash',
    ({ controller: { kind, metadata } }) => {
      const instance = metadata.labels['app.kubernetes.io/instance'];
      return kind === 'Job' ? metadata.name.startsWith(`${instance}-`) : metadata.name === instance;
    },
  ],
  ['no deprecated API', ({ objects }) => objects.every(({ apiVersion }) => !/beta|alpha/.test(apiVersion))],
  [
    'a selector without version',
    ({ controller }) => !isService(controller) || !/version/.test(JSON.stringify(controller.spec.selector)),
  ],
];

const CONTROLLERS: [string, Controller][] = [
  ['Deployment', Controller.deployment()],
  ['StatefulSet', Controller.statefulSet()],
  ['Job', Controller.job()],
  ['CronJob', Controller.cronJob('30 2 * * *')],
];

const PLACES: [string, Cluster | undefined][] = [
  ['a plain chart', undefined],
  ['k3d', Cluster.k3d()],
  ['AKS', Cluster.aks({ zones: 3 })],
];

function subject(controller: Controller, cluster: Cluster | undefined): Subject {
  const app = Testing.app();
  const chart = new NamespaceChart(cluster ? new Environment(app, 'prod', { cluster }) : app, 'shop');
  const { isService: serves } = controller;
  const made = new Workload(chart, 'api', {
    image: IMAGE,
    controller,
    ports: serves ? [Port.http(8080)] : [],
    readiness: serves ? Probe.http('/ready') : undefined,
    liveness: serves ? Probe.http('/live') : undefined,
    scaling: serves ? Scaling.pods({ min: 2, max: 4 }).onCpu(70) : undefined,
    variables: { LOG: 'info' },
    credentialFiles: {
      '/etc/secrets': { secretName: 'shop-secrets', bindToWorkload: () => ({ secretName: 'shop-secrets' }) },
    },
    volumes: controller.kind === 'StatefulSet' ? { '/data': Volume.claim('data', { size: '1Gi' }) } : {},
    initContainers: [Container.of('wait', { image: IMAGE })],
  });
  const objects = Manifests.of(Chart.of(made)).objects();
  const found = objects.find(({ kind }) => kind === controller.kind);
  const pod = template(found).spec;
  return {
    objects,
    controller: found,
    pod,
    containers: [...pod.containers, ...pod.initContainers],
    zones: cluster?.zones ?? 0,
  };
}

describe.each(PLACES)('in %s', (_, cluster) => {
  describe.each(CONTROLLERS)('a %s shows', (__, controller) => {
    const shown = subject(controller, cluster);
    test.each([...POD_AND_CONTAINER, ...AROUND])('%s', (___, check) => {
      expect(check(shown)).toBe(true);
    });
  });
});

test('a class of priority only where the cluster declares it', () => {
  const { pod } = subject(Controller.deployment(), Cluster.aks({ priorityClasses: ['trading'] }));
  expect(pod).not.toHaveProperty('priorityClassName');
});

test('a Job is removed some time after its end where it is said', () => {
  const { controller } = subject(Controller.job({ keep: Duration.days(1) }), undefined);
  expect(controller.spec.ttlSecondsAfterFinished).toBe(86400);
});
