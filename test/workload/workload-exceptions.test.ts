import {
  Acknowledgements,
  Cluster,
  ClusterPermission,
  Container,
  Credentials,
  Image,
  ImagePullPolicy,
  Permission,
  Probe,
  User,
  type WorkloadProps,
} from '../../lib';
import { chartIn, controllerOf, workload } from '../support/workload';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function annotationsOf(props: Partial<WorkloadProps>, id?: string) {
  const made = workload(
    { image: Image.of('registry.example/api', `1.0.0@${DIGEST}`), ...props },
    chartIn(Cluster.aks()),
  );
  if (id !== undefined) {
    Acknowledgements.of(made).add({ id, reason: 'because' });
  }
  return controllerOf(made).metadata.annotations;
}

test('a workload without exceptions carries no reasons', () => {
  expect(annotationsOf({})).toBeUndefined();
});

test.each<[string, Partial<WorkloadProps>, string | undefined, Record<string, string>]>([
  [
    'an image by its tag',
    { image: Image.of('registry.example/api', '1.0.0') },
    undefined,
    {
      'tradewind.dev/image-tag': 'the version is pinned by its tag; a digest may be written in its place',
      'checkov.io/skip1': 'CKV_K8S_43=the version is pinned by its tag; a digest may be written in its place',
    },
  ],
  [
    'a sidecar that is not asked whether it is ready',
    {
      readiness: Probe.exec(['/ready']),
      sidecars: [Container.of('exporter', { image: Image.of('registry.example/exporter', `1.0.0@${DIGEST}`) })],
    },
    undefined,
    {
      'tradewind.dev/sidecar-readiness': 'a sidecar that fails must not take the program out of service',
      'checkov.io/skip1': 'CKV_K8S_9=a sidecar that fails must not take the program out of service',
    },
  ],
  [
    'a low user',
    { user: User.of(1000, { reason: 'because' }) },
    undefined,
    {
      'tradewind.dev/user': 'because',
      'kube-score/ignore': 'container-security-context-user-group-id',
      'checkov.io/skip1': 'CKV_K8S_40=because',
    },
  ],
  [
    'a root that is written to',
    { writableRoot: 'because' },
    undefined,
    {
      'tradewind.dev/writable-root': 'because',
      'kube-score/ignore': 'container-security-context-readonlyrootfilesystem',
      'checkov.io/skip1': 'CKV_K8S_22=because',
    },
  ],
  [
    'no limit of the CPU',
    { settings: { resources: { withoutCpuLimit: 'because' } } },
    undefined,
    {
      'tradewind.dev/cpu-limit': 'because',
      'kube-score/ignore': 'container-resources',
      'checkov.io/skip1': 'CKV_K8S_11=because',
    },
  ],
  [
    'an image that a node pulls once',
    { settings: { imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT } },
    'image-pulled-once',
    {
      'tradewind.dev/image-pulled-once': 'because',
      'kube-score/ignore': 'container-image-pull-policy',
      'checkov.io/skip1': 'CKV_K8S_15=because',
    },
  ],
  [
    'a token',
    {
      permissions: [Permission.read('configmaps', { reason: 'because' })],
      clusterPermissions: [ClusterPermission.read('nodes'), ClusterPermission.read('pods')],
    },
    undefined,
    {
      'tradewind.dev/service-account-token':
        'get, list, watch on configmaps: because; get, list, watch in the whole cluster on nodes, pods',
      'checkov.io/skip1':
        'CKV_K8S_38=get, list, watch on configmaps: because; get, list, watch in the whole cluster on nodes, pods',
    },
  ],
])('%s is annotated with its reason', (_, props, id, expected) => {
  expect(annotationsOf(props, id)).toEqual(expected);
});

test('credentials in variables are annotated once they are acknowledged', () => {
  const chart = chartIn();
  const secrets = new Credentials(chart, 'secrets', { keys: ['key'] });
  const made = workload(
    { image: Image.of('registry.example/api', DIGEST), credentials: { K: secrets.key('key') } },
    chart,
  );
  Acknowledgements.of(made).add({ id: 'credentials-in-environment', reason: 'because' });
  expect(controllerOf(made).metadata.annotations).toEqual({
    'tradewind.dev/credentials-in-environment': 'because',
    'checkov.io/skip1': 'CKV_K8S_35=because',
  });
});

test('a reason with an equals sign does not break the words for checkov', () => {
  const annotations = annotationsOf({ writableRoot: 'HOME=/app is written' });
  expect(annotations['tradewind.dev/writable-root']).toBe('HOME=/app is written');
  expect(annotations['checkov.io/skip1']).toBe('CKV_K8S_22=HOME:/app is written');
});
