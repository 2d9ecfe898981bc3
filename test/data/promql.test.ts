import { selector } from '../../lib/data/promql';

test('labels stand in their order, equal ones first, and are quoted', () => {
  expect(selector({ namespace: 'shop', name: 'a"b' }, { pod: 'db-[0-9]+' })).toBe(
    '{namespace="shop", name="a\\"b", pod=~"db-[0-9]+"}',
  );
});
