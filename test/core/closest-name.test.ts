import fc from 'fast-check';
import { closestName } from '../../lib/core/closest-name';

const KNOWN = ['queueName', 'queueLength', 'host', 'protocol'];

test.each([
  ['queuename', 'queueName'],
  ['queuName', 'queueName'],
  ['qeueuName', 'queueName'],
  ['hots', 'host'],
  ['protcol', 'protocol'],
])('%s was meant to be %s', (name, meant) => {
  expect(closestName(name, KNOWN)).toBe(meant);
});

test.each(['', 'x', 'somethingElse', 'messagesPerPod'])('%p is near to none', (name) => {
  expect(closestName(name, KNOWN)).toBeUndefined();
});

test('a known name is its own nearest, and one wrong letter does not change it', () => {
  const word = fc.stringMatching(/^[a-z]{6,20}$/);
  fc.assert(
    fc.property(word, fc.nat(), (name, place) => {
      const index = place % name.length;
      expect(closestName(name, [name])).toBe(name);
      expect(closestName(`${name.slice(0, index)}-${name.slice(index + 1)}`, [name])).toBe(name);
    }),
  );
});
