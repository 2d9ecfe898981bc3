import type * as kplus from 'cdk8s-plus-28';
import { createRequire } from 'module';

/**
 * Pods as cdk8s-plus selects them. Loading cdk8s-plus costs as much as loading cdk8s, and few ask for this: it is
 * loaded for who does.
 */
export function plusPodSelector(
  labels: Record<string, string>,
  namespace: string | undefined,
): kplus.PodSelectorConfig {
  const { LabelSelector } = createRequire(__filename)('cdk8s-plus-28') as typeof kplus;
  const namespaces = namespace === undefined ? undefined : { names: [namespace] };
  return { labelSelector: LabelSelector.of({ labels }), namespaces };
}
