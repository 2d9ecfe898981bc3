import type { BalancePlusSettings } from './settings';

const service = { requests: { cpu: '100m', memory: '512Mi' }, limits: { cpu: '1', memory: '512Mi' } };

/** Like production in kind, smaller in number, and for colleagues alone. */
export const staging: BalancePlusSettings = {
  host: 'balance-plus.staging.example.com',
  allowedSources: ['203.0.113.0/24'],
  frontend: { pods: { min: 2, max: 3 } },
  apiGateway: { pods: { min: 2, max: 3 }, resources: service },
  orchestrator: { pods: { min: 2, max: 3 }, resources: service },
  condenserWorker: { pods: { min: 1, max: 4 }, resources: service },
  postgres: { size: '20Gi', backup: { size: '70Gi', deadlineMinutes: 60 } },
  rabbitMq: { external: { host: 'rabbitmq.staging.example.com', cidr: '10.40.0.0/28' } },
};
