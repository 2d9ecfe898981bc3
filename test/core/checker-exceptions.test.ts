import { exceptionAnnotations } from '../../lib/core/checker-exceptions';

test('nothing is written where nothing is excepted', () => {
  expect(exceptionAnnotations([])).toEqual({});
});

test('people read the reason, each checker its own words, sorted and each once', () => {
  expect(
    exceptionAnnotations([
      { id: 'user', reason: 'the image runs as 1000', kubeScore: ['b', 'a'], checkov: ['CKV_K8S_40'] },
      { id: 'tag', reason: 'pinned elsewhere', kubeScore: ['a'], checkov: ['CKV_K8S_11', 'CKV_K8S_43'] },
    ]),
  ).toEqual({
    'tradewind.dev/user': 'the image runs as 1000',
    'tradewind.dev/tag': 'pinned elsewhere',
    'kube-score/ignore': 'a,b',
    'checkov.io/skip1': 'CKV_K8S_11=pinned elsewhere',
    'checkov.io/skip2': 'CKV_K8S_40=the image runs as 1000',
    'checkov.io/skip3': 'CKV_K8S_43=pinned elsewhere',
  });
});

test('a reason with = is one that checkov can read', () => {
  expect(exceptionAnnotations([{ id: 'a', reason: 'x=1, y=2', checkov: ['CKV_1'] }])).toMatchObject({
    'tradewind.dev/a': 'x=1, y=2',
    'checkov.io/skip1': 'CKV_1=x:1, y:2',
  });
});
