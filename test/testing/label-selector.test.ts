import { selectorKeys, selectorMatches } from '../../lib/testing/label-selector';

const expression = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, values }],
});

describe('selectorMatches', () => {
  test.each<[object | undefined, boolean]>([
    [undefined, true],
    [{}, true],
    [{ matchLabels: { app: 'api' } }, true],
    [{ matchLabels: { app: 'api', tier: 'web' } }, false],
    [expression('app', 'In', 'db', 'api'), true],
    [expression('app', 'In', 'db'), false],
    [expression('tier', 'In', 'web'), false],
    [expression('app', 'NotIn', 'api'), false],
    [expression('tier', 'NotIn', 'web'), true],
    [expression('app', 'Exists'), true],
    [expression('tier', 'Exists'), false],
    [expression('app', 'DoesNotExist'), false],
    [expression('tier', 'DoesNotExist'), true],
    [expression('app', 'Like', 'api'), false],
    [{ matchLabels: { app: 'api' }, ...expression('app', 'NotIn', 'api') }, false],
  ])('%j is %s', (selector, matches) => {
    expect(selectorMatches(selector as never, { app: 'api' })).toBe(matches);
  });

  test('rewrites keys first', () => {
    const keyOf = (key: string) => key.replace('k8s:', '');

    expect(selectorMatches({ matchLabels: { 'k8s:app': 'api' } }, { app: 'api' }, keyOf)).toBe(true);
    expect(selectorMatches(expression('k8s:app', 'DoesNotExist'), { app: 'api' }, keyOf)).toBe(false);
  });
});

describe('selectorKeys', () => {
  test('are those of both parts', () => {
    expect(selectorKeys({ matchLabels: { a: 'b' }, ...expression('c', 'Exists') })).toEqual(['a', 'c']);
    expect(selectorKeys(undefined)).toEqual([]);
  });
});
