import { PolicyPack, System } from '../../lib';
import { clusters } from '../minitoolstream/clusters';
import { ClusterMonitoring } from './monitoring';
import { dev } from './settings/dev';
import { prod } from './settings/prod';
import type { MonitoringSettings } from './settings/settings';
import { staging } from './settings/staging';

/** The monitoring of the clusters that minitoolstream runs on. */
export const monitoring = new System({
  name: 'monitoring',
  environments: {
    dev: { cluster: clusters.dev, settings: dev },
    staging: { cluster: clusters.staging, settings: staging },
    prod: { cluster: clusters.prod, settings: prod },
  },
  policies: [PolicyPack.restricted(), PolicyPack.production()],
  composition: {
    compose: (environment, settings: MonitoringSettings) => {
      new ClusterMonitoring(environment, 'monitoring', settings);
    },
  },
});

if (require.main === module) {
  monitoring.synth();
}
