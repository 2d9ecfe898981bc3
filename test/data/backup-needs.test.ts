import * as fc from 'fast-check';
import { claimBytes, copiesOf, deadlineMinutes, leastClaimBytes } from '../../lib/data/backup-needs';

const GIBIBYTE = 2 ** 30;

test.each([
  ['a quarter of 10Gi, fourteen times', { data: '10Gi', share: 0.25 }, 14, 35],
  ['all of 512Mi, fourteen times', { data: '512Mi', share: 1 }, 14, 7],
  ['50Gi once, and what changed between thirteen others', { data: '50Gi', share: 1, shareOfChanges: 0.05 }, 14, 83],
  ['of one that is kept, the old one and the new one', { data: '10Gi', share: 1 }, 1, 20],
  ['of almost nothing, whole blocks of a disk', { data: '1Ki', share: 1 }, 2048, 2],
  ['of a size that is none, what 1Gi takes: the size is reported elsewhere', { data: 'much', share: 1 }, 2, 2],
])('a claim fits %s', (_, needs, keep, gibibytes) => {
  expect(claimBytes(needs, keep)).toBe(gibibytes * GIBIBYTE);
});

test('a claim fits every backup that lies on it, and is never below what empty ones take', () => {
  const part = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 20 }),
      part,
      part,
      fc.integer({ min: 1, max: 10_000 }),
      (mebibytes, share, shareOfChanges, keep) => {
        const needs = { data: `${mebibytes}Mi`, share, shareOfChanges };
        const bytes = claimBytes(needs, keep);
        const one = mebibytes * 2 ** 20;
        expect(bytes).toBeGreaterThanOrEqual(one * share + (copiesOf(keep) - 1) * one * shareOfChanges);
        expect(bytes).toBeGreaterThanOrEqual(leastClaimBytes(keep));
        expect(bytes % GIBIBYTE).toBe(0);
        expect(claimBytes(needs, keep + 1)).toBeGreaterThanOrEqual(bytes);
      },
    ),
  );
});

test.each([
  ['a small store', '10Gi', { limits: { cpu: '1' } }, 82],
  ['a large one, read twice at 16Mi in a second', '100Gi', { limits: { cpu: '1' } }, 274],
  ['half a core takes twice as long', '100Gi', { limits: { cpu: '500m' } }, 487],
  ['a second core does not help', '100Gi', { limits: { cpu: '4' } }, 274],
  ['the request, where there is no limit', '100Gi', { requests: { cpu: '2' } }, 274],
  ['no limit, for a reason', '100Gi', { withoutCpuLimit: 'it is alone on its node' }, 274],
  ['half a core is the limit where nothing is said', '100Gi', undefined, 487],
  ['sizes that are none are reported elsewhere', 'much', { limits: { cpu: 'many' } }, 60],
])('the deadline of %s', (_, data, resources, minutes) => {
  expect(deadlineMinutes({ data, share: 1 }, resources)).toBe(minutes);
});
