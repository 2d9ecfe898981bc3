import { documented } from './documented';
import { jsiiShape } from './jsii-shape';
import { jsiiTypes } from './jsii-types';
import { noOutsideImport } from './no-outside-import';
import { noParkedTest } from './no-parked-test';

/** This project's own lint rules, as an ESLint plugin named `tradewind`. */
export const plugin = {
  meta: { name: 'tradewind' },
  rules: {
    documented,
    'jsii-shape': jsiiShape,
    'jsii-types': jsiiTypes,
    'no-outside-import': noOutsideImport,
    'no-parked-test': noParkedTest,
  },
};
