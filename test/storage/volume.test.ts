import { App } from 'cdk8s';
import { Cluster, Volume } from '../../lib';
import { problemsOf } from '../support/trees';

const configuration = { configMapName: 'settings-abc' };

test.each([
  ['scratch', Volume.scratch('tmp'), { emptyDir: { sizeLimit: '64Mi' } }, true, 64 * 2 ** 20],
  ['a larger scratch', Volume.scratch('tmp', { size: '1Gi' }), { emptyDir: { sizeLimit: '1Gi' } }, true, 2 ** 30],
  [
    'scratch in memory, which takes nothing of the disk',
    Volume.scratch('tmp', { size: '1Gi', inMemory: true }),
    { emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } },
    true,
    0,
  ],
  ['a configuration', Volume.configuration('tmp', configuration), { configMap: { name: 'settings-abc' } }, false, 0],
  [
    'a Secret, readable by the group alone',
    Volume.secret('tmp', 'database'),
    { secret: { secretName: 'database', defaultMode: 0o440 } },
    false,
    0,
  ],
  [
    'a volume of a CSI driver',
    Volume._csi('tmp', 'driver.example.com', { bundle: 'database' }),
    { csi: { driver: 'driver.example.com', readOnly: true, volumeAttributes: { bundle: 'database' } } },
    false,
    0,
  ],
  [
    'a claim that exists',
    Volume.persistentVolumeClaim('tmp', 'data'),
    { persistentVolumeClaim: { claimName: 'data' } },
    true,
    0,
  ],
])('%s', (_what, volume, source, writable, scratchBytes) => {
  expect(volume._volume()).toEqual({ name: 'tmp', ...source });
  expect(volume._claimTemplate(Cluster.generic({ storageClass: 'standard' }))).toBeUndefined();
  expect(volume._writable).toBe(writable);
  expect(volume._scratchBytes).toBe(scratchBytes);
  expect(volume._claimSize).toBeUndefined();
});

test.each([
  ['that of the cluster', undefined, 'standard', 'standard'],
  ['one of its own', 'fast', 'standard', 'fast'],
  ['the default of the cluster', undefined, undefined, undefined],
])('a claim of each pod, of a class: %s', (_what, storageClass, clusterClass, expected) => {
  const volume = Volume.claim('data', { size: '10Gi', storageClass });
  expect(volume._volume()).toBeUndefined();
  expect(volume._writable).toBe(true);
  expect(volume._claimSize).toBe('10Gi');
  expect(volume._claimTemplate(Cluster.generic({ storageClass: clusterClass }))).toEqual({
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: expected,
      resources: { requests: { storage: '10Gi' } },
    },
  });
});

test('the name of a ConfigMap is asked for late', () => {
  const source = { configMapName: 'early' };
  const volume = Volume.configuration('settings', source);
  source.configMapName = 'late';
  expect(volume._volume()).toMatchObject({ configMap: { name: 'late' } });
});

function problemsAbout(volume: Volume): string {
  const app = new App();
  volume._check(app, 'volumes./data');
  return problemsOf(app);
}

test('a name that no volume can have', () => {
  expect(problemsAbout(Volume.scratch('My_Data'))).toBe(
    `  (root)  volumes./data
    got "My_Data"
    the name of a volume is a DNS label of at most 63 characters
    → use a-z, 0-9 and -, no - at the ends`,
  );
});

test.each(['', '10GB', '0', '-1Gi', 'large'])('a size that is none: %j', (size) => {
  const problem = `  (root)  volumes./data.size
    got ${JSON.stringify(size)}
    it is a whole number of bytes, above 0 and up to 1Pi
    → write '64Mi' or '10Gi'`;
  expect(problemsAbout(Volume.scratch('data', { size }))).toBe(problem);
  expect(problemsAbout(Volume.claim('data', { size }))).toBe(problem);
});

test('the others have no size to check', () => {
  expect(problemsAbout(Volume.secret('data', 'database'))).toBe('');
});
