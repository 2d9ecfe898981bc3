import vm from 'node:vm';
import fc from 'fast-check';
import { checkConfiguration, configurationFiles } from '../../lib/web/runtime-configuration';
import { problems } from '../support/findings';
import { chartIn } from '../support/workload';

test('there are no files without a configuration, and no script without a variable', () => {
  expect(configurationFiles(undefined)).toEqual({});
  expect(configurationFiles({ values: { b: 1, a: '/api' } })).toEqual({
    'config.json': '{\n  "a": "/api",\n  "b": 1\n}\n',
  });
});

test('whatever JSON it is, both files say it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue()), (values) => {
      const files = configurationFiles({ values, variable: 'settings' });
      const plain: unknown = JSON.parse(JSON.stringify(values));
      // JSON knows no -0; a context of its own has prototypes of its own.
      expect(JSON.parse(files['config.json'])).toEqual(plain);
      const context: { settings?: unknown } = {};
      vm.runInNewContext(files['config.js'], context);
      expect(JSON.parse(JSON.stringify(context.settings))).toEqual(plain);
      expect(files['config.js']).not.toContain('<');
    }),
  );
});

test('a credential is an error wherever it stands, and in no file', () => {
  const values = { tokens: [{ apiToken: 'correct-horse-battery' }], url: 'https://user:hunter2@example.com', ok: 1 };
  const chart = chartIn();
  checkConfiguration(chart, { values });
  expect(problems(chart).map(([where, rule]) => [where, rule])).toEqual([
    [
      'shop  configuration.tokens[0].apiToken',
      'the name says that it is a token; whatever stands here is public, for every browser reads it',
    ],
    [
      'shop  configuration.url',
      'the value is a URL with a password; whatever stands here is public, for every browser reads it',
    ],
  ]);
  expect(configurationFiles({ values })['config.json']).not.toMatch(/horse|hunter2/);
});

test.each<[string, unknown]>([
  ['function', () => 1],
  ['object', [new Date(0)]],
  ['object', { b: { c: undefined, d: Symbol('d') } }],
  ['number', NaN],
  ['bigint', 1n],
])('what no JSON can hold is an error: %s', (type, a) => {
  const chart = chartIn();
  checkConfiguration(chart, { values: { a, b: undefined } });
  expect(problems(chart)).toEqual([
    [
      'shop  configuration.a',
      `got ${type}`,
      'what a browser reads is JSON: texts, numbers, switches, lists and objects',
      '→ write the value as one of these, or leave it out',
    ],
  ]);
});

test.each(['a-b', '1a', '', 'a;b', 'a.'])('no variable: %j', (variable) => {
  const chart = chartIn();
  checkConfiguration(chart, { values: {}, variable });
  expect(problems(chart)).toEqual([
    [
      'shop  configurationVariable',
      `got ${JSON.stringify(variable)}`,
      'a script sets a variable by its name in JavaScript',
      "→ write it as '__CONFIG__'",
    ],
  ]);
});
