import { compareSubset, describeClosest } from '../../lib/testing/closest-match';

const pod = {
  kind: 'Pod',
  metadata: { name: 'api', namespace: 'prod' },
  spec: {
    hostNetwork: true,
    containers: [
      { name: 'proxy', image: 'proxy:1' },
      { name: 'app', image: 'app:2', args: ['--verbose', '--port', '80'] },
    ],
  },
};

describe('compareSubset', () => {
  test.each<[string, object, number]>([
    ['nothing expected', {}, 0],
    ['a subset of keys', { metadata: { name: 'api' } }, 0],
    ['a value that differs', { metadata: { name: 'db' } }, 1],
    ['a key that is missing', { metadata: { labels: { a: 'b', c: 'd' } } }, 2],
    ['a key that has to be missing', { spec: { hostPID: undefined } }, 0],
    ['a key that has to be missing and is not', { spec: { hostNetwork: undefined } }, 1],
    ['types are not converted', { spec: { hostNetwork: 'true' } }, 1],
    ['a mapping instead of a value', { spec: { hostNetwork: { a: 1 } } }, 1],
    ['one element of a list', { spec: { containers: [{ name: 'app' }] } }, 0],
    ['elements in order', { spec: { containers: [{ name: 'proxy' }, { name: 'app' }] } }, 0],
    ['elements out of order', { spec: { containers: [{ name: 'app' }, { name: 'proxy' }] } }, 1],
    ['an element is used once', { spec: { containers: [{ name: 'app' }, { name: 'app' }] } }, 1],
    ['more elements than there are', { spec: { containers: [{}, {}, {}] } }, 1],
    ['an empty list', { spec: { containers: [] } }, 0],
  ])('%s', (_title, expected, differences) => {
    expect(compareSubset(expected as never, pod).differences).toBe(differences);
  });
});

describe('describeClosest', () => {
  test('marks what differs at its place, with its path', () => {
    const expected = {
      metadata: { name: 'api', labels: { app: 'api' } },
      spec: { hostNetwork: undefined, containers: [{ name: 'app', image: 'app:3', args: ['--port', '81'] }] },
    };

    expect(describeClosest(expected, [pod])).toBe(
      [
        'Pod prod/api, 4 differences:',
        '    metadata:',
        '      name: "api"',
        '!!    labels: (missing)  # metadata.labels: expected {"app":"api"}',
        '    spec:',
        '!!    hostNetwork: true  # spec.hostNetwork: expected nothing',
        '      containers:',
        '        - name: "app"',
        '!!        image: "app:2"  # spec.containers[app].image: expected "app:3"',
        '          args:',
        '            - "--port"',
        '!!          - "80"  # spec.containers[app].args[2]: expected "81"',
      ].join('\n'),
    );
  });

  test('shows an element that is missing by name, and shortens long values', () => {
    const listing = describeClosest({ metadata: { name: 'api' }, spec: { containers: [{ name: 'x' }, {}, {}] } }, [
      pod,
    ]);
    const long = describeClosest({ metadata: { name: 'api' }, text: 'x'.repeat(500) }, [pod]);

    expect(listing).toContain('!!      - (missing)  # spec.containers[x]: expected {"name":"x"}');
    expect(long).toContain(`expected "${'x'.repeat(159)}…`);
  });

  test('puts the name first, then the fewest differences, then the likeliest name, and stops at three', () => {
    const config = (name: string, data: object) => ({ kind: 'ConfigMap', metadata: { name }, data: data as never });
    const titles = (text: string) => text.split('\n').filter((line) => line.startsWith('ConfigMap'));
    const candidates = [
      config('zzzzz', { a: '1', b: '2' }),
      config('ordar', { a: '0', b: '0' }),
      config('orders', { a: '0', b: '0' }),
      config('order', { a: '0', b: '0' }),
    ];

    expect(titles(describeClosest({ metadata: { name: 'orders' }, data: { a: '1', b: '2' } }, candidates))).toEqual([
      'ConfigMap orders, 2 differences:',
      'ConfigMap zzzzz, 1 difference:',
      'ConfigMap order, 3 differences:',
    ]);
  });
});
