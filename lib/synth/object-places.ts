import type { ApiObject } from 'cdk8s';
import type { OutputPlace } from '../core/inspection';
import type { WrittenObject } from './written-object';

interface TextPlace {
  readonly file: string;
  /** How many objects stand before it in its file. */
  readonly index: number;
  /** The lines of its text, once they were asked for. */
  lines?: readonly string[];
}

/** Where the objects of an environment stand in its files; found out once somebody asks. */
export class ObjectPlaces {
  private places?: Map<ApiObject, TextPlace>;
  private readonly firstLines = new Map<string, readonly number[]>();

  /** @param layout the objects of each file, in their order */
  constructor(private readonly layout: ReadonlyMap<string, readonly WrittenObject[]>) {}

  /** The line of a field, or of the nearest above it that stands there. */
  of(object: ApiObject, path: string): OutputPlace | undefined {
    this.places ??= this.allPlaces();
    const found = this.places.get(object);
    if (!found) {
      return undefined;
    }
    const { file, index } = found;
    const objects = this.layout.get(file) ?? [];
    found.lines ??= objects[index].text.split('\n');
    return { file, line: this.firstLinesOf(file, objects)[index] + lineOf(found.lines, path) };
  }

  private allPlaces(): Map<ApiObject, TextPlace> {
    const places = new Map<ApiObject, TextPlace>();
    this.layout.forEach((objects, file) => {
      objects.forEach(({ object }, index) => places.set(object, { file, index }));
    });
    return places;
  }

  private firstLinesOf(file: string, objects: readonly WrittenObject[]): readonly number[] {
    let firstLines = this.firstLines.get(file);
    if (!firstLines) {
      let next = 1;
      firstLines = objects.map(({ text }) => {
        const first = next;
        // The line between two objects, too.
        next += countLines(text) + 1;
        return first;
      });
      this.firstLines.set(file, firstLines);
    }
    return firstLines;
  }
}

/** The index of the line in a YAML text where a path leads; how far it can be followed. */
function lineOf(lines: readonly string[], path: string): number {
  let found = 0;
  let from = 0;
  let indent = 0;
  for (const [, key, item] of path.matchAll(/(?:^|\.)([\w-]+)|\[([^\]]*)\]/g)) {
    const at = key === undefined ? itemAt(lines, from, indent, item) : keyAt(lines, from, indent, key);
    if (at === undefined) {
      return found;
    }
    found = at;
    from = key === undefined ? at : at + 1;
    const below = indentOf(lines[from] ?? '');
    indent = key === undefined ? below + 2 : below;
  }
  return found;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}

/** The line of a key at an indentation. The first key of an item stands behind its dash. */
function keyAt(lines: readonly string[], from: number, indent: number, key: string): number | undefined {
  for (let line = from; line < lines.length && (line === from || isWithin(lines[line], indent)); line += 1) {
    if (lines[line].startsWith(`${key}:`, indent) || lines[line].startsWith(`"${key}":`, indent)) {
      return line;
    }
  }
  return undefined;
}

/** The line of an item of a list by its name or number, or of a key whose own text has dots. */
function itemAt(lines: readonly string[], from: number, indent: number, item: string): number | undefined {
  if (!lines[from]?.slice(indent).startsWith('- ')) {
    return keyAt(lines, from, indent, item);
  }
  let count = -1;
  for (let line = from; line < lines.length && isWithin(lines[line], indent); line += 1) {
    if (lines[line].slice(indent).startsWith('- ')) {
      count += 1;
      if (lines[line].slice(indent + 2) === `name: ${item}` || String(count) === item) {
        return line;
      }
    }
  }
  return undefined;
}

function isWithin(line: string, indent: number): boolean {
  return indentOf(line) >= indent;
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === SPACE) {
    indent += 1;
  }
  return indent;
}

const SPACE = 0x20;
