import fc from 'fast-check';
import { Acknowledgements, PostgreSql, type PostgreSqlSettings } from '../../../lib';
import { serverArguments } from '../../../lib/data/postgresql/postgresql-parameters';
import { problems, warnings } from '../../support/findings';
import { chartIn } from '../../support/workload';

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

describe('the log of changes', () => {
  const server = (settings: PostgreSqlSettings): PostgreSql =>
    new PostgreSql(chartIn(), 'postgres', { settings: { withoutBackup: 'a test', ...settings } });
  const found = (made: PostgreSql) => warnings(made).filter(([where]) => where.includes('log-fills-volume'));

  test('grows to a gigabyte, which is more than a half of a small volume', () => {
    expect(found(server({ size: '1Gi' })).map(([, given]) => given)).toEqual(['got 1GB, on a volume of 1Gi']);
    expect(found(server({ size: '2Gi' }))).toEqual([]);
    expect(found(server({}))).toEqual([]);
  });

  test('grows to what the author says', () => {
    expect(found(server({ size: '1Gi', parameters: { max_wal_size: '512MB' } }))).toEqual([]);
  });

  test('fills a volume that is too small', () => {
    expect(problems(server({ size: '100Mi' }))).toContainEqual([
      'shop/postgres  settings.size',
      'got 100Mi',
      'an empty database and the log of its changes take 256Mi: the log alone would fill the volume, and the server stop',
      '→ give at least 512Mi',
    ]);
    expect(problems(server({ size: '512Mi' }))).toEqual([]);
  });

  test.each(['6GB', '5121', '5500000kB'])('of %s is more than a half of the volume', (size) => {
    const made = server({ size: '10Gi', parameters: { max_wal_size: size } });
    expect(found(made)).toEqual([
      [
        'shop/postgres  settings.parameters.max_wal_size  [log-fills-volume]',
        `got ${size}, on a volume of 10Gi`,
        'the log of changes grows to this size, and beyond it under load: where it fills the volume, the server stops',
        '→ give at most a half of the volume, or enlarge the volume; or acknowledge it with the reason',
      ],
    ]);
    Acknowledgements.of(made).add({ id: 'log-fills-volume', reason: 'the data is small' });
    expect(found(made)).toEqual([]);
  });

  test.each(['5GB', '5120', 'much'])('of %s leaves room, or is no size', (size) => {
    expect(found(server({ size: '10Gi', parameters: { max_wal_size: size } }))).toEqual([]);
  });
});
