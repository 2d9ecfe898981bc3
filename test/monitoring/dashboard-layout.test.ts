import fc from 'fast-check';
import { type Panel, PanelKind } from '../../lib';
import { DASHBOARD_WIDTH, placesOf } from '../../lib/monitoring/dashboard-layout';

const panel = (kind?: PanelKind): Panel => ({ title: 'Load', queries: [{ expression: 'up', legend: 'up' }], kind });
const kinds = fc.array(fc.constantFrom(undefined, ...Object.values(PanelKind)), { maxLength: 40 });

const placesFor = (...given: (PanelKind | undefined)[]) =>
  placesOf(given.map(panel), 1).places.map(({ x, y, w, h }) => [x, y, w, h]);

test('three lines stand beside each other, four are two and two', () => {
  const { TIME_SERIES } = PanelKind;
  expect(placesFor(TIME_SERIES)).toEqual([[0, 1, 24, 8]]);
  expect(placesFor(TIME_SERIES, undefined, TIME_SERIES)).toEqual([
    [0, 1, 8, 8],
    [8, 1, 8, 8],
    [16, 1, 8, 8],
  ]);
  expect(placesFor(undefined, undefined, undefined, undefined)).toEqual([
    [0, 1, 12, 8],
    [12, 1, 12, 8],
    [0, 9, 12, 8],
    [12, 9, 12, 8],
  ]);
});

test('a number is low, a table has a line of its own', () => {
  const { STAT, TABLE } = PanelKind;
  expect(placesFor(STAT, STAT, TABLE, TABLE)).toEqual([
    [0, 1, 12, 4],
    [12, 1, 12, 4],
    [0, 5, 24, 8],
    [0, 13, 24, 8],
  ]);
});

test('whatever the panels, every square of the lines that they take belongs to one of them', () => {
  fc.assert(
    fc.property(kinds, fc.nat(100), (given, top) => {
      const { places, end } = placesOf(given.map(panel), top);
      const squares = places.flatMap(({ x, y, w, h }) =>
        Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
      );
      expect(places).toHaveLength(given.length);
      expect(new Set(squares).size).toBe(squares.length);
      expect(squares).toHaveLength((end - top) * DASHBOARD_WIDTH);
      expect(places.every(({ x, y, w, h }) => x >= 0 && x + w <= DASHBOARD_WIDTH && y >= top && y + h <= end)).toBe(
        true,
      );
    }),
  );
});
