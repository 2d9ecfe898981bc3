import { stack } from './defaults';
import type { MonitoringSettings } from './settings';

/** AKS in three zones, whose pool grows to ten nodes: somebody is woken. */
export const prod: MonitoringSettings = {
  grafanaHost: 'grafana.minitoolstream.example',
  tellsSomebody: true,
  warningChannel: '#minitoolstream',
  nodes: 10,
  stack: { ...stack('managed-csi'), alertmanager: { size: '10Gi', storageClass: 'managed-csi', replicas: 2 } },
};
