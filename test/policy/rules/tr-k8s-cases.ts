import { API, APP, type Case, container, pod, POD } from './case';

/** The platform rules. */
export const TR_K8S_CASES: Case[] = [
  [
    'TR-K8S-3',
    'no limits',
    container((spec) => delete spec.resources.limits),
    [[API, `${APP}.resources`, 'no limits.cpu, no limits.memory']],
  ],
  [
    'TR-K8S-4',
    'no resources at all',
    container((spec) => delete spec.resources),
    [[API, `${POD}.containers`, 'no request and no limit in any container']],
  ],
  [
    'TR-K8S-5',
    'a service without autoscaler',
    ({ HorizontalPodAutoscaler }) => {
      HorizontalPodAutoscaler.api.spec.scaleTargetRef.name = 'other';
    },
    [[API, 'spec.replicas', 'pods behind a Service, scaled by nothing']],
  ],
  [
    'TR-K8S-5',
    'nothing, where a service is one pod by choice',
    ({ HorizontalPodAutoscaler, Deployment }) => {
      HorizontalPodAutoscaler.api.spec.scaleTargetRef.name = 'other';
      Object.assign(Deployment.api.spec, { replicas: 1, strategy: { type: 'Recreate' } });
    },
    [],
  ],
  [
    'TR-K8S-5',
    'a Celery worker scaled by cpu',
    ({ ScaledObject }) => {
      ScaledObject.worker.spec.triggers = [{ type: 'cpu' }];
    },
    [['Deployment worker', 'spec.replicas', 'a Celery worker, scaled by cpu']],
  ],
  [
    'TR-K8S-6',
    'a port on every node',
    ({ Service }) => {
      Service.api.spec.type = 'NodePort';
    },
    [['Service api', 'spec.type', 'NodePort']],
  ],
  [
    'TR-K8S-7',
    'a namespace that lets everything out',
    (_objects, all) => {
      const deny = all.find(({ metadata }) => metadata.name === 'nothing-passes');
      deny.spec.policyTypes = ['Ingress'];
    },
    [
      'Deployment api',
      'StatefulSet store',
      'CronJob backup',
      'Job import',
      'ScaledJob convert',
      'Deployment worker',
    ].map((object) => [object, 'metadata.namespace', 'shop, open by default to egress']),
  ],
  [
    'TR-K8S-8',
    'a value in the pod',
    container((spec) => spec.env.push({ name: 'LOG_LEVEL', value: 'debug' })),
    [[API, `${APP}.env`, 'LOG_LEVEL']],
  ],
  [
    'TR-K8S-9',
    'a Secret in Git',
    ({ Secret }) => {
      Secret['filled-by-an-operator'].data = { key: 'c2VjcmV0' };
    },
    [['Secret filled-by-an-operator', 'data.key', undefined]],
  ],
  [
    'TR-K8S-9',
    'a Secret that nothing feeds',
    pod((spec) => spec.volumes.push({ name: 'more', secret: { secretName: 'by-hand' } })),
    [[API, `${POD}.volumes[more]`, 'Secret by-hand, which nothing here feeds']],
  ],
  [
    'TR-K8S-9',
    'one that may be missing',
    pod((spec) => spec.volumes.push({ name: 'more', secret: { secretName: 'by-hand', optional: true } })),
    [],
  ],
];
