import { randomBytes } from 'node:crypto';
import type { Kubectl } from './kubectl';
import { manifestFiles, readManifests } from '../../rendered/manifest';

/** Refuses a cluster that already has the namespace: what is in it would be somebody's. */
export async function claim(kubectl: Kubectl, namespace: string): Promise<void> {
  const found = await kubectl.run('get', 'namespace', namespace, '--ignore-not-found', '-o', 'name');
  if (found !== '') {
    throw new Error(`the cluster already has ${found.trim()}: these tests would delete it`);
  }
}

/** Deletes a namespace with all that is in it, and waits until it is gone; slow pods are not waited for. */
export async function release(kubectl: Kubectl, namespace: string): Promise<void> {
  await kubectl.run('delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
  await kubectl.attempt('-n', namespace, 'delete', 'pods', '--all', '--force', '--grace-period=0');
  await kubectl.run('wait', '--for=delete', `namespace/${namespace}`, '--timeout=90s');
}

/** Creates what an operator would: the Secret of each ExternalSecret, with random values. */
export async function createSecrets(kubectl: Kubectl, folder: string): Promise<void> {
  for (const { metadata, spec } of readManifests(folder).filter(({ kind }) => kind === 'ExternalSecret')) {
    const literals = (spec.data as { secretKey: string }[]).map(
      ({ secretKey }) => `--from-literal=${secretKey}=${randomBytes(16).toString('hex')}`,
    );
    const name = spec.target?.name ?? metadata.name;
    await kubectl.run('-n', String(metadata.namespace), 'create', 'secret', 'generic', name, ...literals);
  }
}

/** Prepares an empty cluster for `deploy.sh`: the namespace, and the Secrets that an operator would make. */
export async function prepare(kubectl: Kubectl, folder: string): Promise<void> {
  const cluster = manifestFiles(folder).filter((file) => /\/0-cluster-[^/]*$/.test(file));
  await kubectl.run('apply', '--server-side', ...cluster.flatMap((file) => ['-f', file]));
  await createSecrets(kubectl, folder);
}
