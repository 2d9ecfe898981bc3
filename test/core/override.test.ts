import { type Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { KubernetesObject, Manifests, Override } from '../../lib';
import { problemsOf, testChart, testWorkload } from '../support/trees';

function plusDeployment(chart: Chart): kplus.Deployment {
  return new kplus.Deployment(chart, 'plus', {
    metadata: { name: 'plus' },
    containers: [{ name: 'app', image: 'registry.example/app:1' }],
  });
}

test('sets and removes fields of an object of ours, known to a schema or not', () => {
  const chart = testChart();
  const api = testWorkload(chart, 'api');
  Override.of(api)
    .ofKind('Deployment')
    .set('spec.template.spec.containers[api].futureField', { some: ['thing'] })
    .set('spec.template.spec.hostUsers', false)
    .set('metadata.annotations["example.com/owner"]', 'team')
    .remove('spec.template.spec.enableServiceLinks');
  const { metadata, spec } = Manifests.of(chart).resource('Deployment', 'api');
  expect(metadata.annotations['example.com/owner']).toBe('team');
  expect(spec.template.spec).toMatchObject({ hostUsers: false, containers: [{ futureField: { some: ['thing'] } }] });
  expect(spec.template.spec).not.toHaveProperty('enableServiceLinks');
});

const EXPECTED = {
  spec: { minReadySeconds: undefined, template: { spec: { containers: [{ name: 'app', futureField: 'kept' }] } } },
};

test('works on objects of cdk8s-plus, also where their schema would drop the field', () => {
  const chart = testChart();
  Override.of(plusDeployment(chart))
    .ofKind('Deployment')
    .set('spec.template.spec.containers[app].futureField', 'kept')
    .remove('spec.minReadySeconds');
  Manifests.of(chart).hasResource('Deployment', 'plus', EXPECTED);
  Manifests.ofObjects(Testing.synth(chart)).hasResource('Deployment', 'plus', EXPECTED);
});

test('an object named by its content is meant by the name before the hash', () => {
  const chart = testChart();
  const api = testWorkload(chart, 'api', { variables: { A: '1' } });
  Override.of(api).ofKind('ConfigMap', { name: 'api-config' }).set('data.B', '2');
  expect(Manifests.of(chart).objects('ConfigMap')[0].data).toEqual({ A: '1', B: '2' });
});

test('reaches every object below a chart by kind and name', () => {
  const chart = testChart();
  testWorkload(chart, 'one');
  testWorkload(chart, 'two');
  Override.of(chart).ofKind('Deployment', { name: 'two' }).set('spec.paused', true);
  Manifests.of(chart).hasResource('Deployment', 'two', { spec: { paused: true } });
  Manifests.of(chart).hasResource('Deployment', 'one', { spec: { paused: undefined } });
});

test('the value is written in the words of the wire format and taken as it is now', () => {
  const chart = testChart();
  const object = new KubernetesObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' });
  const data = { a: '1' };
  Override.of(object).ofKind('ConfigMap').set('data', data);
  data.a = '2';
  expect(object.toJson().data).toEqual({ a: '1' });
});

test('a kind that is not there, and one that is there twice, name what is there', () => {
  const chart = testChart();
  for (const name of ['one', 'two']) {
    new KubernetesObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', name });
  }
  Override.of(chart).ofKind('Secret').set('type', 'Opaque');
  Override.of(chart).ofKind('ConfigMap').remove('data');
  Override.of(chart).ofKind('ConfigMap', { name: 'three' }).set('data', {});
  expect(problemsOf(chart)).toMatchInlineSnapshot(`
    "  test/shop  override of ConfigMap
        got 2 such objects
        an override changes exactly one object
        → name one of: ConfigMap one, ConfigMap two
      test/shop  override of ConfigMap three
        got no such object
        an override changes exactly one object
        → name one of: ConfigMap one, ConfigMap two
      test/shop  override of Secret
        got no such object
        an override changes exactly one object
        → name one of: ConfigMap one, ConfigMap two"
  `);
});

test('where nothing is emitted, nothing can be named', () => {
  const chart = testChart();
  Override.of(chart).ofKind('Secret');
  expect(problemsOf(chart)).toContain('    → name one of: none');
});

test('a parent that does not exist is an error', () => {
  const chart = testChart();
  Override.of(testWorkload(chart, 'api')).ofKind('Deployment').set('spec.template.spec.dnsConfig.options', []);
  expect(problemsOf(chart)).toMatchInlineSnapshot(`
    "  test/shop/api  override of spec.template.spec.dnsConfig.options
        spec.template.spec.dnsConfig does not exist
        → set spec.template.spec.dnsConfig first; spec.template.spec has: affinity, automountServiceAccountToken, containers, enableServiceLinks, securityContext, serviceAccountName, terminationGracePeriodSeconds, tolerations, topologySpreadConstraints, volumes"
  `);
});

test.each([
  ['Testing.synth', (chart: Chart) => void Testing.synth(chart)],
  ['Manifests.of', (chart: Chart) => void Manifests.of(chart)],
])('a parent that does not exist is an error on objects of cdk8s-plus, too: %s', (_name, synthesize) => {
  const chart = testChart();
  Override.of(plusDeployment(chart)).ofKind('Deployment').set('spec.never.there', 1);
  expect(() => synthesize(chart)).toThrow(/override of spec\.never\.there\n {4}spec\.never does not exist/);
});

test('is refused once the object has been rendered', () => {
  const chart = testChart();
  const api = testWorkload(chart, 'api');
  Testing.synth(chart);
  expect(() => Override.of(api).ofKind('Deployment').set('spec.paused', true)).toThrow(
    new Error('test/shop/api/Resource: an override came after the object was rendered; add it before synthesis'),
  );
});
