import { Phase } from '../../lib/core/phase';
import { PHASES } from '../../lib/core/phases';

test('the namespace comes first, what follows a rollout last', () => {
  expect(PHASES).toEqual(['cluster', 'before', 'main', 'after']);
});

test('every phase has a place in the order', () => {
  expect([...PHASES].sort()).toEqual(Object.values(Phase).sort());
});
