import { jsiiShape } from '../../../scripts/eslint/jsii-shape';
import { FILES, testRule } from './rule-tester';

const filename = FILES.allPublic;

testRule('jsii-shape', jsiiShape, {
  valid: [
    { filename, code: 'export class A { public static of(x: string): A { return new A(); } }' },
    { filename, code: 'export class A { get size() { return 1; } set size(x: number) {} }' },
    { filename, code: 'export class A { private pick<T>(x: T): T { return x; } }' },
    { filename, code: 'export class A { /** @internal */ static _make<T>(x: T): T { return x; } }' },
    { filename, code: 'export class A { static of(): void {} of(): void {} }' },
    { filename, code: 'function local<T>(x: T): T { return x; }' },
    { filename: FILES.internal, code: 'export function f<T>(x: T): T { return x; } export type T = string;' },
    { filename: FILES.somePublic, code: 'export class Chosen {} export function helper(): void {}' },
  ],
  invalid: [
    { filename, code: 'export function f(): void {}', errors: [{ messageId: 'dropped' }] },
    { filename, code: 'export type A = string;', errors: [{ messageId: 'dropped' }] },
    { filename, code: 'export const a = 1;', errors: [{ messageId: 'dropped' }] },
    { filename, code: 'export class A<T> {}', errors: [{ messageId: 'generic' }] },
    { filename, code: 'export interface A { pick<T>(x: T): T; }', errors: [{ messageId: 'generic' }] },
    {
      filename,
      code: 'export class A { protected pick<T>(x: T): T { return x; } }',
      errors: [{ messageId: 'generic' }],
    },
    {
      filename,
      code: 'export class A { f(x: string): void; f(x: number): void; f(x: any): void {} }',
      errors: [{ messageId: 'overload' }, { messageId: 'overload' }],
    },
    {
      filename,
      code: 'export class A { constructor(x: string); constructor(x: any) {} }',
      errors: [{ messageId: 'overload' }],
    },
    {
      filename,
      code: 'export interface A { f(x: string): void; f(x: number): void; }',
      errors: [{ messageId: 'overload' }],
    },
    { filename: FILES.somePublic, code: 'export class Chosen<T> {}', errors: [{ messageId: 'generic' }] },
  ],
});
