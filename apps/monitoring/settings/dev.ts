import { stack } from './defaults';
import type { MonitoringSettings } from './settings';

/** k3d on a developer's machine: a server and two agents. */
export const dev: MonitoringSettings = {
  grafanaHost: 'grafana.local',
  tellsSomebody: false,
  warningChannel: '',
  nodes: 3,
  stack: stack('local-path'),
};
