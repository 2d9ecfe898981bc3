import { KubernetesObject } from '../../lib';
import { problemsWith } from '../support/trees';

function named(kind: string, name: string): string {
  return problemsWith((chart) => {
    new KubernetesObject(chart, 'object', { apiVersion: 'example.com/v1', kind, name });
  });
}

test.each<[string, string]>([
  ['Service', 'a'.repeat(63)],
  ['StatefulSet', 'a'.repeat(52)],
  ['CronJob', 'a'.repeat(52)],
  ['ConfigMap', `${'a'.repeat(60)}.${'b'.repeat(60)}`],
  ['Role', 'system:reader'],
])('a %s may be named %s', (kind, name) => {
  expect(named(kind, name)).toBe('');
});

test.each<[string, string, number]>([
  ['Service', 'a'.repeat(64), 63],
  ['Namespace', 'with.dot', 63],
  ['Deployment', 'Upper', 63],
  ['StatefulSet', 'a'.repeat(53), 52],
  ['CronJob', 'a'.repeat(53), 52],
])('a %s may not be named %s', (kind, name, limit) => {
  expect(named(kind, name)).toBe(`  test/shop/object  name
    got ${kind} "${name}", ${name.length} characters
    the name of a ${kind} is a DNS label of at most ${limit} characters: a-z, 0-9 and -, no - at the ends
    → choose a shorter or plainer id, or set the name through the identity`);
});

test('other kinds are named by a DNS subdomain', () => {
  expect(named('ConfigMap', 'with_underscore')).toBe(`  test/shop/object  name
    got ConfigMap "with_underscore"
    a name is a DNS subdomain: a-z, 0-9, - and ., at most 253 characters
    → choose a plainer id or name`);
});
