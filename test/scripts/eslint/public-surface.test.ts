import { join, relative } from 'node:path';
import { publicSurface } from '../../../scripts/eslint/public-surface';

const fixtures = join(__dirname, 'fixtures');

test('follows export chains, narrows to the names asked for, and leaves the rest internal', () => {
  const surface = publicSurface(join(fixtures, 'index.ts'));
  const readable = Object.fromEntries(
    [...surface].map(([file, names]) => [relative(fixtures, file), names === 'all' ? names : [...names]]),
  );
  expect(readable).toEqual({
    'index.ts': 'all',
    'parts/index.ts': 'all',
    'parts/all-public.ts': 'all',
    'parts/renamed.ts': ['Inner'],
    'some-public.ts': ['Chosen'],
  });
});

test('a missing index makes nothing public', () => {
  expect(publicSurface(join(fixtures, 'absent.ts')).size).toBe(0);
});
