import { promqlProblem } from '../../../lib/observability/promql';
import { select, selectMatching } from '../../../lib/observability/rules/subject';

test('series are selected by labels, the last one by a pattern', () => {
  expect(select({ namespace: 'shop', deployment: 'api' })).toBe('{namespace="shop",deployment="api"}');
  expect(selectMatching({ namespace: 'shop' }, 'pod', 'api-[0-9]+')).toBe('{namespace="shop",pod=~"api-[0-9]+"}');
});

test('a name that is wrong is reported as a name: the expression stays sound', () => {
  expect(promqlProblem(`up${select({ namespace: 'a"} or vector(1) #' })}`)).toBeUndefined();
  expect(promqlProblem(`up${selectMatching({ namespace: 'a' }, 'pod', '\\"')}`)).toBeUndefined();
});
