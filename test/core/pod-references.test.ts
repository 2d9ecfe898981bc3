import { podReferencesOf } from '../../lib/core/pod-references';

const pod = (spec: object) => ({ kind: 'Deployment', spec: { template: { spec } } }) as never;

test('a manifest without pods refers to nothing', () => {
  expect(podReferencesOf({ kind: 'ConfigMap', data: {} })).toEqual([]);
});

test('what pods name is a reference, in containers and init containers', () => {
  const found = podReferencesOf(
    pod({
      serviceAccountName: 'account',
      priorityClassName: 'high',
      runtimeClassName: 'gvisor',
      imagePullSecrets: [{ name: 'registry' }],
      initContainers: [
        { name: 'init', envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'all' } }] },
      ],
      containers: [
        {
          name: 'app',
          env: [
            { name: 'PLAIN', value: 'x' },
            { name: 'A', valueFrom: { secretKeyRef: { name: 'database', key: 'url' } } },
            { name: 'B', valueFrom: { configMapKeyRef: { name: 'flags', key: 'b' } } },
            { name: 'C', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          ],
        },
      ],
      volumes: [
        { name: 'a', secret: { secretName: 'files', items: [{ key: 'tls.crt', path: 'tls.crt' }] } },
        { name: 'b', configMap: { name: 'config' } },
        { name: 'c', persistentVolumeClaim: { claimName: 'data' } },
        { name: 'd', csi: { driver: 'secrets-store.csi.k8s.io', volumeAttributes: { secretProviderClass: 'vault' } } },
        { name: 'e', projected: { sources: [{ secret: { name: 'token' } }, { configMap: { name: 'ca' } }] } },
        { name: 'f', emptyDir: {} },
      ],
    }),
  );
  expect(found.map(({ kind, name, key }) => [kind, name, key].filter(Boolean).join(' '))).toEqual([
    'ServiceAccount account',
    'PriorityClass high',
    'RuntimeClass gvisor',
    'Secret registry',
    'ConfigMap settings',
    'Secret all',
    'Secret database url',
    'ConfigMap flags b',
    'Secret files',
    'Secret files tls.crt',
    'ConfigMap config',
    'PersistentVolumeClaim data',
    'SecretProviderClass vault',
    'Secret token',
    'ConfigMap ca',
  ]);
});

test('what is optional may be missing', () => {
  const optional = { name: 'extra', key: 'k', optional: true };
  expect(
    podReferencesOf(
      pod({
        containers: [
          {
            name: 'app',
            env: [{ name: 'A', valueFrom: { secretKeyRef: optional } }],
            envFrom: [{ configMapRef: { name: 'extra', optional: true } }],
          },
        ],
        volumes: [{ name: 'a', secret: { secretName: 'extra', optional: true } }],
      }),
    ),
  ).toEqual([]);
});

test.each([
  ['CronJob', { jobTemplate: { spec: { template: { spec: { serviceAccountName: 'account' } } } } }],
  ['ScaledJob', { jobTargetRef: { template: { spec: { serviceAccountName: 'account' } } } }],
  ['Pod', { serviceAccountName: 'account' }],
])('the pods of a %s are found', (kind, spec) => {
  expect(podReferencesOf({ kind, spec })).toEqual([{ kind: 'ServiceAccount', name: 'account' }]);
});
