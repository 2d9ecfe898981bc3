import { HashedAssets } from '../../lib';
import { chartIn } from '../support/workload';
import { problems } from '../support/findings';

const matches = (assets: HashedAssets, path: string): boolean => new RegExp(assets.pattern).test(path);

describe('by name', () => {
  test.each([
    '/assets/index-BkZ3x9aD.js',
    '/assets/index-Bk-_x9aD.css',
    '/assets/fonts/inter-DHgXabcd.woff2',
    '/static/js/main.1a2b3c4d.js',
    '/static/js/main.1a2b3c4d.js.map',
    '/static/js/787.28cb0dcd.chunk.js',
    '/static/media/logo.6ce24c58023cc2f8fd88fe9d219db6c6.svg',
    '/_next/static/chunks/main-3f5c0a9e8b7d6c51.js',
    '/_app/immutable/chunks/index.CbX2d0aQ.js',
  ])('%s has a hash', (path) => {
    expect(matches(HashedAssets.byName(), path)).toBe(true);
  });

  test.each([
    '/index.html',
    '/assets/index.js',
    '/assets/service-worker.js',
    '/assets/my-component.js',
    '/assets/apple-touch-icon-180x180.png',
    '/assets/android-chrome-512x512.png',
    '/assets/jquery-3.7.1.min.js',
    '/assets/index-BkZ3x9aD',
    '/assets/',
    '/static/js/bundle.js',
    '/app-BkZ3x9aD.js',
    '/old/assets/index-BkZ3x9aD.js',
    '/_next/data/BkZ3x9aD/index.json',
  ])('%s has none', (path) => {
    expect(matches(HashedAssets.byName(), path)).toBe(false);
  });
});

test('below folders it is every file there, whatever stands in their names', () => {
  const below = HashedAssets.below('/assets/', 'v1.2');
  expect(['/assets/a.js', '/assets/a/b.js', '/v1.2/a'].every((path) => matches(below, path))).toBe(true);
  expect(['/index.html', '/assets.js', '/v102/a', '/a/assets/b'].some((path) => matches(below, path))).toBe(false);
});

test.each<[string, HashedAssets, string, string]>([
  ['no folder', HashedAssets.below(), '[]', 'the whole site would be kept for a year, index.html too'],
  ['every file', HashedAssets.matching('.*'), '".*"', 'index.html has to be asked for each time'],
  ['no expression', HashedAssets.matching('('), '"("', 'it is no regular expression'],
  ['two lines', HashedAssets.matching('a\nb'), '"a\\nb"', 'a path is one line of visible characters'],
])('%s is an error', (_, assets, value, rule) => {
  const chart = chartIn();
  assets._check(chart);
  expect(problems(chart)).toEqual([
    [
      'shop  hashedAssets',
      `got ${value}`,
      rule,
      "→ write HashedAssets.below('/assets/') or HashedAssets.matching('^/assets/.+-[\\\\w-]{8}\\\\.js$')",
    ],
  ]);
});
