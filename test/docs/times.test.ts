import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { timesTable, TIMES } from '../../lib/core/times';

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'times.md'), 'utf8');

/** Prettier fills up the columns of tables. */
function plain(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => /^(\||##)/.test(line))
    .map((line) => line.replace(/ +/g, ' ').replace(/-+/g, '-'));
}

test('the page shows the table of the code', () => {
  expect(plain(PAGE)).toEqual(plain(timesTable()));
});

test('operating leads to the page', () => {
  expect(readFileSync(join(ROOT, 'docs', 'operating.md'), 'utf8')).toContain('(times.md)');
});

test.each(Object.values(TIMES).flat())('$one and $other are kept in step where the table says', ({ file, by }) => {
  expect(existsSync(join(ROOT, file))).toBe(true);
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(by);
});
