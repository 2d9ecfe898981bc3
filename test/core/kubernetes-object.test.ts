import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { KubernetesObject, type KubernetesObjectProps, Override, Phase } from '../../lib';
import { problemsOf, synthesized, testChart } from '../support/trees';

const MINIMAL = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };

function object(props: Partial<KubernetesObjectProps> = {}, chart = testChart()): KubernetesObject {
  return new KubernetesObject(chart, 'object', { ...MINIMAL, ...props });
}

test('minimal', () => {
  expect(synthesized((chart) => object({}, chart))).toMatchSnapshot();
});

test('full', () => {
  const build = (chart: Chart): void => {
    const full = object(
      {
        apiVersion: 'example.com/v1alpha1',
        kind: 'Widget',
        namespace: 'elsewhere',
        labels: { a: 'label' },
        annotations: { an: 'annotation' },
        phase: Phase.AFTER,
        content: {
          spec: { unknown: [{ deep: true }], empty: {}, left: undefined, lazy: Lazy.any({ produce: () => 1 }) },
        },
      },
      chart,
    );
    full.metadata.addFinalizers('example.com/finalizer');
    full.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'owner', uid: 'u' });
    full.metadata.add('generateName', 'widget-');
  };
  expect(synthesized(build)).toMatchSnapshot();
});

test('defaults: the namespace and the labels of the chart, the main phase', () => {
  const chart = new Chart(new App(), 'chart', { namespace: 'of-chart', labels: { team: 'a' } });
  const made = object({}, chart);
  expect(made.toJson().metadata).toEqual({ name: 'settings', namespace: 'of-chart', labels: { team: 'a' } });
  expect(made.namespace).toBe('of-chart');
  expect(made.phase).toBe(Phase.MAIN);
});

test.each([undefined, 'given'])('a kind that lives in no namespace never carries one (given: %s)', (namespace) => {
  const made = object({ kind: 'ClusterRole', namespaced: false, namespace });
  expect(made.toJson().metadata).toEqual({ name: 'settings' });
  expect(made.namespace).toBeUndefined();
});

test('metadata that is added later is rendered, before the object or the tree is', () => {
  const made = object();
  made.metadata.addLabel('tier', 'front');
  made.metadata.addAnnotation('note', 'seen');
  expect(made.toJson().metadata).toMatchObject({ labels: { tier: 'front' }, annotations: { note: 'seen' } });
});

test('JSON patches are applied in their order, and the overrides after them', () => {
  const made = object({ content: { data: { a: '1' } } });
  Override.of(made).ofKind('ConfigMap').set('data.b', '3');
  made.addJsonPatch(JsonPatch.add('/data/b', '2'), JsonPatch.replace('/data/a', 'x'));
  made.addJsonPatch(JsonPatch.copy('/data/a', '/data/c'));
  expect(made.toJson().data).toEqual({ a: 'x', b: '3', c: 'x' });
});

test('what reads the manifest cannot change it', () => {
  const made = object({ content: { data: { a: '1' } } });
  made.toJson().data.a = 'changed';
  expect(made.toJson().data.a).toBe('1');
});

test('once rendered, a JSON patch is refused', () => {
  const made = object();
  Testing.synth(Chart.of(made));
  expect(() => made.addJsonPatch(JsonPatch.add('/data', {}))).toThrow(
    new Error('test/shop/object: a JSON patch came after the object was rendered; add it before synthesis'),
  );
});

test('is an ApiObject of cdk8s, so that its dependencies are rendered first', () => {
  const chart = testChart();
  const last = object({}, chart);
  const first = new KubernetesObject(chart, 'needed', { ...MINIMAL, name: 'needed' });
  last.node.addDependency(first);
  expect(ApiObject.isApiObject(last)).toBe(true);
  expect(Testing.synth(chart).map(({ metadata }) => metadata.name)).toEqual(['needed', 'settings']);
});

test('a value that no manifest can hold is reported with all other problems', () => {
  const chart = testChart();
  object({ name: 'No_Name', content: { data: { size: NaN } } }, chart);
  expect(
    problemsOf(chart)
      .split('\n')
      .filter((line) => line.startsWith('  test')),
  ).toEqual(['  test/shop/object  content', '  test/shop/object  name']);
  expect(problemsOf(chart)).toMatch(
    /^ {2}test\/shop\/object {2}content\n {4}data\.size\b.*NaN.*\n {4}→ give a value that YAML can hold, or leave the field out\n/,
  );
});

describe('named by content', () => {
  const nameOf = (props: Partial<KubernetesObjectProps>, change?: (made: KubernetesObject) => void): string => {
    const made = object({ namedByContent: true, ...props });
    change?.(made);
    return made.name;
  };
  const content = { data: { a: '1', b: '2' } };

  test('the name ends with ten characters of the content, in the manifest and on the construct', () => {
    const made = object({ namedByContent: true, content });
    expect(made.name).toMatch(/^settings-[a-z0-9]{10}$/);
    expect(made.toJson().metadata.name).toBe(made.name);
  });

  test('another content is another name, another order or other metadata is not', () => {
    expect(nameOf({ content: { data: { a: '1', b: '3' } } })).not.toBe(nameOf({ content }));
    expect(nameOf({ content: { data: { b: '2', a: '1' } } })).toBe(nameOf({ content }));
    expect(nameOf({ content, labels: { new: 'label' } })).toBe(nameOf({ content }));
  });

  test('patches and overrides are part of the content', () => {
    const patched = nameOf({ content }, (made) => made.addJsonPatch(JsonPatch.add('/data/c', '3')));
    const overridden = nameOf({ content }, (made) => Override.of(made).ofKind('ConfigMap').set('data.c', '3'));
    expect(patched).toBe(nameOf({ content: { data: { a: '1', b: '2', c: '3' } } }));
    expect(overridden).toBe(patched);
  });
});
