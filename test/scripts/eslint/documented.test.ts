import { documented } from '../../../scripts/eslint/documented';
import { FILES, testRule } from './rule-tester';

const filename = FILES.allPublic;
const missing = [{ messageId: 'missing' }];

testRule('documented', documented, {
  valid: [
    { filename, code: '/** A. */ export class A { constructor() {} private x = 1; /** Runs. */ run(): void {} }' },
    { filename, code: '/** A. */ export interface A {\n/**\n * X.\n * @default none\n */\nreadonly x?: string; }' },
    { filename, code: '/** A. */ export class A { /** Size. */ get size() { return 1; } set size(x: number) {} }' },
    { filename, code: '/** A. */ export class A { override toString(): string { return ""; } }' },
    { filename, code: '/** A. */ export enum A { /** X. */ X }' },
    { filename, code: 'class Local { run(): void {} }' },
    { filename: FILES.internal, code: '/** A. */ export interface A { readonly x?: string; }' },
    {
      filename: FILES.internal,
      code: '/** F. */ export function f(x: string): void; export function f(x: any): void {}',
    },
  ],
  invalid: [
    { filename, code: 'export class A {}', errors: missing },
    { filename, code: '// A.\nexport class A {}', errors: missing },
    { filename, code: '/** @stable */ export class A {}', errors: missing },
    { filename, code: '/** A. */ export class A { run(): void {} }', errors: missing },
    { filename, code: '/** A. */ export enum A { X }', errors: missing },
    {
      filename,
      code: '/** A. */ export interface A { /** X. */ readonly x?: string; }',
      errors: [{ messageId: 'default' }],
    },
    {
      filename,
      code: '/** A. */ export interface A {\n/**\n * X.\n * @default\n */\nreadonly x?: string; }',
      errors: [{ messageId: 'default' }],
    },
    { filename: FILES.internal, code: 'export function f(): void {}', errors: missing },
  ],
});
