import { jsiiTypes } from '../../../scripts/eslint/jsii-types';
import { FILES, testRule } from './rule-tester';

const filename = FILES.allPublic;
const errors = [{ messageId: 'union' }];

testRule('jsii-types', jsiiTypes, {
  valid: [
    { filename, code: 'export interface A { readonly x?: string; readonly y: boolean | undefined; }' },
    { filename, code: 'export enum Side { BUY, SELL } export interface A { readonly side?: Side; }' },
    { filename, code: 'export class A { f(x: string[], y?: Record<string, number>): A | undefined { return this; } }' },
    { filename, code: 'export class A { private x: string | number = 1; }' },
    { filename, code: 'interface Local { x: string | number }' },
    { filename: FILES.internal, code: 'export interface A { readonly x: string | number; }' },
  ],
  invalid: [
    { filename, code: 'export interface A { readonly x: string | number; }', errors },
    { filename, code: "export interface A { readonly x?: 'a' | 'b'; }", errors },
    { filename, code: "type L = 'a' | 'b'; export interface A { readonly x: L; }", errors },
    { filename, code: "import { Side } from '../aliases'; export interface A { readonly x?: Side; }", errors },
    { filename, code: 'export interface A { readonly x: (string | number)[]; }', errors },
    { filename, code: 'export interface A { readonly x?: Record<string, string | number>; }', errors },
    {
      filename,
      code: 'export enum S { B, C } export enum T { D, E } export interface A { readonly x: S | T; }',
      errors,
    },
    { filename, code: 'export class A { f(x: string | number): void {} }', errors },
    { filename, code: 'export class A { f(x?: string | number): void {} }', errors },
    { filename, code: 'export class A { constructor(readonly x: string | number) {} }', errors },
    { filename, code: 'export class A { f(x: boolean) { return x ? 1 : "a"; } }', errors },
    { filename, code: 'export class A { get x(): string | number { return 1; } }', errors },
    { filename, code: 'export abstract class A { protected abstract x: string | number; }', errors },
    { filename: FILES.somePublic, code: 'export class Chosen { x: string | number = 1; }', errors },
  ],
});
