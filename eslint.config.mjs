import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const require = createRequire(import.meta.url);
require('ts-node').register({ swc: true });
const { plugin: tradewind } = require('./scripts/eslint/plugin.ts');

const BLOCKING_TESTS = ['test/cluster/**', 'test/checkers/**'];
const SLEEP = 'A unit test does not wait for time to pass: hand it the clock, or await the event itself.';

export default defineConfig(
  { ignores: ['node_modules/', 'build/', 'dist/', 'coverage/', 'imports/*.ts', 'test/consumer/', '**/fixtures/'] },
  // Rules are met, not switched off in place.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: {
      globals: { process: 'readonly', module: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { tradewind },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: dirname(fileURLToPath(import.meta.url)) },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      // A name that begins with _ is there for its place or to be left out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Manifest values are JSON: text in the places where it is read as such.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'tradewind/no-outside-import': 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      'tradewind/documented': 'error',
      'tradewind/jsii-shape': 'error',
      'tradewind/jsii-types': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: ['child_process', 'node:child_process'].map((name) => ({
            name,
            message: 'A synth starts no other process.',
          })),
        },
      ],
      // The same input gives the same bytes, on any machine, in any locale, at any time.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Output must not depend on the clock.',
        },
        {
          selector: 'MemberExpression[object.name="Date"][property.name="now"]',
          message: 'Output must not depend on the clock.',
        },
        {
          selector: 'MemberExpression[object.name="Math"][property.name="random"]',
          message: 'Output must not depend on chance.',
        },
        {
          selector: 'MemberExpression[property.name=/^(localeCompare|toLocale.*)$/]',
          message: 'Output must not depend on the locale.',
        },
      ],
    },
  },
  {
    // What comes out of a manifest has no type, nor have the settings of any system; jsii has no other word for it.
    files: [
      'lib/core/kubernetes-object.ts',
      'lib/testing/manifests.ts',
      'lib/synth/system.ts',
      'lib/policy/policy-{pod,resource,validation}.ts',
    ],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    files: ['apps/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'tradewind/no-parked-test': 'error',
      // Tests look into manifests, which have no type.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    ignores: BLOCKING_TESTS,
    rules: {
      'no-restricted-globals': ['error', { name: 'setTimeout', message: SLEEP }],
      'no-restricted-imports': [
        'error',
        {
          paths: ['timers', 'node:timers', 'timers/promises', 'node:timers/promises'].map((name) => ({
            name,
            message: SLEEP,
          })),
        },
      ],
    },
  },
);
