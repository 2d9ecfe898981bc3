import fc from 'fast-check';
import { isEnvironmentVariableName } from '../../lib/core/dns-name';
import { variablePrefix } from '../../lib/data/variable-prefix';

test.each([
  ['postgres', 'POSTGRES'],
  ['order-events', 'ORDER_EVENTS'],
  ['2nd', '_2ND'],
])('%s gives %s', (name, prefix) => expect(variablePrefix(name)).toBe(prefix));

test('what it begins is the name of a variable', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]([-a-z0-9.]{0,20}[a-z0-9])?$/), (name) => {
      expect(isEnvironmentVariableName(`${variablePrefix(name)}_PASSWORD`)).toBe(true);
    }),
  );
});
