import { join } from 'node:path';

/** The root of the project. */
export const ROOT = join(__dirname, '..', '..');

/** The cluster of a developer, as its configuration file names it. */
export const CLUSTER = 'minitoolstream';

/** Its configuration file. */
export const CONFIGURATION = join(ROOT, 'apps', 'minitoolstream', 'k3d.yaml');

/** Its context in the kubeconfig, which k3d names. */
export const CONTEXT = `k3d-${CLUSTER}`;

/** The arguments that have kubectl talk to it; `KUBE_CONTEXT` names another cluster. */
export function contextArguments(): readonly string[] {
  return ['--context', process.env.KUBE_CONTEXT ?? CONTEXT];
}
