import { Phase } from '../../lib/core/phase';

test('the values are part of file names and stay as they are', () => {
  expect(Phase).toEqual({ CLUSTER: 'cluster', BEFORE: 'before', MAIN: 'main', AFTER: 'after' });
});
