import * as versions from '../versions/prod.json';
import { defaults, throughEdge } from './defaults';
import type { MiniToolStreamSettings } from './settings';

const common = defaults(versions);

/** AKS in three zones; the ingress is scaled by the messages that it takes. */
export const prod: MiniToolStreamSettings = {
  ...common,
  stage: 'production',
  storageClass: 'managed-csi',
  ingress: {
    ...throughEdge(common.ingress, 'ingress.minitoolstream.example'),
    replicaCount: 5,
    autoscaling: { ...common.ingress.autoscaling, maxReplicas: 20, targetMemory: 0, targetMessages: 1000 },
    verticalPodAutoscaler: { updateMode: 'Recreate' },
  },
  egress: { ...throughEdge(common.egress, 'egress.minitoolstream.example'), replicaCount: 5 },
};
