import { mkdirSync, renameSync, rmSync, writeFileSync, existsSync } from 'fs';
import * as path from 'path';

/** The files of one folder, by their path below it. */
export interface OutputFolder {
  /** The folder, below the output directory. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Writes folders beside their place and renames them into it, so that a folder is the old one or the new one and
 * nothing in between; files of an earlier synthesis are gone.
 */
export function writeFolders(directory: string, folders: readonly OutputFolder[]): void {
  const staged = folders.map(({ folder, files }) => {
    const target = path.join(directory, folder);
    return { target, files, aside: path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}`) };
  });
  try {
    staged.forEach(({ aside, files }) => stage(`${aside}.new`, files));
    staged.forEach(({ target, aside }) => replace(target, aside));
  } finally {
    staged.forEach(({ aside }) => rmSync(`${aside}.new`, { recursive: true, force: true }));
  }
}

function stage(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = new Set([folder]);
  for (const [file, text] of files) {
    const place = path.join(folder, file);
    const parent = path.dirname(place);
    if (!made.has(parent)) {
      mkdirSync(parent, { recursive: true });
      made.add(parent);
    }
    writeFileSync(place, text, { mode: file.endsWith('.sh') ? 0o755 : 0o644 });
  }
}

function replace(target: string, aside: string): void {
  if (existsSync(target)) {
    renameSync(target, `${aside}.old`);
  }
  renameSync(`${aside}.new`, target);
  rmSync(`${aside}.old`, { recursive: true, force: true });
}
