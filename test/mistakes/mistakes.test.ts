import { SYSTEMS } from '../../apps/systems';
import { MISTAKES } from '.';

const ALL = Object.values(MISTAKES).flat();
const count = (verdict: 'missed' | 'synth' | 'unseen'): number =>
  ALL.filter((mistake) => mistake.verdict[verdict] !== undefined).length;

test('mistakes are made in every app, each under a name of its own and with one verdict', () => {
  expect(Object.keys(MISTAKES)).toEqual(Object.keys(SYSTEMS));
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  expect(ALL.filter(({ verdict }) => Object.keys(verdict).length !== 1)).toEqual([]);
});

test('synth sees most of them, and the list is not one of what synth cannot know', () => {
  expect(count('synth')).toBeGreaterThanOrEqual(124);
  expect(count('unseen')).toBeLessThanOrEqual(ALL.length / 4);
});
