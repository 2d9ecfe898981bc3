import { User } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { controllerOf, podOf, workload } from '../support/workload';

test.each<[string, User | undefined, object]>([
  ['nobody says one', undefined, { runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532 }],
  ['one number', User.of(20001), { runAsUser: 20001, runAsGroup: 20001, fsGroup: 20001 }],
  [
    'numbers for the groups',
    User.of(20001, { group: 20002, volumeGroup: 20003 }),
    { runAsUser: 20001, runAsGroup: 20002, fsGroup: 20003 },
  ],
])('%s', (_, user, expected) => {
  expect(podOf(workload({ user })).securityContext).toEqual({
    ...expected,
    runAsNonRoot: true,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test('a low number with its reason is accepted, and the reason can be read', () => {
  const made = workload({ user: User.of(1000, { reason: 'the image runs as 1000' }) });
  expect(problems(made)).toEqual([]);
  expect(controllerOf(made).metadata.annotations).toMatchObject({
    'tradewind.dev/user': 'the image runs as 1000',
    'checkov.io/skip1': 'CKV_K8S_40=the image runs as 1000',
    'kube-score/ignore': 'container-security-context-user-group-id',
  });
});

test.each<[string, User, readonly string[]]>([
  [
    'a low number without reason',
    User.of(1000),
    [
      'shop/api  user',
      'got 1000, group 1000, volume group 1000',
      'a number of 10000 or below can be a user of the node: what escapes the container is that user',
      "→ give the reason: User.of(1000, { reason: 'the image runs as 1000' }), or leave user out",
    ],
  ],
  [
    '10000',
    User.of(10000),
    [
      'shop/api  user',
      'got 10000, group 10000, volume group 10000',
      'a number of 10000 or below can be a user of the node: what escapes the container is that user',
      "→ give the reason: User.of(10000, { reason: 'the image runs as 10000' }), or leave user out",
    ],
  ],
  [
    'a low group',
    User.of(20000, { group: 100 }),
    [
      'shop/api  user',
      'got 20000, group 100, volume group 20000',
      'a number of 10000 or below can be a user of the node: what escapes the container is that user',
      "→ give the reason: User.of(20000, { reason: 'the image runs as 20000' }), or leave user out",
    ],
  ],
  [
    'a blank reason',
    User.of(999, { reason: '  ' }),
    [
      'shop/api  user',
      'got 999, group 999, volume group 999',
      'a number of 10000 or below can be a user of the node: what escapes the container is that user',
      "→ give the reason: User.of(999, { reason: 'the image runs as 999' }), or leave user out",
    ],
  ],
  [
    'root',
    User.of(0, { group: 20000, volumeGroup: 20000, reason: 'it wants to' }),
    [
      'shop/api  user.id',
      'got 0',
      'containers never run as root; an id is a whole number from 1 to 2147483647',
      '→ give the numeric user of the image, or leave user out: 65532',
    ],
  ],
  [
    'the group of root',
    User.of(20000, { group: 0, reason: 'it wants to' }),
    [
      'shop/api  user.group',
      'got 0',
      'containers never run as root; an id is a whole number from 1 to 2147483647',
      '→ give the numeric user of the image, or leave user out: 65532',
    ],
  ],
  [
    'a number that is too large',
    User.of(20000, { volumeGroup: 2 ** 31 }),
    [
      'shop/api  user.volumeGroup',
      'got 2147483648',
      'containers never run as root; an id is a whole number from 1 to 2147483647',
      '→ give the numeric user of the image, or leave user out: 65532',
    ],
  ],
])('%s is an error', (_, user, lines) => {
  expectProblem(workload({ user }), lines);
});

test('above 10000 no reason is needed', () => {
  expect(problems(workload({ user: User.of(10001) }))).toEqual([]);
});
