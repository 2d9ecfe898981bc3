import { API, APP, type Case, container, pod, POD } from './case';

/** What a pod and its containers are to show. */
export const POD_CASES: Case[] = [
  [
    'Production.HighUserId',
    'numbers of the node',
    pod((spec) => Object.assign(spec.securityContext, { runAsUser: 1000, fsGroup: undefined })),
    [[API, `${POD}.securityContext`, 'runAsUser 1000, fsGroup nothing']],
  ],
  [
    'Production.HighUserId',
    'the user said by the containers',
    pod((spec) => {
      delete spec.securityContext.runAsUser;
      spec.containers[0].securityContext.runAsUser = 20000;
    }),
    [],
  ],
  [
    'Production.HighUserId',
    'a low number in a container',
    container((spec) => (spec.securityContext.runAsGroup = 10)),
    [[API, `${APP}.securityContext.runAsGroup`, '10']],
  ],
  [
    'Production.ReadOnlyRoot',
    'a root that can be written',
    container((spec) => (spec.securityContext.readOnlyRootFilesystem = false)),
    [[API, `${APP}.securityContext.readOnlyRootFilesystem`, 'false']],
  ],
  [
    'Production.WritableTmp',
    'nothing at /tmp',
    container((spec) => (spec.volumeMounts[0].mountPath = '/var/tmp')),
    [[API, `${APP}.volumeMounts`, 'nothing at /tmp']],
  ],
  [
    'Production.ScratchLimit',
    'space without end',
    pod((spec) => (spec.volumes[0].emptyDir = {})),
    [[API, `${POD}.volumes[tmp].emptyDir.sizeLimit`, 'nothing']],
  ],
  [
    'Production.HostAliases',
    'an entry in /etc/hosts',
    pod((spec) => (spec.hostAliases = [{ ip: '10.0.0.1' }])),
    [[API, `${POD}.hostAliases`, '[{"ip":"10.0.0.1"}]']],
  ],
  [
    'Production.ServiceAccountToken',
    'a token for nothing',
    pod((spec) => (spec.automountServiceAccountToken = true)),
    [[API, `${POD}.automountServiceAccountToken`, 'true, and nothing here gives its account a permission']],
  ],
  [
    'Production.ServiceAccountToken',
    'a token that is used',
    pod((spec) => Object.assign(spec, { automountServiceAccountToken: true, serviceAccountName: 'reader' })),
    [],
  ],
  [
    'Production.OwnServiceAccount',
    'the account of all',
    pod((spec) => delete spec.serviceAccountName),
    [[API, `${POD}.serviceAccountName`, 'nothing']],
  ],
  [
    'Production.EphemeralStorage',
    'no limit',
    container((spec) => delete spec.resources.limits['ephemeral-storage']),
    [[API, `${APP}.resources`, 'no limits.ephemeral-storage']],
  ],
  ...['shop/api', 'shop/api:latest', 'registry.example:5000/shop/api', 'shop/api@sha256:12'].map((image): Case => [
    'Production.PinnedImage',
    image,
    container((spec) => (spec.image = image)),
    [[API, `${APP}.image`, image]],
  ]),
  ['Production.PinnedImage', 'a digest', container((spec) => (spec.image = `shop/api@sha256:${'0a'.repeat(32)}`)), []],
  [
    'Production.ImagePullPolicy',
    'nothing said',
    container((spec) => delete spec.imagePullPolicy),
    [[API, `${APP}.imagePullPolicy`, 'nothing']],
  ],
  [
    'Production.ReadinessProbe',
    'nobody knows when',
    container((spec) => delete spec.readinessProbe),
    [[API, `${POD}.containers.readinessProbe`, 'nothing']],
  ],
  [
    'Production.ReadinessProbe',
    'nobody asks: a worker without Service',
    ({ Deployment }) => {
      delete Deployment.worker.spec.template.spec.containers[0].readinessProbe;
    },
    [],
  ],
  [
    'Production.LivenessProbe',
    'one that hangs, hangs',
    container((spec) => delete spec.livenessProbe),
    [[API, `${POD}.containers.livenessProbe`, 'nothing']],
  ],
  [
    'Production.DistinctProbes',
    'the same question twice',
    container((spec) => (spec.livenessProbe = { ...spec.readinessProbe, failureThreshold: 9 })),
    [[API, `${APP}.livenessProbe`, 'the question of readinessProbe']],
  ],
  [
    'Production.SecretsAsFiles',
    'a credential in a variable',
    container((spec) => spec.env.push({ name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'key' } } })),
    [[API, `${APP}.env`, 'KEY']],
  ],
  [
    'Production.SecretsAsFiles',
    'a whole Secret as variables',
    container((spec) => spec.envFrom.push({ secretRef: { name: 'keys' } })),
    [[API, `${APP}.envFrom`, 'keys']],
  ],
  [
    'Production.SecretLiteral',
    'in a variable and in a ConfigMap',
    ({ Deployment, ConfigMap }) => {
      Deployment.api.spec.template.spec.containers[0].env.push({ name: 'DB_PASSWORD', value: 'hunter22' });
      ConfigMap.settings.data.API_TOKEN = 'abcdefgh12345678';
    },
    [
      ['ConfigMap settings', 'data.API_TOKEN', 'the name says that it is a token'],
      [API, 'variables.DB_PASSWORD of container app', 'the name says that it is a password'],
    ],
  ],
  [
    'Production.DuplicateVariable',
    'twice',
    container((spec) => spec.env.push({ name: 'SELF', value: '$(HOSTNAME)' })),
    [[API, `${APP}.env[SELF]`, 'twice']],
  ],
  [
    'Production.UnprivilegedPorts',
    'a port of root',
    container((spec) => (spec.ports[0].containerPort = 80)),
    [[API, `${APP}.ports.containerPort`, '80']],
  ],
  [
    'Production.GracePeriod',
    'the whole time is slept away',
    container((spec) => (spec.lifecycle.preStop = { sleep: { seconds: 40 } })),
    [[API, `${POD}.terminationGracePeriodSeconds`, '40, with a sleep of 40 before SIGTERM']],
  ],
  [
    'Production.GracePeriod',
    'by a shell, with the default',
    pod((spec) => {
      delete spec.terminationGracePeriodSeconds;
      spec.containers[0].lifecycle.preStop.exec.command = ['sh', '-c', 'sleep 30'];
    }),
    [[API, `${POD}.terminationGracePeriodSeconds`, '30, with a sleep of 30 before SIGTERM']],
  ],
  [
    'Production.PriorityClass',
    'nothing said',
    pod((spec) => delete spec.priorityClassName),
    [[API, `${POD}.priorityClassName`, 'nothing']],
  ],
  [
    'Production.TopologySpread',
    'a constraint for others',
    pod((spec) => (spec.topologySpreadConstraints[0].labelSelector.matchLabels = { tier: 'web' })),
    [[API, `${POD}.topologySpreadConstraints`, 'nothing that selects the pods']],
  ],
  [
    'Production.AntiAffinity',
    'to others',
    pod((spec) => {
      const [term] = spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
      term.podAffinityTerm.labelSelector = { matchExpressions: [{ key: 'tier', operator: 'In', values: ['web'] }] };
    }),
    [[API, `${POD}.affinity.podAntiAffinity`, 'nothing that selects the pods']],
  ],
];
