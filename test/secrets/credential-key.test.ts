import { CredentialKey, type ICredentialSource } from '../../lib';

test('is one key of any bundle', () => {
  const source: ICredentialSource = { secretName: 'theirs', bindToWorkload: () => ({ secretName: 'theirs' }) };
  expect(CredentialKey.of(source, 'token')).toMatchObject({ source, key: 'token' });
});
