import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, readManifests, type Untyped } from '../../rendered/manifest';
import { temporaryFolder } from '../../rendered/temporary';
import type { Kubectl } from './kubectl';

/**
 * Makes volumes as an administrator would, one for each claim of a folder: a cluster without a provisioner binds no
 * claim by itself. What is given back removes them, and each
 * class with its last volume: those of another folder may be there as well.
 */
export async function provideVolumes(kubectl: Kubectl, folder: string): Promise<() => Promise<void>> {
  const manifests = readManifests(folder);
  const claims = manifests.flatMap(claimsOf);
  if (claims.length === 0) {
    return async () => {};
  }
  const classes = [...new Set(claims.map(({ storageClassName }) => String(storageClassName)))].sort();
  const { namespace } = manifests.find(({ kind }) => kind === 'ResourceQuota')?.metadata ?? {};
  const names = claims.map(({ storageClassName }, index) => `${namespace}-${storageClassName}-${index}`);
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
      metadata: { name: names[index] },
      spec: {
        storageClassName,
        accessModes,
        capacity: { storage: resources.requests.storage },
        hostPath: { path: `/tmp/${names[index]}` },
      },
    })),
  ];
  const file = join(temporaryFolder('volumes'), 'volumes.json');
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  await kubectl.run('apply', '-f', file);
  return async () => {
    await kubectl.run('delete', 'persistentvolumes', ...names, '--ignore-not-found');
    const left = await kubectl.list('default', 'persistentvolumes');
    const idle = classes.filter((name) => !left.some(({ spec }) => spec.storageClassName === name));
    if (idle.length > 0) {
      await kubectl.run('delete', 'storageclasses', ...idle, '--ignore-not-found');
    }
  };
}

function claimsOf({ kind, spec }: Manifest): Untyped[] {
  if (kind === 'PersistentVolumeClaim') {
    return [spec];
  }
  return ((spec?.volumeClaimTemplates ?? []) as Untyped[]).map((template) => template.spec);
}
