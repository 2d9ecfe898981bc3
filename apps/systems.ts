import type { HelmChartProps, KustomizationProps, System } from '../lib';
import { balancePlus } from './balance-plus/main';
import { frontendSpa } from './balance-plus/service-types/frontend-spa';
import { pythonCeleryWorker } from './balance-plus/service-types/python-celery-worker';
import { pythonFastApiService } from './balance-plus/service-types/python-fastapi-service';
import { cryptoWallets } from './crypto-wallets/main';
import { miniToolStream } from './minitoolstream/main';
import { monitoring } from './monitoring/main';

/** Every system, by the name of its folder. */
export const SYSTEMS: Readonly<Record<string, System>> = {
  'balance-plus': balancePlus,
  'crypto-wallets': cryptoWallets,
  minitoolstream: miniToolStream,
  monitoring,
};

/** Service types that others fill as charts, by the system whose they are. */
export const SERVICE_TYPES: Readonly<Record<string, readonly System[]>> = {
  'balance-plus': [pythonFastApiService, pythonCeleryWorker, frontendSpa],
};

const MINITOOLSTREAM = { dev: 'development', staging: 'staging', prod: 'production' };

/** In what the chart of a system is otherwise than by default. */
export const HELM_OPTIONS: Readonly<Record<string, Partial<HelmChartProps>>> = {
  minitoolstream: {
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'Streams of messages over gRPC, with object storage',
    environmentNames: MINITOOLSTREAM,
    createNamespaces: false,
    namespaceSetting: 'namespace',
  },
};

/** In what the base and overlays of a system are otherwise than by default. */
export const KUSTOMIZE_OPTIONS: Readonly<Record<string, Partial<KustomizationProps>>> = {
  minitoolstream: { environmentNames: MINITOOLSTREAM },
};
