import { ImagePullPolicy } from '../../../lib';
import type { CryptoWalletsSettings } from './settings';

/** Like production in kind, smaller in number. */
export const staging: CryptoWalletsSettings = {
  wallets: {
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '1000m', memory: '512Mi' },
    },
  },
  pods: { min: 2, max: 4 },
  redis: { enabled: true },
  vaultCidr: '10.30.0.10/32',
  databaseCidr: '10.30.1.0/28',
};
