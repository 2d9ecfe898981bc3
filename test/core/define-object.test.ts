import { App, Chart } from 'cdk8s';
import { Phase } from '../../lib';
import { defineObject, namespaceOf } from '../../lib/core/define-object';
import { testChart } from '../support/trees';

test('the content and the late annotations are asked for once, when the object is rendered', () => {
  const chart = testChart();
  let asked = 0;
  let note = 'early';
  const object = defineObject(chart, 'object', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'object',
    phase: Phase.BEFORE,
    annotations: { given: 'a', both: 'given' },
    lateAnnotations: () => ({ late: note, both: 'late' }),
    content: () => ({ data: { asked: String((asked += 1)) } }),
  });
  expect(asked).toBe(0);
  note = 'late';
  const manifest: unknown = object.toJson();
  expect(object.toJson()).toEqual(manifest);
  expect(manifest).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'object', namespace: 'shop', annotations: { given: 'a', both: 'late', late: 'late' } },
    data: { asked: '1' },
  });
  expect(object.phase).toBe(Phase.BEFORE);
});

test('the namespace of a construct is that of its chart', () => {
  expect(namespaceOf(testChart())).toBe('shop');
  expect(namespaceOf(new Chart(new App(), 'without'))).toBeUndefined();
});
