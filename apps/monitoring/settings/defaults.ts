import type { MonitoringStackSettings } from '../../../lib';

/** How large the parts are everywhere, on the class of storage that the cluster has. */
export function stack(storageClass: string): MonitoringStackSettings {
  return {
    prometheus: {
      retention: '30d',
      // The newest samples and the log of writes are not counted: a claim as large as this would fill up.
      retentionSize: '40GB',
      size: '50Gi',
      storageClass,
      resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { cpu: '2000m', memory: '4Gi' } },
    },
    alertmanager: { size: '10Gi', storageClass },
    grafana: { size: '10Gi', storageClass },
  };
}
