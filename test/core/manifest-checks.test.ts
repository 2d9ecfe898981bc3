import * as kplus from 'cdk8s-plus-28';
import { KubernetesObject, type KubernetesObjectProps } from '../../lib';
import { problemsOf, problemsWith, testChart } from '../support/trees';

/** The problems of one object. */
const problems = (props: Partial<KubernetesObjectProps>): string =>
  problemsWith((chart) => {
    new KubernetesObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings', ...props });
  });

/** A Deployment of one container. */
const deployment = (container: object, template: object = {}): Partial<KubernetesObjectProps> => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: 'api',
  content: { spec: { template: { ...template, spec: { containers: [{ name: 'app', ...container }] } } } },
});

describe('names', () => {
  test.each([
    ['Service', 63],
    ['Namespace', 63],
    ['Deployment', 63],
    ['StatefulSet', 52],
    ['Job', 63],
    ['CronJob', 52],
  ])('of a %s has at most %i characters', (kind, limit) => {
    const name = 'a'.repeat(limit + 1);
    expect(problems({ kind, name: 'a'.repeat(limit) })).toBe('');
    expect(problems({ kind, name })).toBe(
      `  test/shop/object  name
    got ${kind} "${name}", ${limit + 1} characters
    the name of a ${kind} is a DNS label of at most ${limit} characters: a-z, 0-9 and -, no - at the ends
    → choose a shorter or plainer id, or set the name through the identity`,
    );
  });

  test('of other kinds is a DNS subdomain', () => {
    expect(problems({ name: 'a.b-c.1' })).toBe('');
    expect(problems({ name: 'A_b' })).toMatchInlineSnapshot(`
      "  test/shop/object  name
          got ConfigMap "A_b"
          a name is a DNS subdomain: a-z, 0-9, - and ., at most 253 characters
          → choose a plainer id or name"
    `);
  });

  test('of RBAC is free', () => {
    for (const kind of ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']) {
      expect(problems({ kind, name: 'system:Any_Name' })).toBe('');
    }
  });
});

describe('labels and annotations', () => {
  test('a label whose value is none, on the object', () => {
    expect(problems({ labels: { tier: 'two words' } })).toMatchInlineSnapshot(`
      "  test/shop/object  labels.tier
          got "two words"
          a label is a qualified name with a value of at most 63 letters, digits, -, _ and .
          → put text that is no label into an annotation"
    `);
  });

  test('a label whose key is none, on the pods', () => {
    expect(problems(deployment({}, { metadata: { labels: { 'a/b/c': 'x' } } }))).toMatchInlineSnapshot(`
      "  test/shop/object  pod labels.a/b/c
          got "x"
          a label is a qualified name with a value of at most 63 letters, digits, -, _ and .
          → put text that is no label into an annotation"
    `);
  });

  test('a label that is a number', () => {
    const build = deployment({}, { metadata: { labels: { version: 1 } } });
    expect(problems(build)).toContain('test/shop/object  pod labels.version\n    got "1"\n');
  });

  test('an annotation whose key is none', () => {
    expect(problems({ annotations: { 'no key': 'any value, even two words' } })).toMatchInlineSnapshot(`
      "  test/shop/object  annotations.no key
          the key of an annotation is a qualified name: an optional DNS prefix with a /, then at most 63 characters
          → correct the key"
    `);
  });
});

describe('credentials written out', () => {
  const LITERAL = 'postgres://shop:hunter2-Zq8vL1@db.example:5432/shop';
  const FIX = '    → use credentials: { … } with a key of Credentials; rotate the value if it was real';

  test.each<[string, Partial<KubernetesObjectProps>, string]>([
    [
      'a variable',
      deployment({ env: [{ name: 'DATABASE_URL', value: LITERAL }] }),
      'variables.DATABASE_URL of container app',
    ],
    ['an argument', deployment({ args: ['serve', `--database=${LITERAL}`] }), 'args[1] of container app'],
    ['the word after a flag', deployment({ args: ['--password', 'Zq8vL1-hunter2'] }), 'args[1] of container app'],
    ['a command', deployment({ command: ['run', LITERAL] }), 'command[1] of container app'],
    ['an annotation', { annotations: { 'example.com/database': LITERAL } }, 'annotations.example.com/database'],
    ['an annotation of pods', deployment({}, { metadata: { annotations: { db: LITERAL } } }), 'pod annotations.db'],
    ['a value of a ConfigMap', { content: { data: { DATABASE_URL: LITERAL } } }, 'data.DATABASE_URL'],
  ])('in %s', (_where, props, property) => {
    const found = problems(props);
    expect(found.split('\n')[0]).toBe(`  test/shop/object  ${property}`);
    expect(found).toContain('; a credential is never part of a manifest\n');
    expect(found.endsWith(FIX)).toBe(true);
    expect(found).not.toContain('hunter2');
  });

  test('in a file of a ConfigMap, each with its place in it', () => {
    const data = {
      'app.yaml': `a: 1\ndatabase:\n  url: ${LITERAL}\n  token: Zq8vL1-hunter2\n`,
      env: 'A=1\nexport DB_PASSWORD="hunter2-Zq8vL1"\n',
    };
    const found = problems({ content: { data } });
    expect(found.split('\n').filter((line) => line.startsWith('  test/'))).toEqual([
      '  test/shop/object  data.app.yaml: database.token, line 4',
      '  test/shop/object  data.app.yaml: database.url, line 3',
      '  test/shop/object  data.env: DB_PASSWORD, line 2',
    ]);
    expect(
      found.endsWith(
        '    → keep the file as a key of Credentials and mount it: credentialFiles; or let the program read the value from a variable: credentials; rotate the value if it was real',
      ),
    ).toBe(true);
    expect(found).not.toContain('hunter2');
  });

  test('in an init container and in the template of a CronJob', () => {
    const env = [{ name: 'DATABASE_URL', value: LITERAL }];
    const spec = { initContainers: [{ name: 'init', env }], containers: [] };
    const cronJob = { jobTemplate: { spec: { template: { spec } } } };
    expect(problems({ apiVersion: 'batch/v1', kind: 'CronJob', content: { spec: cronJob } })).toContain(
      'variables.DATABASE_URL of container init',
    );
  });

  test('in a Secret, whatever the values are', () => {
    expect(problems({ kind: 'Secret', content: { data: { a: 'YQ==' }, stringData: { b: 'plain' } } }))
      .toMatchInlineSnapshot(`
      "  test/shop/object  data.a
          a Secret with its value in the manifest puts the credential into Git; a credential is never part of a manifest
          → use credentials: { … } with a key of Credentials; rotate the value if it was real
        test/shop/object  stringData.b
          a Secret with its value in the manifest puts the credential into Git; a credential is never part of a manifest
          → use credentials: { … } with a key of Credentials; rotate the value if it was real"
    `);
  });

  test('in a Secret of cdk8s-plus, where the whole tree is rendered', () => {
    const chart = testChart();
    new kplus.Secret(chart, 'secret', { metadata: { name: 's' }, stringData: { password: 'hunter2' } });
    expect(problemsOf(chart)).toContain('  test/shop/secret  stringData.password\n');
  });

  test('reasons and references are none', () => {
    expect(problems({ annotations: { 'tradewind.dev/exception': `why the password is ${LITERAL}` } })).toBe('');
    expect(
      problems(deployment({ env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] })),
    ).toBe('');
    expect(problems({ content: { data: { LOG_LEVEL: 'info', URL: 'https://db.example/shop' } } })).toBe('');
    expect(problems({ kind: 'Secret', content: { type: 'Opaque' } })).toBe('');
  });
});
