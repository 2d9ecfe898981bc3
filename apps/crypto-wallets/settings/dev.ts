import { ImagePullPolicy } from '../../../lib';
import type { CryptoWalletsSettings } from './settings';

/** One k3d cluster on a developer's machine: a local image, one pod, everything else on the Docker network. */
export const dev: CryptoWalletsSettings = {
  wallets: {
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    resources: {
      requests: { cpu: '50m', memory: '128Mi' },
      limits: { cpu: '500m', memory: '256Mi' },
    },
  },
  pods: { min: 1, max: 2 },
  redis: { enabled: false },
  vaultCidr: '172.16.0.0/12',
  databaseCidr: '172.16.0.0/12',
};
