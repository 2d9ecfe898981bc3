import type { JsonObject } from '../../lib/core/json';
import { eachLiteral } from '../../lib/core/manifest-literals';

function literalsOf(manifest: JsonObject): [string, string][] {
  const found: [string, string][] = [];
  eachLiteral(manifest, (property, why) => found.push([property, why]));
  return found;
}

test('each place is told, and never a value', () => {
  const spec = {
    containers: [
      { name: 'app', env: [{ name: 'DB_PASSWORD', value: 'hunter22' }], args: ['--token', 'abcdefgh12345678'] },
    ],
  };
  expect(
    literalsOf({
      kind: 'ScaledJob',
      metadata: {
        annotations: { 'example.com/api-key': 'abcdefgh12345678', 'tradewind.dev/user': 'password: hunter22' },
      },
      spec: { jobTargetRef: { template: { metadata: { annotations: { secret: 'abcdefgh12345678' } }, spec } } },
    }),
  ).toEqual([
    ['annotations.example.com/api-key', 'the name says that it is an API key'],
    ['pod annotations.secret', 'the name says that it is a secret'],
    ['variables.DB_PASSWORD of container app', 'the name says that it is a password'],
    ['args[1] of container app', 'the name says that it is a token'],
  ]);
});

test('what has no metadata has no annotations', () => {
  expect(literalsOf({ kind: 'ConfigMap', data: { LOG_LEVEL: 'info' } })).toEqual([]);
});
