import { SecretProvider, SecretSource, WorkloadIdentity } from '../../lib';

test.each([
  ['existing', SecretSource.existing(), { provider: SecretProvider.EXISTING, location: '', store: '' }],
  ['key vault', SecretSource.keyVault('kv'), { provider: SecretProvider.KEY_VAULT, location: 'kv', store: 'kv' }],
  ['vault', SecretSource.vault('kv/shop'), { provider: SecretProvider.VAULT, location: 'kv/shop', store: 'vault' }],
])('%s by default', (_name, source, expected) => {
  expect({ ...source }).toEqual({ ...expected, refreshInterval: '1h', rotation: false });
});

test.each([
  ['key vault', SecretSource.keyVault('kv', { store: 'azure', refreshInterval: '5m' })],
  ['vault', SecretSource.vault('kv', { store: 'azure', refreshInterval: '5m' })],
])('%s with a store and an interval', (_name, source) => {
  expect(source).toMatchObject({ location: 'kv', store: 'azure', refreshInterval: '5m' });
});

const IDENTITY = WorkloadIdentity.azure('11111111-2222-3333-4444-555555555555');

test('sealed files, sealed texts and a mounted vault use no store of External Secrets', () => {
  expect(SecretSource.sealedSecrets('/repository/sealed/prod')).toMatchObject({
    provider: SecretProvider.SEALED_SECRETS,
    location: '/repository/sealed/prod',
    store: '',
  });
  expect(SecretSource.sealedManifests({ 'shop/db': '{}' })).toMatchObject({
    provider: SecretProvider.SEALED_SECRETS,
    location: '',
  });
  expect(SecretSource.secretsStore('kv', { identity: IDENTITY })).toMatchObject({
    provider: SecretProvider.SECRETS_STORE,
    location: 'kv',
    store: '',
    identity: IDENTITY,
    rotation: false,
  });
  expect(SecretSource.secretsStore('kv', { identity: IDENTITY, rotation: true }).rotation).toBe(true);
});
