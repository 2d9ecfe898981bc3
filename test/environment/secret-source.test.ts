import { SecretProvider, SecretSource } from '../../lib';

test.each([
  ['existing', SecretSource.existing(), { provider: SecretProvider.EXISTING, location: '', store: '' }],
  ['key vault', SecretSource.keyVault('kv'), { provider: SecretProvider.KEY_VAULT, location: 'kv', store: 'kv' }],
  ['vault', SecretSource.vault('kv/shop'), { provider: SecretProvider.VAULT, location: 'kv/shop', store: 'vault' }],
])('%s by default', (_name, source, expected) => {
  expect({ ...source }).toEqual({ ...expected, refreshInterval: '1h' });
});

test.each([
  ['key vault', SecretSource.keyVault('kv', { store: 'azure', refreshInterval: '5m' })],
  ['vault', SecretSource.vault('kv', { store: 'azure', refreshInterval: '5m' })],
])('%s with a store and an interval', (_name, source) => {
  expect(source).toMatchObject({ location: 'kv', store: 'azure', refreshInterval: '5m' });
});
