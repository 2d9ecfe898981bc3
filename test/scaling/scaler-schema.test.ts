import { SCALER_SCHEMA } from '../../lib/scaling/keda-schema';
import { SCHEMA_CORRECTIONS } from '../../lib/scaling/schema-corrections';
import { parameterOf, type Scaler, scalerOf, scalerTypes } from '../../lib/scaling/scaler-schema';

test('every line of the schema is read whole', () => {
  for (const line of SCALER_SCHEMA.trim().split('\n')) {
    const [type, ...tokens] = line.split(' ');
    const scaler = scalerOf(String(type)) as Scaler;
    expect(tokens.filter((token) => !scaler.parameters.has(String(token.split(':')[0])))).toEqual([]);
  }
  expect(scalerTypes()).toHaveLength(76);
  expect(scalerOf('no-such-scaler')).toBeUndefined();
});

test.each([
  ['rabbitmq', 'queueName', { inMetadata: true, inEnvironment: false, inAuthentication: false, required: true }],
  ['rabbitmq', 'host', { inMetadata: true, inEnvironment: true, inAuthentication: true, required: true }],
  ['rabbitmq', 'password', { inMetadata: false, inEnvironment: true, inAuthentication: true, required: false }],
  ['cpu', 'type', { gone: true, going: false, values: ['Utilization', 'AverageValue'] }],
  ['temporal', 'buildId', { gone: false, going: true }],
])('%s.%s', (type, name, expected) => {
  expect(scalerOf(type)?.parameters.get(name)).toMatchObject(expected);
});

test('a row of a query of Sumo Logic has any name', () => {
  const scaler = scalerOf('sumologic') as Scaler;
  expect(parameterOf(scaler, 'query.A')?.name).toBe('query.*');
  expect(parameterOf(scaler, 'query')?.name).toBe('query');
  expect(parameterOf(scaler, 'other.A')).toBeUndefined();
});

describe('corrections', () => {
  const names = (text: string) => text.split(/\s+/).map((token) => String(token.split(':')[0]));

  test.each(SCHEMA_CORRECTIONS.map((correction) => [correction.reason, correction] as const))('%s', (_, correction) => {
    for (const type of correction.scalers) {
      const scaler = scalerOf(type) as Scaler;
      const asked = (correction.requirements ?? []).flatMap(({ oneOf }) =>
        oneOf.flatMap((terms) => terms.split(' ').flatMap((term) => term.replace(/^-/, '').split('|'))),
      );
      const added = correction.parameters ? names(correction.parameters) : [];
      const optional = (correction.optional ?? '').split(' ').filter((name) => name !== '' && name !== '*');
      expect([...asked, ...added, ...optional].filter((name) => !scaler.parameters.has(name))).toEqual([]);
    }
  });

  test('what they make optional is no more required', () => {
    expect([...(scalerOf('redis')?.parameters.values() ?? [])].filter(({ required }) => required)).toMatchObject([
      { name: 'listName' },
    ]);
  });
});
