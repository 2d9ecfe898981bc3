import { stack } from './defaults';
import type { MonitoringSettings } from './settings';

/** AKS: colleagues read what goes wrong. */
export const staging: MonitoringSettings = {
  grafanaHost: 'grafana.staging.minitoolstream.example',
  tellsSomebody: true,
  warningChannel: '#minitoolstream-staging',
  nodes: 10,
  stack: stack('managed-csi'),
};
