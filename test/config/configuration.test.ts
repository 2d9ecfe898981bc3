import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Configuration, type ConfigurationProps, Phase } from '../../lib';
import { problemsWith, synthesized, testChart } from '../support/trees';

const build =
  (props: ConfigurationProps) =>
  (chart: Chart): Configuration =>
    new Configuration(chart, 'settings', props);

interface ConfigMap {
  readonly metadata: { readonly name: string };
}

/** The ConfigMap of a configuration. */
const configMapOf = (props: ConfigurationProps): ConfigMap => synthesized(build(props))[0] as ConfigMap;

test('minimal', () => {
  expect(synthesized(build({ data: { LOG_LEVEL: 'info' } }))).toMatchSnapshot();
});

test('full', () => {
  expect(
    synthesized(
      build({
        data: { 'b.yaml': 'x: 1\n', a: '1' },
        binaryData: { 'logo.png': 'AAAA' },
        hotReload: true,
        name: 'shop-settings',
        labels: { team: 'a' },
        phase: Phase.BEFORE,
      }),
    ),
  ).toMatchSnapshot();
});

test('immutable by default, and named by its content: a change is another object', () => {
  const [one, two] = ['1', '2'].map((a) => configMapOf({ data: { a } }));
  expect(one).toMatchObject({ immutable: true, metadata: { name: expect.stringMatching(/^settings-[a-z0-9]{10}$/) } });
  expect(two.metadata.name).not.toBe(one.metadata.name);
});

test('with hot reload the name stays, and the content may change', () => {
  const [one, two] = ['1', '2'].map((a) => configMapOf({ data: { a }, hotReload: true }));
  expect(one).not.toHaveProperty('immutable');
  expect([one.metadata.name, two.metadata.name]).toEqual(['settings', 'settings']);
});

test('the order in which keys were written does not matter', () => {
  expect(configMapOf({ data: { a: '1', b: '2' } })).toEqual(configMapOf({ data: { b: '2', a: '1' } }));
});

test('the name is final as soon as it is asked for', () => {
  const settings = build({ data: { a: '1' } })(testChart());
  expect(settings.configMapName).toBe(configMapOf({ data: { a: '1' } }).metadata.name);
});

test('a ConfigMap that exists is used by its name, and nothing is made', () => {
  let settings: Configuration | undefined;
  const objects = synthesized((chart) => {
    settings = build({ configMap: kplus.ConfigMap.fromConfigMapName(chart, 'existing', 'theirs') })(chart);
  });
  expect(settings?.configMapName).toBe('theirs');
  expect(objects).toEqual([]);
});

test('a ConfigMap that exists, together with what would make one', () => {
  expect(
    problemsWith((chart) =>
      build({ configMap: kplus.ConfigMap.fromConfigMapName(chart, 'existing', 'theirs'), data: { a: '1' } })(chart),
    ),
  ).toMatchInlineSnapshot(`
    "  test/shop/settings  configMap
        got configMap together with data, binaryData, name or hotReload
        a configuration is either made here or exists already
        → give configMap alone, or leave it out"
  `);
});

test.each(['with space', '..', 'ü', 'a'.repeat(254)])('a key that is none: %s', (key) => {
  expect(problemsWith(build({ data: { [key]: '1' } }))).toBe(
    `  test/shop/settings  data
    got ${JSON.stringify(key)}
    the key of a ConfigMap has letters, digits, -, _ and . only, at most 253
    → choose a plainer key`,
  );
});

test('a key of text and of bytes at once', () => {
  expect(problemsWith(build({ data: { a: '1' }, binaryData: { a: 'AAAA' } }))).toBe(
    `  test/shop/settings  binaryData
    got "a", which is a key of data too
    a key of a ConfigMap is text or bytes: the API server refuses both
    → give one of the two another key`,
  );
});

test('at most 1 MiB in bytes, text and bytes together', () => {
  const half = 'ü'.repeat(256 * 1024);
  expect(problemsWith(build({ data: { a: half, b: half } }))).toBe('');
  expect(problemsWith(build({ data: { a: half, b: half }, binaryData: { c: 'A' } }))).toBe(
    `  test/shop/settings  data
    got 1048577 bytes
    a ConfigMap holds at most 1 MiB
    → put large files into the image or onto a volume`,
  );
});

test('values that are no text', () => {
  const given = { data: JSON.parse('{ "port": 8080 }'), binaryData: JSON.parse('{ "key": null }') };
  const message = problemsWith(build(given));
  expect(message).toContain('settings  binaryData.key\n    got null\n    the value is text');
  expect(message).toContain('settings  data.port\n    got 8080, a number\n    the value is text');
});
