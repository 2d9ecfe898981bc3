import type { BalancePlusSettings } from './settings';

const small = { requests: { cpu: '50m', memory: '256Mi' }, limits: { cpu: '500m', memory: '256Mi' } };

/** One k3d cluster on a developer's machine: everything in it, the broker too, and one pod of each. */
export const dev: BalancePlusSettings = {
  host: 'balance-plus.localhost',
  frontend: { pods: { min: 1, max: 2 } },
  apiGateway: { pods: { min: 1, max: 2 }, resources: small },
  orchestrator: { pods: { min: 1, max: 2 }, resources: small },
  condenserWorker: { pods: { min: 1, max: 2 }, resources: small },
  postgres: { size: '2Gi', withoutBackup: 'what a developer keeps here can be made again' },
  rabbitMq: { inCluster: { size: '4Gi', withoutBackup: 'the definitions come with the applications' } },
};
