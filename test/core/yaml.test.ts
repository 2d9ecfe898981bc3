import * as fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import type { Json, JsonObject } from '../../lib/core/json';
import { toYaml, toYamlStream } from '../../lib/core/yaml';

const NASTY = [
  '',
  ' ',
  'y',
  'n',
  'Y',
  'on',
  'Off',
  'yes',
  'no',
  'true',
  'False',
  'null',
  'NULL',
  '~',
  '=',
  '<<',
  '---',
  '...',
  '... a',
  '-a',
  '--a',
  '--- a',
  '-a: b',
  '-y',
  '- a',
  '-',
  '?',
  '? a',
  ':',
  'a:',
  'a: b',
  'a #b',
  '#a',
  '@a',
  '`a',
  '%a',
  '!a',
  '&a',
  '*a',
  '|',
  '>',
  "'",
  '"',
  '[a]',
  '{a}',
  'a,b',
  ', a',
  '1',
  '-1',
  '+1',
  '1.5',
  '.5',
  '1e3',
  '1E3',
  '1.0e+3',
  '0x1F',
  '0o17',
  '017',
  '0b101',
  '1_000',
  '1:30',
  '190:20:30',
  '1:30.5',
  '.inf',
  '-.INF',
  '.nan',
  '12e03',
  '2024-01-01',
  '2024-01-01T00:00:00Z',
  '2001-12-14 21:59:43.10 -5',
  '1.2.3',
  '10.0.0.0/8',
  '500m',
  '1Gi',
  'v1.0.8',
  '1h',
  'a\n',
  '\na',
  'a\nb',
  'a\n\n',
  ' a\nb',
  'a \nb',
  'a\tb',
  '\ta\nb',
  'a\r\nb',
  'a\u2028b',
  '\u0085',
  '\ufeffa',
  '\u0000',
  '\u007f',
  '\ud800',
  '\udc00a',
  '😀',
  'ключ',
  'a\nb\n\n\n',
  '\n',
  '\n\n',
  'a\n  b\n c',
  'x'.repeat(2000),
  `${'x'.repeat(1100)}: y`,
  '__proto__',
  'constructor',
  '00',
  '08',
  '0.',
  '1.',
  '+.5',
  '-',
  '--',
  '+',
  '.',
  '..',
  '_',
  '1_',
  '_1',
  '0x',
  '1e',
  'e1',
  '1__0',
  '+12:30',
  '0o',
  '0b',
];

const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('0', '1', '7', '9', '.', '_', ':', '-', '+', 'e', 'x', 'o', 'b', 'n', 'y', ' ', '\n', '#'),
  }),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(1e21, 1e-7, 1.5e300, -0),
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('json'),
      { maxKeys: 4 },
    ),
  ),
}));
const object: fc.Arbitrary<JsonObject> = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  json,
  { maxKeys: 5 },
);

function normal(value: Json | undefined): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe.each(['1.1', '1.2'] as const)('toYaml, read as YAML %s', (version) => {
  test('gives back whatever went in', () => {
    fc.assert(
      fc.property(object, (value) => {
        expect(parse(toYaml(value), { version, uniqueKeys: false, merge: version === '1.1' })).toEqual(normal(value));
      }),
      { numRuns: 30000 },
    );
  });

  test.each(NASTY.filter((word) => word !== '__proto__'))('gives back %j as a value, a key and an item', (word) => {
    const value = { [word]: word, list: [word, [word, { [word]: word }]] };
    expect(parse(toYaml(value), { version, merge: version === '1.1' })).toEqual(value);
  });

  test('gives back every document of a stream', () => {
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 4 }), (values) => {
        const documents = parseAllDocuments(toYamlStream(values), { version, uniqueKeys: false });
        expect((documents as { toJS: () => unknown }[]).map((document) => document.toJS())).toEqual(values.map(normal));
      }),
      { numRuns: 300 },
    );
  });
});

test('a Deployment comes out as a person writes it', () => {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', labels: { app: 'api', version: '1.0', enabled: 'true' } },
    spec: {
      replicas: 2,
      template: {
        spec: {
          containers: [
            {
              name: 'api',
              image: 'registry.example.com/api:v1.0.8',
              args: ['--listen=:8080', '-v', 'on', '8080', 'sleep 5'],
              env: [{ name: 'URL', value: 'https://vault.internal:8200' }],
              resources: { limits: { cpu: '500m', memory: '128Mi' } },
            },
          ],
          volumes: [],
          nodeSelector: {},
        },
      },
    },
    data: { 'app.conf': 'a = 1\n\nb = 2\n', note: 'no newline\nat the end' },
  };
  expect(toYaml(deployment)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  labels:
    app: api
    version: "1.0"
    enabled: "true"
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: api
          image: registry.example.com/api:v1.0.8
          args:
            - --listen=:8080
            - -v
            - "on"
            - "8080"
            - sleep 5
          env:
            - name: URL
              value: https://vault.internal:8200
          resources:
            limits:
              cpu: 500m
              memory: 128Mi
      volumes: []
      nodeSelector: {}
data:
  app.conf: |
    a = 1

    b = 2
  note: |-
    no newline
    at the end
`);
});

test('what no YAML can hold is refused', () => {
  expect(() => toYaml({ a: NaN })).toThrow('NaN cannot stand in YAML');
});

test('a field without a value is left out, an empty document stays one', () => {
  expect(toYaml({ a: undefined, b: null })).toBe('b: null\n');
  expect(toYaml({})).toBe('{}\n');
});
