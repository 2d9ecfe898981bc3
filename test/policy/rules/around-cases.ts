import type { Untyped } from '../../rendered/manifest';
import { API, APP, type Case, container, pod, POD } from './case';

const resizer = (updateMode: string, ...containerPolicies: Untyped[]): Untyped => ({
  apiVersion: 'autoscaling.k8s.io/v1',
  kind: 'VerticalPodAutoscaler',
  metadata: { name: 'api-vpa', namespace: 'shop' },
  spec: {
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
    updatePolicy: { updateMode },
    ...(containerPolicies.length > 0 ? { resourcePolicy: { containerPolicies } } : {}),
  },
});

/** What is to be around a pod. */
export const AROUND_CASES: Case[] = [
  [
    'Production.DisruptionBudget',
    'none for these pods',
    ({ PodDisruptionBudget }) => {
      PodDisruptionBudget.api.spec.selector.matchLabels = { tier: 'web' };
    },
    [[API, 'spec.selector', 'up to 6 pods, and no PodDisruptionBudget that selects them']],
  ],
  [
    'Production.DrainableBudget',
    'as many as there are',
    ({ PodDisruptionBudget }) => {
      PodDisruptionBudget.api.spec.minAvailable = '75%';
    },
    [['PodDisruptionBudget api', 'spec.minAvailable', '75%, with 2 pods at the fewest']],
  ],
  [
    'Production.DrainableBudget',
    'none may go',
    ({ PodDisruptionBudget }) => {
      PodDisruptionBudget.api.spec = { ...PodDisruptionBudget.api.spec, minAvailable: undefined, maxUnavailable: 0 };
    },
    [['PodDisruptionBudget api', 'spec.maxUnavailable', '0, with 2 pods at the fewest']],
  ],
  [
    'Production.UnhealthyEviction',
    'nothing said',
    ({ PodDisruptionBudget }) => {
      delete PodDisruptionBudget.api.spec.unhealthyPodEvictionPolicy;
    },
    [['PodDisruptionBudget api', 'spec.unhealthyPodEvictionPolicy', 'nothing']],
  ],
  [
    'Production.AutoscalerMinimum',
    'one pod',
    ({ HorizontalPodAutoscaler }) => {
      HorizontalPodAutoscaler.api.spec.minReplicas = 1;
    },
    [['HorizontalPodAutoscaler api', 'spec.minReplicas', '1']],
  ],
  [
    'Production.AutoscalerRange',
    'no room',
    ({ HorizontalPodAutoscaler, ScaledObject }) => {
      HorizontalPodAutoscaler.api.spec.maxReplicas = 2;
      ScaledObject.worker.spec.minReplicaCount = 1;
    },
    [
      ['HorizontalPodAutoscaler api', 'spec.maxReplicas', '2, with a minimum of 2'],
      ['ScaledObject worker', 'spec.maxReplicaCount', '1, with a minimum of 1'],
    ],
  ],
  [
    'Production.AutoscalerTarget',
    'nobody',
    ({ HorizontalPodAutoscaler }) => {
      HorizontalPodAutoscaler.api.spec.scaleTargetRef.kind = 'StatefulSet';
    },
    [['HorizontalPodAutoscaler api', 'spec.scaleTargetRef', 'StatefulSet api, which is not here']],
  ],
  [
    'Production.AutoscalerOwnsReplicas',
    'two owners',
    ({ Deployment }) => {
      Deployment.api.spec.replicas = 3;
    },
    [[API, 'spec.replicas', '3, and api scales it']],
  ],
  [
    'Production.AutoscalersApart',
    'a resource of both',
    (_objects, all) =>
      void all.push(resizer('Recreate', { containerName: 'app', controlledResources: ['cpu', 'memory'] })),
    [[API, `${POD}.containers`, 'cpu, which api-vpa changes and api follows']],
  ],
  [
    'Production.AutoscalersApart',
    'all of them, where nothing else is said',
    (_objects, all) => void all.push(resizer('Auto')),
    [[API, `${POD}.containers`, 'cpu, which api-vpa changes and api follows']],
  ],
  [
    'Production.AutoscalersApart',
    'nothing, where it only recommends, or changes another, or is told to leave it',
    (_objects, all) =>
      void all.push(
        resizer('Off'),
        resizer('Initial', { containerName: 'app', controlledResources: ['memory'] }),
        resizer('Recreate', { containerName: '*', mode: 'Off' }),
      ),
    [],
  ],
  [
    'Production.TwoPods',
    'one alone',
    ({ ScaledObject }) => {
      ScaledObject.worker.spec.scaleTargetRef.name = 'other';
    },
    [['Deployment worker', 'spec.replicas', 'nothing']],
  ],
  [
    'Production.TwoPods',
    'nothing, where one is recreated by choice',
    ({ ScaledObject, Deployment }) => {
      ScaledObject.worker.spec.scaleTargetRef.name = 'other';
      Object.assign(Deployment.worker.spec, { replicas: 1, strategy: { type: 'Recreate' } });
    },
    [],
  ],
  [
    'Production.NetworkPolicy',
    'nothing for what goes out',
    (_objects, all) => {
      all.filter(({ kind }) => kind === 'NetworkPolicy').forEach(({ spec }) => (spec.policyTypes = ['Ingress']));
    },
    [
      [API, 'spec.template.metadata.labels', 'no policy for egress'],
      ['StatefulSet store', 'spec.template.metadata.labels', 'no policy for egress'],
      ['CronJob backup', 'spec.jobTemplate.spec.template.metadata.labels', 'no policy for egress'],
      ['Job import', 'spec.template.metadata.labels', 'no policy for egress'],
      ['ScaledJob convert', 'spec.jobTargetRef.template.metadata.labels', 'no policy for egress'],
      ['Deployment worker', 'spec.template.metadata.labels', 'no policy for egress'],
    ],
  ],
  [
    'Production.NetworkPolicy',
    "Cilium's counts",
    (_objects, all) => {
      all.filter(({ kind }) => kind === 'NetworkPolicy').forEach(({ spec }) => (spec.policyTypes = ['Ingress']));
      all.push({
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name: 'out', namespace: 'shop' },
        spec: { endpointSelector: { matchExpressions: [{ key: 'k8s:tier', operator: 'Exists' }] }, egress: [{}] },
      });
    },
    [],
  ],
  [
    'Production.ServiceSelectsPods',
    'nobody',
    ({ Service }) => {
      Service.api.spec.selector = { tier: 'web' };
    },
    [['Service api', 'spec.selector', '{"tier":"web"}']],
  ],
  [
    'Production.ServiceTargetPort',
    'a name that no container has',
    ({ Service }) => {
      Service.api.spec.ports[0].targetPort = 'web';
    },
    [['Service api', 'spec.ports[http].targetPort', 'web']],
  ],
  [
    'Production.ReachableService',
    'nobody is let in',
    (_objects, all) => {
      delete all.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'api').spec.ingress;
    },
    [['Service api', 'spec.selector', '{"tier":"api"}']],
  ],
  [
    'Production.BudgetSelectsPods',
    'nobody',
    ({ PodDisruptionBudget }) => {
      PodDisruptionBudget.api.spec.selector = { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] };
    },
    [['PodDisruptionBudget api', 'spec.selector', '{"matchExpressions":[{"key":"tier","operator":"DoesNotExist"}]}']],
  ],
  [
    'Production.PolicySelectsPods',
    'nobody',
    (_objects, all) => {
      all.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'api').spec.podSelector = {
        matchLabels: { tier: 'web' },
      };
    },
    [['NetworkPolicy api', 'spec.podSelector', '{"matchLabels":{"tier":"web"}}']],
  ],
  [
    'Production.RouteBackend',
    'a Service and a port that are not there',
    ({ Ingress, HTTPRoute }) => {
      Ingress.api.spec.rules[0].http.paths[0].backend.service.name = 'web';
      HTTPRoute.api.spec.rules[0].backendRefs[0].port = 81;
    },
    [
      ['Ingress api', 'spec.rules', 'Service web, which is not here'],
      ['HTTPRoute api', 'spec.rules', 'port 81, which Service api does not have'],
    ],
  ],
  [
    'Production.RouteTls',
    'another host, and the plain listener',
    ({ Ingress, HTTPRoute }) => {
      Ingress.api.spec.rules[0].host = 'open.example.com';
      delete HTTPRoute.api.spec.parentRefs[0].sectionName;
    },
    [
      ['Ingress api', 'spec.tls', 'nothing for open.example.com'],
      ['HTTPRoute api', 'spec.parentRefs', 'listener plain of Gateway edge, which is not by TLS'],
    ],
  ],
  [
    'Production.RouteTls',
    'every listener of a Gateway of somebody else',
    ({ HTTPRoute }) => {
      HTTPRoute.api.spec.parentRefs = [{ name: 'theirs', namespace: 'edge' }];
    },
    [['HTTPRoute api', 'spec.parentRefs', 'Gateway theirs, with every listener']],
  ],
  [
    'Production.ConfigMapReference',
    'another name',
    container((spec) => (spec.envFrom[0].configMapRef.name = 'other')),
    [[API, `${APP}.envFrom`, 'ConfigMap other, which is not here']],
  ],
  [
    'Production.ServiceAccountReference',
    'nobody',
    pod((spec) => (spec.serviceAccountName = 'nobody')),
    [[API, `${POD}.serviceAccountName`, 'ServiceAccount nobody, which is not here']],
  ],
  [
    'Production.ClaimReference',
    'unclaimed',
    pod((spec) => (spec.volumes[2].persistentVolumeClaim.claimName = 'none')),
    [[API, `${POD}.volumes[data]`, 'PersistentVolumeClaim none, which is not here']],
  ],
  [
    'Production.RoleReference',
    'none',
    ({ RoleBinding }) => {
      RoleBinding.reader.roleRef.name = 'writer';
    },
    [['RoleBinding reader', 'roleRef', 'Role writer, which is not here']],
  ],
  [
    'Production.HeadlessService',
    'one with an address',
    ({ Service }) => {
      delete Service.store.spec.clusterIP;
    },
    [['StatefulSet store', 'spec.serviceName', 'store, which is not headless']],
  ],
  [
    'Production.StorageRequest',
    'nothing asked',
    ({ StatefulSet, PersistentVolumeClaim }) => {
      StatefulSet.store.spec.volumeClaimTemplates[0].spec = {};
      PersistentVolumeClaim.data.spec.resources = {};
    },
    [
      ['PersistentVolumeClaim data', 'spec.resources.requests.storage', 'nothing'],
      ['StatefulSet store', 'spec.volumeClaimTemplates[data].spec.resources.requests.storage', 'nothing'],
    ],
  ],
  [
    'Production.CronJobSchedule',
    'nothing said',
    ({ CronJob }) => {
      delete CronJob.backup.spec.concurrencyPolicy;
    },
    [['CronJob backup', 'spec.concurrencyPolicy', 'nothing']],
  ],
  [
    'Production.JobLifetime',
    'for ever',
    ({ Job }) => {
      delete Job.import.spec.ttlSecondsAfterFinished;
    },
    [['Job import', 'spec.ttlSecondsAfterFinished', 'nothing']],
  ],
  [
    'Production.JobLifetime',
    'for ever, named by its content',
    ({ Job }) => {
      delete Job.import.spec.ttlSecondsAfterFinished;
      Job.import.metadata.name = 'import-4gc87bk665';
    },
    [],
  ],
  [
    'Production.RbacWildcard',
    'all verbs',
    ({ Role }) => {
      Role.reader.rules[0].verbs = ['*'];
    },
    [['Role reader', 'rules[0].verbs', '*']],
  ],
  [
    'Production.RbacSecretNames',
    'all of them',
    ({ Role }) => {
      delete Role.reader.rules[0].resourceNames;
    },
    [['Role reader', 'rules[0].resourceNames', 'every Secret']],
  ],
  [
    'Production.OwnNamespace',
    'that of all',
    ({ Job }) => {
      Job.import.metadata.namespace = 'default';
    },
    [['Job import', 'metadata.namespace', 'default']],
  ],
  [
    'Production.NamespacePodSecurity',
    'nothing enforced',
    ({ Namespace }) => {
      Namespace.shop.metadata.labels = {};
    },
    [['Namespace shop', 'metadata.labels[pod-security.kubernetes.io/enforce]', 'nothing']],
  ],
  [
    'Production.NamespaceQuota',
    'none',
    ({ ResourceQuota }) => {
      ResourceQuota.quota.metadata.namespace = 'elsewhere';
    },
    [['Namespace shop', 'metadata.name', 'pods in shop, and no ResourceQuota']],
  ],
  [
    'Production.NamespaceLimits',
    'none',
    ({ LimitRange }) => {
      LimitRange.limits.metadata.namespace = 'elsewhere';
    },
    [['Namespace shop', 'metadata.name', 'pods in shop, and no LimitRange']],
  ],
  [
    'Production.RecommendedLabels',
    'none on the pods',
    ({ Deployment }) => {
      delete Deployment.api.spec.template.metadata.labels['app.kubernetes.io/name'];
    },
    [[API, 'spec.template.metadata.labels[app.kubernetes.io/name]', 'nothing']],
  ],
  [
    'Production.InstanceLabel',
    'another name',
    ({ Deployment }) => {
      Deployment.api.metadata.labels['app.kubernetes.io/instance'] = 'web';
    },
    [[API, 'metadata.labels[app.kubernetes.io/instance]', 'web, of Deployment api']],
  ],
  [
    'Production.SupportedApi',
    'one that is gone',
    ({ PodDisruptionBudget }) => {
      PodDisruptionBudget.api.apiVersion = 'policy/v1beta1';
    },
    [
      [
        'PodDisruptionBudget api',
        'apiVersion',
        'policy/v1beta1, of which PodDisruptionBudget is not served from Kubernetes 1.25 on',
      ],
    ],
  ],
  [
    'Production.StableSelector',
    'the version',
    ({ Deployment }) => {
      Deployment.api.spec.selector.matchLabels.version = '1.4.2';
    },
    [[API, 'spec.selector.matchLabels[version]', '1.4.2']],
  ],
];
