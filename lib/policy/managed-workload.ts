import { labelsOf, numberOf, textOf } from './field';
import type { PolicyResource } from './policy-resource';
import type { Workload } from './workload';

/** The custom resources that prometheus-operator makes pods of, with the labels that are written on these. */
const MANAGED_KINDS = new Set(['monitoring.coreos.com/Alertmanager', 'monitoring.coreos.com/Prometheus']);

/** The facts of pods that an operator makes of a custom resource, as far as that says them. */
export function managedWorkloadOf({ identity, _manifest: { spec } }: PolicyResource): Workload | undefined {
  return MANAGED_KINDS.has(identity._kindKey)
    ? {
        object: identity,
        namespace: identity.namespace ?? '',
        podLabels: labelsOf(spec?.podMetadata?.labels),
        podPath: 'spec',
        replicas: numberOf(spec?.replicas),
        isSinglePod: false,
        // Which ports they listen on the operator decides.
        ports: new Set(),
        serviceAccount: textOf(spec?.serviceAccountName),
        hostNetwork: false,
        secrets: [],
        configMaps: [],
        claims: [],
        runsCelery: false,
      }
    : undefined;
}
