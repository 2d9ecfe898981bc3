import { ApiObject, Chart, Testing } from 'cdk8s';
import { KubernetesObject, Manifests } from '../../lib';
import { inspection } from '../../lib/core/inspection';
import { explainObject } from '../../lib/core/render';
import { validateTree } from '../../lib/core/validation';

/** A chart whose objects somebody inspects: what was seen, and how often the end was reached. */
function inspected(inspect: (object: ApiObject) => boolean = () => false) {
  const chart = new Chart(Testing.app(), 'shop');
  const seen: string[] = [];
  const concluded: number[] = [];
  inspection.of(chart).inspector = {
    asks: () => false,
    inspect: (object) => {
      seen.push(object.name);
      return inspect(object);
    },
    conclude: () => {
      concluded.push(seen.length);
      return [];
    },
    reportsOf: () => new Map(),
    table: () => '',
  };
  return { chart, seen, concluded };
}

const configMap = (chart: Chart, name: string): KubernetesObject =>
  new KubernetesObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', name, content: { data: {} } });

test('every object is inspected once, of other libraries too, and concluded after all', () => {
  const { chart, seen, concluded } = inspected();
  configMap(chart, 'ours');
  new ApiObject(chart, 'theirs', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'theirs' } });
  validateTree(chart.node.root);
  validateTree(chart.node.root);
  Manifests.of(chart);
  Testing.synth(chart);
  expect([seen, concluded]).toEqual([['ours', 'theirs'], [2]]);
});

test('objects that came later are inspected, and concluded again', () => {
  const { chart, seen, concluded } = inspected();
  configMap(chart, 'first');
  validateTree(chart.node.root);
  configMap(chart, 'second');
  validateTree(chart.node.root);
  expect([seen, concluded]).toEqual([
    ['first', 'second'],
    [1, 2],
  ]);
});

test('a reason that is given while an object is inspected stands in its manifest, in the order of keys', () => {
  const { chart } = inspected((object) => {
    explainObject(object, { 'tradewind.dev/b': 'because' });
    return true;
  });
  const object = configMap(chart, 'ours');
  object.metadata.addAnnotation('a', '1');
  object.metadata.addAnnotation('z', '2');
  const [manifest] = Manifests.of(chart).objects();
  expect(JSON.stringify(manifest)).toBe(
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"ours","annotations":{"a":"1","tradewind.dev/b":"because","z":"2"}},"data":{}}',
  );
  object._release();
  expect(JSON.stringify(object.toJson())).toBe(JSON.stringify(manifest));
});
