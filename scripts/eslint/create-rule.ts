import { ESLintUtils } from '@typescript-eslint/utils';

/** Makes a rule of this project; its documentation is CONTRIBUTING.md. */
export const createRule = ESLintUtils.RuleCreator(() => 'CONTRIBUTING.md');
