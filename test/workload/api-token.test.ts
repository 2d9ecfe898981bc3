import { Cluster, Container, Permission, type Workload, type WorkloadProps } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { chartIn, IMAGE, podOf, workload } from '../support/workload';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** A container of a pod, and where it has mounts. */
interface Mounting {
  readonly name: string;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

/** The containers that hold the token. */
function holders(pod: { initContainers?: readonly Mounting[]; containers: readonly Mounting[] }): string[] {
  return [...(pod.initContainers ?? []), ...pod.containers]
    .filter(({ volumeMounts }) => volumeMounts.some(({ mountPath }) => mountPath === FOLDER))
    .map(({ name }) => name);
}

const reader = (name: string): Container => Container.of(name, { image: IMAGE, apiToken: true });
const other = Container.of('other', { image: IMAGE });
const made = (props: Partial<WorkloadProps>): Workload =>
  workload(props, chartIn(Cluster.generic({ apiServerCidrs: ['10.0.0.1/32'] })));
const permissions = [Permission.read('configmaps')];

test('one container alone holds the token, as a kubelet would mount it', () => {
  const pod = podOf(made({ permissions, sidecars: [reader('reader'), other] }));
  expect(pod.automountServiceAccountToken).toBe(false);
  expect(holders(pod)).toEqual(['reader']);
  expect(pod.volumes).toContainEqual({
    name: 'account-token',
    projected: {
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
      ],
    },
  });
  const [mount] = (pod.containers as Mounting[])
    .flatMap(({ volumeMounts }) => volumeMounts)
    .filter(({ mountPath }) => mountPath === FOLDER);
  expect(mount).toEqual({ name: 'account-token', mountPath: FOLDER, readOnly: true });
});

test('several hold it, by one volume', () => {
  const pod = podOf(made({ permissions, initContainers: [reader('first')], sidecars: [reader('second')] }));
  expect(holders(pod)).toEqual(['first', 'second']);
  expect(pod.volumes.filter(({ name }: { readonly name: string }) => name === 'account-token')).toHaveLength(1);
});

test('without a word every container has it where the workload has permissions, and none where it has none', () => {
  const pod = podOf(made({ permissions, sidecars: [other] }));
  expect(pod.automountServiceAccountToken).toBe(true);
  expect(holders(pod)).toEqual([]);
  expect(podOf(made({ sidecars: [other] })).automountServiceAccountToken).toBe(false);
});

test('a token that opens nothing is an error', () => {
  expectProblem(
    made({ initContainers: [other], sidecars: [Container.of('second', { image: IMAGE }), reader('reader')] }),
    [
      'test/shop/api  sidecars[1].apiToken',
      'got true, and a workload without permissions',
      'the token of an account that may do nothing opens nothing, and no network policy opens the API server',
      '→ give the workload permissions or clusterPermissions, or leave apiToken out',
    ],
  );
  expect(problems(made({ permissions, sidecars: [reader('reader')] }))).toEqual([]);
});
