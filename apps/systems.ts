import type { System } from '../lib';
import { balancePlus } from './balance-plus/main';
import { frontendSpa } from './balance-plus/service-types/frontend-spa';
import { pythonCeleryWorker } from './balance-plus/service-types/python-celery-worker';
import { pythonFastApiService } from './balance-plus/service-types/python-fastapi-service';
import { cryptoWallets } from './crypto-wallets/main';

/** Every system, by the name of its folder. */
export const SYSTEMS: Readonly<Record<string, System>> = {
  'balance-plus': balancePlus,
  'crypto-wallets': cryptoWallets,
};

/** Service types that others fill as charts, by the system whose they are. */
export const SERVICE_TYPES: Readonly<Record<string, readonly System[]>> = {
  'balance-plus': [pythonFastApiService, pythonCeleryWorker, frontendSpa],
};
