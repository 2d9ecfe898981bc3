import * as fc from 'fast-check';
import { drawnGraph, makeGraph, NUMBERS, OUTSIDE } from './support/edge-graphs';
import { isAllowed } from './testing/fixtures';

test('what is rendered lets through exactly what was said, over charts, namespaces and clusters', () => {
  const met = { allowed: 0, denied: 0 };
  fc.assert(
    fc.property(drawnGraph, (drawn) => {
      const { manifests, workloads, intended } = makeGraph(drawn);
      const ends = [...workloads, ...OUTSIDE];
      const wrong: string[] = [];
      for (const from of ends.filter((end) => !end.startsWith('hostname:'))) {
        for (const to of ends.filter((end) => workloads.includes(from) || workloads.includes(end))) {
          for (const port of NUMBERS) {
            const edge = `${from} → ${to} ${port}`;
            const allowed = isAllowed(manifests, from, to, port);
            met[allowed ? 'allowed' : 'denied'] += 1;
            if (allowed !== intended.has(edge)) {
              wrong.push(`${edge}: ${allowed ? 'open, and nobody said so' : 'closed'}`);
            }
          }
        }
      }
      expect(wrong).toEqual([]);
    }),
    { numRuns: 25 },
  );
  expect(met.allowed).toBeGreaterThan(100);
  expect(met.denied).toBeGreaterThan(met.allowed);
});
