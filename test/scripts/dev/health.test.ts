import { serviceHealth } from '../../../scripts/dev/health';

const service = (name: string, selector?: Record<string, string>): { metadata: { name: string }; spec: object } => ({
  metadata: { name },
  spec: { selector },
});
const slice = (name: string, pods: Record<string, boolean | undefined>): object => ({
  metadata: { labels: { 'kubernetes.io/service-name': name } },
  endpoints: Object.entries(pods).map(([pod, ready]) => ({ targetRef: { name: pod }, conditions: { ready } })),
});

test('a service is as healthy as its pods, each counted once', () => {
  const slices = [slice('api', { a: true, b: false }), slice('api', { a: true }), slice('other', { c: undefined })];
  expect(
    serviceHealth([service('api', { app: 'api' }), service('other', { app: 'o' }), service('alone', {})], slices as []),
  ).toEqual([
    { name: 'api', ready: 1, wanted: 2 },
    { name: 'other', ready: 1, wanted: 1 },
    { name: 'alone', ready: 0, wanted: 0 },
  ]);
});

test('one that selects no pods is somebody else’s matter', () => {
  expect(serviceHealth([service('outside')], [])).toEqual([]);
});
