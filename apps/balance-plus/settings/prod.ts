import type { BalancePlusSettings } from './settings';

const service = { requests: { cpu: '200m', memory: '512Mi' }, limits: { cpu: '1', memory: '512Mi' } };

/** Production: three zones, two pods of each API that always run, a worker that follows its queue. */
export const prod: BalancePlusSettings = {
  host: 'balance-plus.example.com',
  frontend: { pods: { min: 2, max: 4 } },
  apiGateway: { pods: { min: 2, max: 8 }, resources: service },
  orchestrator: { pods: { min: 2, max: 8 }, resources: service },
  condenserWorker: {
    pods: { min: 1, max: 20 },
    resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
  },
  postgres: {
    size: '100Gi',
    backup: { size: '350Gi', deadlineMinutes: 240 },
    resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { cpu: '2', memory: '4Gi' } },
  },
  rabbitMq: { external: { host: 'rabbitmq.example.com', cidr: '10.50.0.0/28' } },
};
