import { kindOfParameter } from '../../lib/scaling/parameter-kinds';
import { parameterOf, type Scaler, scalerOf, scalerTypes } from '../../lib/scaling/scaler-schema';

const matches = (scaler: string, name: string, text: string) => kindOfParameter(scaler, name)?.matches(text);

test.each([
  ['rabbitmq', 'useRegex', ['true', 'FALSE', '1', 't'], ['yes', 'on', 'TrUe', '']],
  ['kafka', 'lagThreshold', ['10', '0', '-1'], ['1.5', '1e3', '010', 'ten', '']],
  ['prometheus', 'threshold', ['10', '0.5', '-1.25', '1e3'], ['.5', '5.', '0x10', 'ten', '']],
  ['rabbitmq', 'timeout', ['500', '30s', '1m30s', '0'], ['-30s', 'soon']],
])('%s.%s', (scaler, name, right, wrong) => {
  expect(right.filter((text) => !matches(scaler, name, text))).toEqual([]);
  expect(wrong.filter((text) => matches(scaler, name, text))).toEqual([]);
});

test('the same name may mean another type to another scaler', () => {
  expect(matches('mssql', 'port', 'x')).toBe(false);
  expect(kindOfParameter('postgresql', 'port')).toBeUndefined();
  expect(matches('rabbitmq', 'queueLength', '0.5')).toBe(true);
  expect(matches('aws-sqs-queue', 'queueLength', '0.5')).toBe(false);
  expect(kindOfParameter('cpu', 'value')).toBeUndefined();
});

test('a text is of no kind', () => {
  expect(kindOfParameter('rabbitmq', 'queueName')).toBeUndefined();
});

test('values that are allowed are of the kind', () => {
  for (const scaler of scalerTypes().map((type) => scalerOf(type) as Scaler)) {
    for (const { name, values } of scaler.parameters.values()) {
      expect(values.filter((value) => matches(scaler.type, name, value) === false)).toEqual([]);
    }
    expect(parameterOf(scaler, 'no-such-parameter')).toBeUndefined();
  }
});
