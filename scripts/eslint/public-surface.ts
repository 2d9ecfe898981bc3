import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';

/** The names a file gives to the outside: all it exports, or only some. */
export type PublicNames = 'all' | ReadonlySet<string>;

/**
 * The files reached from an index through `export … from`, and which of their exports are public.
 * A file that is absent from the result is internal. A missing index has no public surface.
 */
export function publicSurface(indexFile: string): ReadonlyMap<string, PublicNames> {
  const surface = new Map<string, PublicNames>();
  follow(resolve(indexFile), 'all', surface);
  return surface;
}

function follow(file: string, names: PublicNames, surface: Map<string, PublicNames>): void {
  const known = surface.get(file);
  const merged = known === undefined ? names : union(known, names);
  const nothingNew = known !== undefined && (known === 'all' || (merged !== 'all' && merged.size === known.size));
  if (nothingNew || !existsSync(file)) {
    return;
  }
  surface.set(file, merged);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  for (const statement of source.statements) {
    if (
      !ts.isExportDeclaration(statement) ||
      !statement.moduleSpecifier ||
      !ts.isStringLiteral(statement.moduleSpecifier)
    ) {
      continue;
    }
    const target = locate(file, statement.moduleSpecifier.text);
    const passedOn = target && namesPassedOn(statement, merged);
    if (passedOn) {
      follow(target, passedOn, surface);
    }
  }
}

function namesPassedOn(statement: ts.ExportDeclaration, asked: PublicNames): PublicNames | undefined {
  const clause = statement.exportClause;
  if (!clause) {
    return asked;
  }
  if (ts.isNamespaceExport(clause)) {
    return asked === 'all' || asked.has(clause.name.text) ? 'all' : undefined;
  }
  const passed = clause.elements
    .filter((element) => asked === 'all' || asked.has(element.name.text))
    .map((element) => (element.propertyName ?? element.name).text);
  return passed.length > 0 ? new Set(passed) : undefined;
}

function locate(fromFile: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) {
    return undefined;
  }
  const base = resolve(dirname(fromFile), specifier);
  return [`${base}.ts`, join(base, 'index.ts')].find((candidate) => existsSync(candidate));
}

function union(a: PublicNames, b: PublicNames): PublicNames {
  return a === 'all' || b === 'all' ? 'all' : new Set([...a, ...b]);
}
