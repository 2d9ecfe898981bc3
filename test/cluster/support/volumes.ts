import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, readManifests, type Untyped } from '../../rendered/manifest';
import { temporaryFolder } from '../../rendered/temporary';
import type { Kubectl } from './kubectl';

/**
 * Makes volumes as an administrator would, one for each claim of a folder: a cluster without a provisioner binds no
 * claim by itself. What is given back removes them.
 */
export async function provideVolumes(kubectl: Kubectl, folder: string): Promise<() => Promise<void>> {
  const claims = readManifests(folder).flatMap(claimsOf);
  if (claims.length === 0) {
    return async () => {};
  }
  const classes = [...new Set(claims.map(({ storageClassName }) => String(storageClassName)))].sort();
  const items = [
    ...classes.map((name) => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    })),
    ...claims.map(({ storageClassName, accessModes, resources }, index) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `${storageClassName}-${index}` },
      spec: {
        storageClassName,
        accessModes,
        capacity: { storage: resources.requests.storage },
        hostPath: { path: `/tmp/${storageClassName}-${index}` },
      },
    })),
  ];
  const file = join(temporaryFolder('volumes'), 'volumes.json');
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  await kubectl.run('apply', '-f', file);
  return async () => void (await kubectl.run('delete', '-f', file, '--ignore-not-found'));
}

function claimsOf({ kind, spec }: Manifest): Untyped[] {
  if (kind === 'PersistentVolumeClaim') {
    return [spec];
  }
  return ((spec?.volumeClaimTemplates ?? []) as Untyped[]).map((template) => template.spec);
}
