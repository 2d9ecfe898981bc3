import { onlyStoredVersion } from '../../scripts/stored-version';

const definition = (...versions: { name: string; served: boolean; storage: boolean }[]) => ({
  metadata: { name: 'things.example.com' },
  spec: { group: 'example.com', versions },
});

test('keeps the stored version and all that is beside it', () => {
  const stored = { name: 'v1', served: true, storage: true };
  const input = definition({ name: 'v1beta1', served: true, storage: false }, stored);
  expect(onlyStoredVersion(input)).toEqual(definition(stored));
});

test('refuses a definition whose stored version is not served', () => {
  expect(() => onlyStoredVersion(definition({ name: 'v1', served: false, storage: true }))).toThrow(
    'things.example.com: no version is both served and stored',
  );
});
