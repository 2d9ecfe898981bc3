import { KEDA_VERSION as stored, SCALER_SCHEMA } from '../../lib/scaling/keda-schema';
import { compactSchema, KEDA_VERSION, type ScalerParameterSchema } from '../../scripts/scaler-schema';

const readable = { metadataVariableReadable: true };
const schema = (...parameters: ScalerParameterSchema[]) => ({ schemaVersion: 1, scalers: [{ type: 'a', parameters }] });

test('the stored schema is of the release that is named, and has every scaler once', () => {
  expect(stored).toBe(KEDA_VERSION);
  const types = SCALER_SCHEMA.trim()
    .split('\n')
    .map((line) => line.split(' ')[0]);
  expect(types).toHaveLength(76);
  expect(new Set(types).size).toBe(76);
  expect([...types].sort()).toEqual(types);
});

test('flags say where it is read and whether it is needed', () => {
  const text = compactSchema(
    schema(
      { name: 'needed', ...readable },
      { name: 'optional', optional: true, envVariableReadable: true },
      { name: 'preset', default: '5', triggerAuthenticationVariableReadable: true },
      { name: 'chosen', ...readable, allowedValue: ['x', 'y'] },
      { name: 'gone', ...readable, deprecated: 'since long' },
      { name: 'going', ...readable, optional: true, deprecatedAnnounce: 'soon' },
    ),
  );
  expect(text).toContain('\na needed:mr optional:e preset:a chosen:mr=x|y gone:mx going:md\n');
});

test('a parameter that moved stands where it is now', () => {
  const moved = { name: 'token', ...readable, deprecated: 'moved' };
  const now = { name: 'token', optional: true, triggerAuthenticationVariableReadable: true };
  for (const parameters of [
    [moved, now],
    [now, moved],
  ]) {
    expect(compactSchema(schema(...parameters))).toContain('\na token:a\n');
  }
});

test('what the compact form cannot hold is an error', () => {
  expect(() => compactSchema({ ...schema(), schemaVersion: 2 })).toThrow('version 2');
  expect(() => compactSchema(schema({ name: 'a b', ...readable }))).toThrow('does not fit');
  expect(() => compactSchema(schema({ name: 'a', ...readable }, { name: 'a', ...readable }))).toThrow('twice');
});
