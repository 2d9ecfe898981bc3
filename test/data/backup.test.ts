import type { Construct } from 'constructs';
import { type BackupSettings, ObjectStore, PostgreSql, RabbitMq, Redis, Tarantool, type Workload } from '../../lib';
import { chartIn, manifestsOf } from '../support/workload';
import { problems, warnings } from '../support/findings';

/** Every kind of store that makes backups, with what the claim of its backups and its deadline follow from. */
const STORES: readonly {
  readonly kind: string;
  readonly make: (scope: Construct, backup: BackupSettings, size?: string) => { readonly backup?: Workload };
  readonly claim: string;
  /** What the backups are expected to take, where that is no whole number of gibibytes. */
  readonly expected?: string;
  readonly small: string;
  readonly minutes: number;
}[] = [
  {
    kind: 'PostgreSql',
    make: (scope, backup, size) => new PostgreSql(scope, 'store', { settings: { backup, size } }),
    claim: '35Gi',
    small: '"34Gi", for 14 backups of up to 10Gi of data',
    minutes: 82,
  },
  {
    kind: 'Redis',
    make: (scope, backup, size) => new Redis(scope, 'store', { settings: { backup, size } }),
    claim: '7Gi',
    small: '"6Gi", for 14 backups of up to 512Mi of data',
    minutes: 62,
  },
  {
    kind: 'RabbitMq',
    make: (scope, backup, size) => new RabbitMq(scope, 'store', { settings: { backup, size } }),
    claim: '1Gi',
    expected: '224Mi',
    small: '"200Mi", for 14 backups of up to 16Mi of data',
    minutes: 61,
  },
  {
    kind: 'Tarantool',
    make: (scope, backup, size) => new Tarantool(scope, 'store', { settings: { backup, size } }),
    claim: '35Gi',
    small: '"34Gi", for 14 backups of up to 10Gi of data',
    minutes: 82,
  },
  {
    kind: 'ObjectStore',
    make: (scope, backup, size) =>
      new ObjectStore(scope, 'store', { buckets: ['reports'], settings: { backup, size } }),
    claim: '83Gi',
    expected: '84480Mi',
    small: '"82Gi", for 14 backups of up to 50Gi of data',
    minutes: 167,
  },
];

/** A store of a kind in a chart of its own. */
function made(make: (typeof STORES)[number]['make'], backup: BackupSettings = {}, size?: string) {
  const chart = chartIn();
  make(chart, backup, size);
  return {
    chart,
    sizeWarnings: () => warnings(chart).filter(([first]) => first.includes('settings.backup.size')),
    claim: () => manifestsOf(chart).resource('PersistentVolumeClaim', 'store-backups').spec.resources.requests.storage,
    job: () => manifestsOf(chart).resource('CronJob', 'store-backup').spec.jobTemplate.spec,
    restoreJob: () => manifestsOf(chart).resource('CronJob', 'store-restore').spec.jobTemplate.spec,
    variables: () => {
      const [container] = manifestsOf(chart).resource('CronJob', 'store-backup').spec.jobTemplate.spec.template.spec
        .containers;
      return manifestsOf(chart).resource('ConfigMap', container.envFrom[0].configMapRef.name).data;
    },
  };
}

describe.each(STORES)('$kind', ({ make, claim, expected = claim, small, minutes }) => {
  test('asks for a claim that fits what is kept of its data, which is no finding', () => {
    const { chart, claim: size, sizeWarnings } = made(make);
    expect(size()).toBe(claim);
    expect(problems(chart)).toEqual([]);
    expect(sizeWarnings()).toEqual([]);
  });

  test('asks for more where more are kept', () => {
    expect(parseInt(made(make, { keep: 200 }).claim(), 10)).toBeGreaterThan(parseInt(claim, 10));
  });

  test('ends backup and restore after what its data takes, and tells the script how long that is', () => {
    const { job, restoreJob, variables } = made(make);
    expect(job().activeDeadlineSeconds).toBe(minutes * 60);
    expect(restoreJob().activeDeadlineSeconds).toBe(minutes * 60);
    expect(variables()).toMatchObject({ BACKUP_DEADLINE: String(minutes * 60), BACKUP_KEEP: '14' });
  });

  test('takes the deadline that is given, in the script, too', () => {
    const { job, variables } = made(make, { deadlineMinutes: 300 });
    expect(job().activeDeadlineSeconds).toBe(18_000);
    expect(variables().BACKUP_DEADLINE).toBe('18000');
  });

  test('a claim that backups will fill is a warning with the numbers', () => {
    const { chart, sizeWarnings } = made(make, { size: small.slice(1, small.indexOf('"', 1)) });
    expect(problems(chart)).toEqual([]);
    expect(sizeWarnings()).toEqual([
      [
        'shop/store  settings.backup.size  [small-backup-claim]',
        `got ${small}`,
        `they are expected to take ${expected}, and no backup is made once the claim is full`,
        `→ give ${claim} or lower keep; or acknowledge that the data is smaller or compresses better`,
      ],
    ]);
  });

  test('a claim that fits what is expected is none', () => {
    expect(made(make, { size: claim }).sizeWarnings()).toEqual([]);
  });

  test('a claim that does not even fit empty backups is an error', () => {
    const { chart } = made(make, { keep: 1000, size: '1Mi' });
    expect(problems(chart)).toEqual([
      [
        'shop/store  settings.backup.size',
        expect.stringMatching(/^got "1Mi", for 1000 backups of up to \d+[MG]i of data$/),
        'even the backups of an empty store take 1Mi each, 1000Mi together',
        expect.stringMatching(/^→ give \d+Gi, lower keep, or leave size out: then it follows from keep and the data$/),
      ],
    ]);
  });

  test('of a claim that exists nothing is known', () => {
    const { chart, sizeWarnings } = made(make, { keep: 1000, size: '1Mi', existingClaim: 'elsewhere' });
    expect(problems(chart)).toEqual([]);
    expect(sizeWarnings()).toEqual([]);
  });
});

test('a large database gets a core for its backups, and the time that one core takes', () => {
  const { job } = made(STORES[0].make, { schedule: '@weekly' }, '1Ti');
  expect(job().template.spec.containers[0].resources.limits.cpu).toBe('1');
  expect(job().activeDeadlineSeconds).toBe((2185 + 60) * 60);
});

test('a backup that takes longer than a day ends before the next one is due', () => {
  expect(made(STORES[0].make, {}, '1Ti').job().activeDeadlineSeconds).toBe(24 * 3600);
});

test('no step in the size is hidden from a chart: each gibibyte moves the deadline', () => {
  const deadlines = [1, 2, 3, 10, 11].map(
    (size) => made(STORES[0].make, {}, `${size}Gi`).job().activeDeadlineSeconds / 60,
  );
  expect(deadlines).toEqual([63, 65, 67, 82, 84]);
});
