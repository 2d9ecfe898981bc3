import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import type { System } from '../../lib';

const APPS = join(__dirname, '..', '..', 'apps');
const requireAsHere = createRequire(__filename);
const compiled = new Map<string, string>();

/** One line of intent changed: the file below `apps/`, what stands there once, and what stands there instead. */
export interface Mutation {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A system as it would be if the sources of the apps said something else. Types are not checked. */
export function mutated(app: string, ...mutations: readonly Mutation[]): System {
  const used = new Set<Mutation>();
  const loaded = new Map<string, Record<string, unknown>>();

  const textOf = (file: string): string => {
    let text = readFileSync(file, 'utf8');
    for (const mutation of mutations.filter((one) => one.file === relative(APPS, file))) {
      if (text.split(mutation.from).length !== 2) {
        throw new Error(`${mutation.file} does not have this exactly once: ${mutation.from}`);
      }
      text = text.replace(mutation.from, () => mutation.to);
      used.add(mutation);
    }
    return text;
  };
  const load = (file: string): Record<string, unknown> => {
    const found = loaded.get(file);
    if (found) {
      return found;
    }
    const text = textOf(file);
    if (file.endsWith('.json')) {
      return JSON.parse(text) as Record<string, unknown>;
    }
    const exported: Record<string, unknown> = {};
    loaded.set(file, exported);
    const requireFrom = (name: string): unknown => {
      const path = join(dirname(file), name);
      if (name.startsWith('.') && !relative(APPS, path).startsWith('..')) {
        return load(name.endsWith('.json') ? path : `${path}.ts`);
      }
      return requireAsHere(name.startsWith('.') ? path : name) as unknown;
    };
    compileFunction(toJavaScript(file, text), ['require', 'exports', 'module'])(requireFrom, exported, {
      exports: exported,
    });
    return exported;
  };

  const system = systemOf(load(join(APPS, app, 'main.ts')), app);
  const unused = mutations.find((mutation) => !used.has(mutation));
  if (unused) {
    throw new Error(`no file ${unused.file} was loaded`);
  }
  return system;
}

function toJavaScript(file: string, text: string): string {
  const key = `${file}\n${text}`;
  const code =
    compiled.get(key) ??
    transformSync(text, {
      filename: file,
      swcrc: false,
      module: { type: 'commonjs' },
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    }).code;
  compiled.set(key, code);
  return code;
}

/** The system of an app: the only export of its `main.ts`. */
function systemOf(exported: Record<string, unknown>, app: string): System {
  const [system, ...others] = Object.values(exported) as System[];
  if (system === undefined || others.length > 0) {
    throw new Error(`apps/${app}/main.ts does not export exactly one system`);
  }
  return system;
}
