import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import type { System } from '../../../lib';

const APP = join(__dirname, '..', '..', '..', 'apps', 'balance-plus');

/** One line of intent changed: the file, what stands there once, and what stands there instead. */
export interface Mutation {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The system as it would be if its sources said something else. Types are not checked: a hurried author has `any`. */
export function mutated(...mutations: readonly Mutation[]): System {
  const used = new Set<Mutation>();
  const loaded = new Map<string, Record<string, unknown>>();

  const load = (file: string): Record<string, unknown> => {
    const found = loaded.get(file);
    if (found) {
      return found;
    }
    let text = readFileSync(file, 'utf8');
    for (const mutation of mutations.filter((one) => one.file === relative(APP, file))) {
      if (text.split(mutation.from).length !== 2) {
        throw new Error(`${mutation.file} does not have this exactly once: ${mutation.from}`);
      }
      text = text.replace(mutation.from, () => mutation.to);
      used.add(mutation);
    }
    const exported: Record<string, unknown> = {};
    loaded.set(file, exported);
    const { code } = transformSync(text, {
      filename: file,
      swcrc: false,
      module: { type: 'commonjs' },
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    });
    const requireFrom = (name: string): unknown => {
      const path = join(dirname(file), name);
      if (name.startsWith('.') && !relative(APP, path).startsWith('..')) {
        return name.endsWith('.json') ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : load(`${path}.ts`);
      }
      return jest.requireActual<object>(name.startsWith('.') ? path : name);
    };
    compileFunction(code, ['require', 'exports', 'module'])(requireFrom, exported, { exports: exported });
    return exported;
  };

  const { balancePlus } = load(join(APP, 'main.ts')) as { balancePlus: System };
  const unused = mutations.find((mutation) => !used.has(mutation));
  if (unused) {
    throw new Error(`no file ${unused.file} was loaded`);
  }
  return balancePlus;
}
