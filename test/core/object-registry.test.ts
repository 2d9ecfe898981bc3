import { ApiObject } from 'cdk8s';
import { KubernetesObject } from '../../lib';
import { isLossless, losslessObjects } from '../../lib/core/object-registry';
import { testChart } from '../support/trees';

test('only our objects are lossless, and they are kept in the order in which they were made', () => {
  const chart = testChart();
  const props = { apiVersion: 'v1', kind: 'ConfigMap', name: 'one' };
  const second = new KubernetesObject(chart, 'z', props);
  const foreign = new ApiObject(chart, 'foreign', props);
  const first = new KubernetesObject(chart, 'a', props);
  expect([second, foreign, first].map(isLossless)).toEqual([true, false, true]);
  expect(losslessObjects.of(chart)).toEqual([second, first]);
});
