import type { Kubectl } from './kubectl';
import { type Manifest, only, readManifests, type Untyped } from '../../rendered/manifest';

/** Waits until every Deployment of a folder has its autoscaler's minimum of pods, all of them ready. */
export async function untilRolledOut(kubectl: Kubectl, folder: string): Promise<void> {
  const manifests = readManifests(folder);
  for (const { metadata, spec } of manifests.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')) {
    const target = `${String(spec.scaleTargetRef.kind).toLowerCase()}/${spec.scaleTargetRef.name}`;
    await atStrength(kubectl, String(metadata.namespace), target, minimumOf(manifests));
  }
}

/** Waits until every workload of a folder has the fewest pods that it may have, all of them ready. */
export async function untilAtStrength(kubectl: Kubectl, folder: string): Promise<void> {
  const manifests = readManifests(folder);
  for (const workload of manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')) {
    const { kind, metadata } = workload;
    const target = `${kind.toLowerCase()}/${metadata.name}`;
    await atStrength(kubectl, String(metadata.namespace), target, leastPodsOf(workload, manifests));
  }
  for (const { metadata } of manifests.filter(({ kind }) => kind === 'DaemonSet')) {
    const target = `daemonset/${metadata.name}`;
    await kubectl.run('-n', String(metadata.namespace), 'rollout', 'status', target, '--timeout=60s');
  }
}

/** The fewest pods of a workload: what its HorizontalPodAutoscaler keeps, else its own number. */
export function leastPodsOf({ kind, metadata, spec }: Manifest, manifests: readonly Manifest[]): number {
  const autoscaler = manifests.find(
    (each) =>
      each.kind === 'HorizontalPodAutoscaler' &&
      each.spec.scaleTargetRef.kind === kind &&
      each.spec.scaleTargetRef.name === metadata.name,
  );
  return autoscaler?.spec.minReplicas ?? spec.replicas ?? 1;
}

/** Waits until a workload has this many pods, all of them ready and of its newest version. */
export async function atStrength(kubectl: Kubectl, namespace: string, workload: string, pods: number): Promise<void> {
  await kubectl.until(namespace, workload, '.status.readyReplicas', String(pods));
  await kubectl.run('-n', namespace, 'rollout', 'status', workload, '--timeout=60s');
}

/** The fewest pods that the only autoscaler of a folder keeps. */
export function minimumOf(manifests: readonly Manifest[]): number {
  return only(manifests, 'HorizontalPodAutoscaler').spec.minReplicas;
}

/** The most pods that the only autoscaler of a folder makes. */
export function maximumOf(manifests: readonly Manifest[]): number {
  return only(manifests, 'HorizontalPodAutoscaler').spec.maxReplicas;
}

/** The pods of a Deployment, those on their way out too. */
export function podsOf(kubectl: Kubectl, deployment: Manifest): Promise<Manifest[]> {
  const labels: Record<string, string> = deployment.spec.selector.matchLabels;
  const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return kubectl.list(String(deployment.metadata.namespace), 'pods', '-l', selector.join(','));
}

/** Whether a pod serves: ready, and not on its way out. */
export function isReady({ metadata, status }: Manifest): boolean {
  const ready = status.conditions?.some((each: Untyped) => each.type === 'Ready' && each.status === 'True') ?? false;
  return ready && !('deletionTimestamp' in metadata);
}

/** The ConfigMaps that a pod template reads, sorted. */
export function configMapsOf(workload: Manifest): string[] {
  const names = JSON.stringify(workload.spec.template.spec).matchAll(
    /"(?:configMapRef|configMapKeyRef|configMap)":\{[^}]*"name":"([^"]+)"/g,
  );
  return [...new Set([...names].map(([, name]) => String(name)))].sort();
}
