import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../observability/alert-rule';
import { selector } from './promql';

/** A StatefulSet as alerts speak of it. */
export interface WatchedStore {
  /** The name of the StatefulSet. */
  readonly name: string;
  readonly namespace: string;
  /** The name of the volume that keeps the data. */
  readonly volume: string;
}

/** What can go wrong with any store, beside what can go wrong with any workload. */
export function storeAlerts({ name, namespace, volume }: WatchedStore): AlertRule[] {
  const claims = selector({ namespace }, { persistentvolumeclaim: `${volume}-${name}-[0-9]+` });
  const bytes = (what: string): string =>
    `max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_${what}_bytes${claims})`;
  return [
    {
      name: 'VolumeFilling',
      expression: `${bytes('available')}\n/ ${bytes('capacity')}\n< 0.15`,
      duration: Duration.minutes(15),
      severity: AlertSeverity.CRITICAL,
      summary:
        'the claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is nearly full: ' +
        '{{ $value | humanizePercentage }} of it is left',
      description:
        `When its disk is full ${name} stops. Raise the request of the claim where its StorageClass can expand volumes, ` +
        'and the size in the settings with it; or remove data.',
      runbook: {
        meaning:
          'The claim of a store is nearly full. When it is full the store stops: it takes no writes, and some do not even start again.',
        checks: [
          'How fast it fills: `kubelet_volume_stats_available_bytes` of the claim over the last days, or over the last hour.',
          'What fills it: data that grow as they should, a log or queue that nobody reads, or a copy that a restore has left aside.',
          'Whether its StorageClass can expand volumes: `kubectl get storageclass NAME -o jsonpath={.allowVolumeExpansion}`.',
        ],
        remedies: [
          'Expand it: `kubectl -n NAMESPACE patch pvc CLAIM -p \'{"spec":{"resources":{"requests":{"storage":"SIZE"}}}}\'`. Write the size into the settings too; to apply a StatefulSet with another size, first remove the old one without its pods: `kubectl -n NAMESPACE delete statefulset NAME --cascade=orphan`.',
          'The expansion is refused with `exceeded quota`: the quota of storage has headroom for about one expansion, so the next one finds none. Deploy the new size first, with which the quota grows (`kubectl apply` its ResourceQuota alone if need be), or raise `quotaHeadroom`; then expand the claim. What is used and allowed: `kubectl -n NAMESPACE describe quota`.',
          'Remove what is not needed: of a PostgreSQL the databases named `…_before_…`, which restores have put aside.',
          'A class that cannot expand: make a backup, remove the StatefulSet and the claim, deploy with the new size, restore.',
        ],
      },
    },
  ];
}
