import { notHeld } from './held';

test('what the server adds is no loss', () => {
  expect(notHeld({ a: 1, list: [{ b: 'x' }] }, { a: 1, c: 2, list: [{ b: 'x', d: 3 }] })).toEqual([]);
});

test('a dropped, a changed and a shortened field are', () => {
  expect(notHeld({ a: { b: 1 }, c: 'x', list: [1, 2] }, { a: {}, c: 'y', list: [1] })).toEqual([
    'a.b: sent 1, held undefined',
    'c: sent "x", held "y"',
    'list: sent [1,2], held [1]',
  ]);
});

test.each([
  ['1000m', '1'],
  ['0.5', '500m'],
  ['1024Mi', '1Gi'],
  ['.5', '500m'],
  ['1e3', '1k'],
  [2, '2'],
])('%s is the same amount as %s', (sent, held) => {
  expect(notHeld(sent, held)).toEqual([]);
});

test.each([
  ['1G', '1Gi'],
  ['1', '1m'],
  ['80', 80],
  ['1.0.8', '1.0.9'],
])('%p is not the same as %p', (sent, held) => {
  expect(notHeld(sent, held)).toHaveLength(1);
});
