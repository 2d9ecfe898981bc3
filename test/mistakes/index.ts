import { BALANCE_PLUS } from './balance-plus';
import { CRYPTO_WALLETS } from './crypto-wallets';
import { MINITOOLSTREAM } from './minitoolstream';
import type { Mistake } from './mistake';
import { MONITORING } from './monitoring';

/** Every mistake, by the app in which it is made. */
export const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  'balance-plus': BALANCE_PLUS,
  'crypto-wallets': CRYPTO_WALLETS,
  minitoolstream: MINITOOLSTREAM,
  monitoring: MONITORING,
};
