import { ImagePullPolicy } from '../../../lib';
import type { CryptoWalletsSettings } from './settings';

/** Production: three zones, two pods that always run. */
export const prod: CryptoWalletsSettings = {
  wallets: {
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '1000m', memory: '512Mi' },
    },
  },
  pods: { min: 2, max: 10 },
  redis: { enabled: true },
  vaultCidr: '10.20.0.10/32',
  databaseCidr: '10.20.1.0/28',
};
