import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { Acknowledgements, Cluster, Credentials, Environment, SecretSource } from '../../lib';
import { problems, warnings } from '../support/findings';
import { seal, sealedManifest, unseal } from '../support/sealing';
import { temporaryFolder } from '../support/synth';
import { problemsOf, testChart } from '../support/trees';

const folder = temporaryFolder();
const VALUES = { user: 'shop', password: 'correct horse' };
const GOOD = sealedManifest('shop', 'db', VALUES);

function bundle(manifest: unknown, keys = ['user', 'password']): Credentials {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  return new Credentials(testChart(), 'db', { keys, source: SecretSource.sealedManifests({ 'shop/db': text }) });
}

const SEAL =
  'kubectl create secret generic db -n shop --from-file=user --from-file=password --dry-run=client -o json | kubeseal --scope strict > shop/db.json';
const MERGE = (key: string): string =>
  `kubectl create secret generic db -n shop --from-file=${key} --dry-run=client -o json | kubeseal --scope strict --merge-into shop/db.json`;

test('what kubeseal wrote is emitted, and opens where it goes', () => {
  const [object] = Testing.synth(Chart.of(bundle(GOOD))) as {
    metadata: { name: string; namespace: string };
    spec: { encryptedData: Record<string, string> };
  }[];
  const { name, namespace } = object.metadata;
  const opened = Object.entries(object.spec.encryptedData).map(([key, text]) => [
    key,
    unseal(text, `${namespace}/${name}`),
  ]);
  expect(Object.fromEntries(opened)).toEqual(VALUES);
});

test('it is read from the file of its namespace and name', () => {
  const file = join(folder.path, 'shop', 'db.json');
  mkdirSync(dirname(file));
  writeFileSync(file, `${JSON.stringify(GOOD, undefined, 2)}\n`);
  const source = SecretSource.sealedSecrets(folder.path);
  const build = (): unknown =>
    Testing.synth(Chart.of(new Credentials(testChart(), 'db', { keys: Object.keys(VALUES), source })));
  expect(build()).toMatchObject([{ kind: 'SealedSecret', spec: { encryptedData: GOOD.spec.encryptedData } }]);
  expect(build()).toEqual(build());
});

test('a file that is not there: the message is the command that makes it', () => {
  const made = new Credentials(testChart(), 'db', {
    keys: ['user'],
    source: SecretSource.sealedSecrets('sealed/prod'),
  });
  expect(problems(made)).toEqual([
    [
      'test/shop/db  source',
      'got no file sealed/prod/shop/db.json',
      'a sealed bundle stands in the repository as kubeseal wrote it',
      '→ seal it: kubectl create secret generic db -n shop --from-file=user --dry-run=client -o json | kubeseal --scope strict > sealed/prod/shop/db.json',
    ],
  ]);
});

test('a text that is not there, also by a name that every object has', () => {
  const made = new Credentials(testChart(), 'db', { keys: ['user'], source: SecretSource.sealedManifests({}) });
  expect(problemsOf(made)).toContain('got no file shop/db.json');
});

test.each([
  ['YAML', 'kind: SealedSecret'],
  ['a list', '[]'],
])('%s', (_, text) => {
  expect(problems(bundle(text))).toEqual([
    [
      'test/shop/db  source',
      'got shop/db.json, which is no JSON object',
      'it is read as the JSON that kubeseal writes by default',
      `→ seal it without -o yaml: ${SEAL}`,
    ],
  ]);
});

test('a plain Secret, whose values are lost to whoever read the repository', () => {
  const password = Buffer.from('correct horse').toString('base64');
  const made = bundle({ apiVersion: 'v1', kind: 'Secret', data: { password } });
  expect(problems(made)).toEqual([
    [
      'test/shop/db  source',
      'got shop/db.json, with the kind "Secret"',
      'whoever reads the repository reads a plain Secret',
      `→ replace the values at their source, and seal it: ${SEAL}`,
    ],
  ]);
});

test('another kind', () => {
  expect(problems(bundle({ ...GOOD, apiVersion: 'bitnami.com/v2' }))).toEqual([
    [
      'test/shop/db  source',
      'got shop/db.json, with the kind "SealedSecret"',
      'it is a SealedSecret of bitnami.com/v1alpha1',
      `→ seal it: ${SEAL}`,
    ],
  ]);
});

test.each([
  ['another name', sealedManifest('shop', 'other', VALUES), 'shop/other'],
  ['another namespace', sealedManifest('elsewhere', 'db', VALUES), 'elsewhere/db'],
])('sealed for %s', (_, manifest, place) => {
  expect(problems(bundle(manifest))).toEqual([
    [
      'test/shop/db  source',
      `got shop/db.json, sealed for ${place}`,
      'the name is part of the encryption: the controller cannot open it as shop/db',
      `→ seal it for its place: ${SEAL}`,
    ],
  ]);
});

test.each([
  ['namespace-wide', 'the namespace', sealedManifest('shop', 'other', VALUES, 'namespace-wide')],
  ['cluster-wide', 'any namespace', sealedManifest('elsewhere', 'other', VALUES, 'cluster-wide')],
] as const)('sealed %s it opens here, which is pointed out, and the scope goes with it', (scope, where, manifest) => {
  const made = bundle(manifest);
  expect(problems(made)).toEqual([]);
  expect(warnings(made)).toEqual([
    [
      'test/shop/db  source  [sealed-for-more-than-one-name]',
      `got shop/db.json, sealed ${scope}`,
      `whoever may create a SealedSecret in ${where} can have it opened under a name of theirs`,
      `→ seal it for its one place: ${SEAL}; or acknowledge it with the reason`,
    ],
  ]);
  const annotations = { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
  expect(Testing.synth(Chart.of(made))).toMatchObject([
    { metadata: { annotations }, spec: { template: { metadata: { annotations } } } },
  ]);
  const accepted = bundle(manifest);
  Acknowledgements.of(accepted).add({ id: 'sealed-for-more-than-one-name', reason: 'copied into every preview' });
  expect(warnings(accepted)).toEqual([]);
});

test('sealed for a namespace, and used in another', () => {
  expect(problemsOf(bundle(sealedManifest('elsewhere', 'db', VALUES, 'namespace-wide')))).toContain(
    'sealed for elsewhere/db',
  );
});

test('a key that is missing, and one too many', () => {
  expect(problems(bundle(GOOD, ['user', 'token']))).toEqual([
    [
      'test/shop/db  source',
      'got shop/db.json, without the key "token"',
      'every key of the bundle is sealed: a pod that reads it would never start',
      `→ add it: ${MERGE('token')}`,
    ],
    [
      'test/shop/db  source',
      'got shop/db.json, with the key "password"',
      'the bundle has no such key: nobody would miss it, and nobody would replace it',
      '→ add the key to keys, or remove it from the file',
    ],
  ]);
});

test.each([
  ['a plain value', 'correct horse', 'no base64'],
  [
    'its base64',
    Buffer.from('correct horse').toString('base64'),
    'base64 of something that does not begin with an encrypted session key',
  ],
  ['an empty value', seal('', 'shop/db'), 'the ciphertext of an empty value'],
])('%s is refused, and not repeated', (_, password, problem) => {
  const encryptedData = { user: seal('shop', 'shop/db'), password };
  const made = bundle({ ...GOOD, spec: { encryptedData } });
  expect(problems(made)).toEqual([
    [
      'test/shop/db  source',
      `got shop/db.json, where the key "password" is ${problem}`,
      'a value in the repository is what kubeseal made of it: base64 alone is no encryption',
      `→ if it was a real value, replace it at its source; then seal it: ${MERGE('password')}`,
    ],
  ]);
  expect(problemsOf(made)).not.toContain(password);
});

test.each([
  ['spec.template.data', { ...GOOD.spec, template: { data: { url: 'db://{{ .user }}' } } }],
  ['spec.data', { ...GOOD.spec, data: 'AQAA' }],
])('plain text beside it, in %s', (place, spec) => {
  expect(problems(bundle({ ...GOOD, spec }))).toEqual([
    [
      'test/shop/db  source',
      `got shop/db.json, with ${place}`,
      'only encryptedData is ciphertext for each key: a template is plain text, and spec.data is refused by the controller',
      '→ move it into encryptedData, or into a Configuration where it is no secret',
    ],
  ]);
});

test('a chart without a namespace', () => {
  const chart = new Chart(new Environment(Testing.app(), 'test', { cluster: Cluster.generic() }), 'shop');
  const made = new Credentials(chart, 'db', { keys: ['user'], source: SecretSource.sealedManifests({}) });
  expect(problems(made)).toEqual([
    [
      'test/shop/db  source',
      'got a sealed bundle, in a chart without a namespace',
      'the namespace is part of the encryption',
      '→ give the chart its namespace',
    ],
  ]);
});
