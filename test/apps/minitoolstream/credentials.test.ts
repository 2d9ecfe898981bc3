import { environment } from '../../support/minitoolstream';

const prod = environment('prod');
const everywhere = { dev: environment('dev'), staging: environment('staging'), prod };
const all = Object.values(everywhere);

/** A key of a bundle, and where it comes from. */
interface RemoteKey {
  readonly secretKey: string;
  readonly remoteRef: { readonly key: string };
}

describe('credentials', () => {
  const sources = (manifests: typeof prod) =>
    Object.fromEntries(
      manifests
        .objects('ExternalSecret')
        .map(({ spec }) => [
          spec.target.name,
          Object.fromEntries((spec.data as RemoteKey[]).map(({ secretKey, remoteRef }) => [secretKey, remoteRef.key])),
        ]),
    );

  test.each([
    ['staging', 'minitoolstream-stg-kv'],
    ['prod', 'minitoolstream-kv'],
  ] as const)('in %s they come from the vault %s, Tarantool and its clients have one source', (name, vault) => {
    const stores = everywhere[name].objects('ExternalSecret').map(({ spec }) => spec.secretStoreRef.name);
    expect(new Set(stores)).toEqual(new Set([vault]));
    const client = (secret: string) => ({
      TARANTOOL_PASSWORD: 'tarantool-credentials-password',
      MINIO_ACCESS_KEY_ID: `${secret}-minio-access-key-id`,
      MINIO_SECRET_ACCESS_KEY: `${secret}-minio-secret-access-key`,
    });
    expect(sources(everywhere[name])).toEqual({
      'tarantool-credentials': { password: 'tarantool-credentials-password' },
      'minio-root': { username: 'minio-root-username', password: 'minio-root-password' },
      'minitoolstream-ingress-secret': client('minitoolstream-ingress-secret'),
      'minitoolstream-egress-secret': client('minitoolstream-egress-secret'),
    });
  });

  test('the root user of MinIO is known to the server and its tasks alone', () => {
    for (const manifests of all) {
      const workloads = ['Deployment', 'StatefulSet', 'Job', 'CronJob'].flatMap((kind) => manifests.objects(kind));
      const holders = workloads.filter((workload) =>
        JSON.stringify(workload.spec).includes('"secretName":"minio-root"'),
      );
      expect(holders.map(({ metadata }) => metadata.name.replace(/-\w{10}$/, '-*')).sort()).toEqual([
        'minio',
        'minio-backup',
        'minio-provision-*',
        'minio-restore',
      ]);
    }
  });

  test('none is written: there is no Secret, no variable has a value, and no file of configuration holds a password', () => {
    for (const manifests of all) {
      manifests.resourceCount('Secret', 0);
      const pods = ['Deployment', 'StatefulSet', 'Job', 'CronJob'].flatMap((kind) =>
        manifests.objects(kind).map(({ spec }) => (spec.jobTemplate?.spec ?? spec).template.spec),
      );
      const variables = pods.flatMap(({ containers, initContainers = [] }) =>
        [...containers, ...initContainers].flatMap(({ env = [] }) => env),
      );
      expect(variables.length).toBeGreaterThan(0);
      expect(variables.filter(({ value }) => value !== undefined)).toEqual([]);
      const named = manifests.objects('ConfigMap').flatMap(({ data }) => Object.entries<string>(data));
      expect(
        named.filter(([key, value]) => /password|secret|access_key/i.test(key) && !value.startsWith('/run/')),
      ).toEqual([]);
    }
  });
});

test('nobody but the two services has a role, and nobody else a token', () => {
  for (const manifests of all) {
    const names = (kind: string) => manifests.objects(kind).map(({ metadata }) => metadata.name);
    expect(names('Role')).toEqual(['minitoolstream-ingress-role', 'minitoolstream-egress-role']);
    expect(names('RoleBinding')).toEqual(['minitoolstream-ingress-rolebinding', 'minitoolstream-egress-rolebinding']);
    expect([...names('ClusterRole'), ...names('ClusterRoleBinding')]).toEqual([]);
    const others = ['StatefulSet', 'Job', 'CronJob'].flatMap((kind) => manifests.objects(kind));
    for (const { metadata, spec } of others) {
      const pod = (spec.jobTemplate?.spec ?? spec).template.spec;
      expect([metadata.name, pod.automountServiceAccountToken]).toEqual([metadata.name, false]);
    }
  }
});
