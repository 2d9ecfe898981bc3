import fc from 'fast-check';
import { serverArguments } from '../../../lib/data/postgresql/postgresql-parameters';

const MEBIBYTE = 2 ** 20;

test('memory that is none derives nothing', () => {
  expect(serverArguments({}, undefined)).toEqual(['-c', 'log_lock_waits=on', '-c', 'max_connections=100']);
});

test('shared buffers and what they leave are never more than the memory', () => {
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 2 ** 20 }), (mebibytes) => {
      const given = serverArguments({}, mebibytes * MEBIBYTE);
      const amount = (name: string): number =>
        Number(/=(\d+)MB$/.exec(given.find((each) => each.startsWith(name)) ?? '')?.[1]);
      expect(amount('shared_buffers')).toBe(Math.floor(mebibytes / 4));
      expect(amount('effective_cache_size')).toBe(Math.floor(mebibytes / 2));
    }),
  );
});

test('parameters are sorted by name, whatever order they are given in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), fc.string(), { maxKeys: 6 }), (parameters) => {
      const names = serverArguments({ parameters }, undefined).filter((_, index) => index % 2 === 1);
      const sorted = names.map((each) => each.split('=')[0]);
      expect(sorted).toEqual([...sorted].sort());
    }),
  );
});
