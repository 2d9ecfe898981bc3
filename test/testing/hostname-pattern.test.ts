import { hostnameEquals, hostnameMatches } from '../../lib/testing/hostname-pattern';

test.each([
  ['*', 'a.b.c', true],
  ['*.example.com', 'api.example.com', true],
  ['*.example.com', 'example.com', false],
  ['*.example.com', 'a.b.example.com', false],
  ['**.example.com', 'a.b.example.com', true],
  ['**.example.com', 'example.com', false],
  ['api*.example.com', 'api-2.example.com', true],
  ['API.example.com', 'api.EXAMPLE.com.', true],
  ['a.example.com', 'abexample.com', false],
  ['example.com', 'example.com.evil.net', false],
])('%s matches %s: %s', (pattern, hostname, matches) => {
  expect(hostnameMatches(pattern, hostname)).toBe(matches);
});

test('names are compared without case and without the last dot', () => {
  expect(hostnameEquals('Vault.internal.', 'vault.internal')).toBe(true);
  expect(hostnameEquals('*.internal', 'vault.internal')).toBe(false);
});
