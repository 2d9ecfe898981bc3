import { type Measured, median } from './measure';

/** A line of the table. */
export interface Row {
  readonly services: number;
  readonly name: string;
  /** Undefined where it was not measured; `note` then says why. */
  readonly measured?: Measured;
  readonly objects: number;
  readonly note?: string;
}

/** A ratio or an amount next to what is to be reached; it is shown, not enforced. */
export interface Target {
  readonly what: string;
  readonly got: string;
  readonly target: string;
  readonly reached: boolean;
}

const HEADINGS = ['services', 'objects', 'program', 'median', 'min – max', 'per object', 'peak memory', ''];

/** The rows as a table of Markdown. */
export function formatRows(rows: readonly Row[]): string {
  return formatTable([
    HEADINGS,
    ...rows.map(({ services, objects, name, measured, note }) => {
      const head = [services.toLocaleString('en'), objects.toLocaleString('en'), name];
      if (!measured) {
        return [...head, '—', '—', '—', '—', note ?? ''];
      }
      const { seconds, mebibytes } = measured;
      return [
        ...head,
        `${median(seconds).toFixed(3)} s`,
        `${Math.min(...seconds).toFixed(3)} – ${Math.max(...seconds).toFixed(3)} s`,
        `${((median(seconds) / objects) * 1e6).toFixed(0)} µs`,
        mebibytes === undefined ? '—' : `${mebibytes.toFixed(0)} MiB`,
        note ?? '',
      ];
    }),
  ]);
}

/** The targets as a table of Markdown. */
export function formatTargets(targets: readonly Target[]): string {
  return formatTable([
    ['', 'got', 'target', ''],
    ...targets.map(({ what, got, target, reached }) => [what, got, target, reached ? 'reached' : 'MISSED']),
  ]);
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [
    line(rows[0]),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.slice(1).map(line),
  ].join('\n');
}
