import { isQualifiedName } from '../../lib/core/dns-name';
import { ANNOTATION_PREFIX, Label, standaloneLabels } from '../../lib/core/labels';

test('an object that belongs to no workload has the recommended labels', () => {
  expect(standaloneLabels('quota')).toEqual({
    'app.kubernetes.io/name': 'quota',
    'app.kubernetes.io/instance': 'quota',
    'app.kubernetes.io/managed-by': 'cdk8s-tradewind',
  });
});

test.each([...Object.values(Label), `${ANNOTATION_PREFIX}/exposure`])('%s may be the key of a label', (key) => {
  expect(isQualifiedName(key)).toBe(true);
});
