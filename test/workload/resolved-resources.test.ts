import fc from 'fast-check';
import { type Resources, Volume } from '../../lib';
import { podCapacity, resolveResources } from '../../lib/workload/resolved-resources';
import { expectProblem } from '../support/findings';
import { containerOf, controllerOf, workload } from '../support/workload';

test('what is not said has defaults', () => {
  expect(containerOf(workload()).resources).toEqual({
    requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
    limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
  });
});

test.each<[string, Resources, object]>([
  [
    'a limit is raised to a request above its default',
    { requests: { cpu: '2', memory: '1Gi', ephemeralStorage: '2Gi' } },
    {
      requests: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '2Gi' },
      limits: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '2Gi' },
    },
  ],
  [
    'a request is lowered to a limit below its default',
    { limits: { cpu: '50m', memory: '64Mi' } },
    {
      requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '256Mi' },
      limits: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '1Gi' },
    },
  ],
  [
    'what is said stays as it is written',
    { requests: { cpu: '0.25', memory: '128M' }, limits: { cpu: '1000m', memory: '0.5Gi', ephemeralStorage: '4G' } },
    {
      requests: { cpu: '0.25', memory: '128M', 'ephemeral-storage': '256Mi' },
      limits: { cpu: '1000m', memory: '0.5Gi', 'ephemeral-storage': '4G' },
    },
  ],
  [
    'with a reason there is no limit of the CPU',
    { withoutCpuLimit: 'an order waits for no throttled thread' },
    {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
      limits: { memory: '256Mi', 'ephemeral-storage': '1Gi' },
    },
  ],
])('%s', (_, resources, expected) => {
  expect(containerOf(workload({ settings: { resources } })).resources).toEqual(expected);
});

test('the reason for no limit of the CPU is read where the checkers look', () => {
  const made = workload({ settings: { resources: { withoutCpuLimit: 'an order waits for no throttled thread' } } });
  expect(controllerOf(made).metadata.annotations).toMatchObject({
    'tradewind.dev/cpu-limit': 'an order waits for no throttled thread',
    'checkov.io/skip1': 'CKV_K8S_11=an order waits for no throttled thread',
    'kube-score/ignore': 'container-resources',
  });
});

test('a blank reason is none', () => {
  expect(containerOf(workload({ settings: { resources: { withoutCpuLimit: ' ' } } })).resources.limits.cpu).toBe(
    '500m',
  );
});

describe('the limit of ephemeral storage', () => {
  test.each([
    ['64Mi', '1Gi'],
    ['974Mi', '1Gi'],
    ['975Mi', '1025Mi'],
    ['3Gi', '3122Mi'],
  ])('with %s of scratch beside the logs is %s', (size, limit) => {
    const made = workload({ volumes: { '/tmp': Volume.scratch('tmp', { size }) } });
    expect(containerOf(made).resources.limits['ephemeral-storage']).toBe(limit);
  });

  test('covers /tmp and every other scratch volume together, one that is mounted twice once', () => {
    const cache = Volume.scratch('cache', { size: '1Gi' });
    const made = workload({ volumes: { '/cache': cache, '/mirror': cache } });
    expect(containerOf(made).resources.limits['ephemeral-storage']).toBe('1138Mi');
  });

  test('leaves out what is in memory', () => {
    const made = workload({ volumes: { '/dev/shm': Volume.scratch('shm', { size: '8Gi', inMemory: true }) } });
    expect(containerOf(made).resources.limits['ephemeral-storage']).toBe('1Gi');
  });
});

test.each<[string, Resources, readonly string[]]>([
  [
    'a request above its limit',
    { requests: { cpu: '2' }, limits: { cpu: '1' } },
    [
      'shop/api  settings.resources.requests.cpu',
      'got 2, with a limit of 1',
      'a request above its limit is refused by the API server',
      '→ lower the request to at most 1, or raise the limit',
    ],
  ],
  [
    'memory above its limit',
    { requests: { memory: '1Gi' }, limits: { memory: '1000Mi' } },
    [
      'shop/api  settings.resources.requests.memory',
      'got 1Gi, with a limit of 1000Mi',
      'a request above its limit is refused by the API server',
      '→ lower the request to at most 1000Mi, or raise the limit',
    ],
  ],
  [
    'storage above its limit',
    { requests: { ephemeralStorage: '3Gi' }, limits: { ephemeralStorage: '2Gi' } },
    [
      'shop/api  settings.resources.requests.ephemeralStorage',
      'got 3Gi, with a limit of 2Gi',
      'a request above its limit is refused by the API server',
      '→ lower the request to at most 2Gi, or raise the limit',
    ],
  ],
  [
    'a quantity with a space',
    { requests: { memory: '128 Mi' } },
    [
      'shop/api  settings.resources.requests.memory',
      'got "128 Mi"',
      'it is no quantity of Kubernetes',
      "→ write cores as '250m' or '2', bytes as '128Mi' or '1Gi'",
    ],
  ],
  [
    'a quantity in words of another system',
    { limits: { memory: '1GB' } },
    [
      'shop/api  settings.resources.limits.memory',
      'got "1GB"',
      'it is no quantity of Kubernetes',
      "→ write cores as '250m' or '2', bytes as '128Mi' or '1Gi'",
    ],
  ],
  [
    'a negative quantity',
    { requests: { cpu: '-1' } },
    [
      'shop/api  settings.resources.requests.cpu',
      'got "-1"',
      'it is no quantity of Kubernetes',
      "→ write cores as '250m' or '2', bytes as '128Mi' or '1Gi'",
    ],
  ],
  [
    'a storage limit below the logs',
    { limits: { ephemeralStorage: '512Mi' } },
    [
      'shop/api  settings.resources.limits.ephemeralStorage',
      'got 512Mi',
      'the limit covers the rotation of logs and every emptyDir, or a chatty pod is evicted',
      "→ give at least '1Gi', or leave it out",
    ],
  ],
])('%s is an error', (_, resources, lines) => {
  expectProblem(workload({ settings: { resources } }), lines);
});

test('a pod takes its containers together, or the largest init container', () => {
  const small = resolveResources({ requests: { cpu: '100m' }, limits: { cpu: '200m' } }, 0);
  const large = resolveResources({ requests: { cpu: '1' }, limits: { cpu: '1' } }, 0);
  expect(podCapacity([small, small], [])).toMatchObject({ cpuRequest: 0.2, cpuLimit: 0.4 });
  expect(podCapacity([small, small], [large])).toMatchObject({ cpuRequest: 1, cpuLimit: 1 });
  expect(podCapacity([small], [])).toMatchObject({ memoryRequest: 128 * 2 ** 20, storageLimit: 2 ** 30 });
});

test('native sidecars take what they take beside the init containers after them and beside the main container', () => {
  const of = (cpu: string) => resolveResources({ requests: { cpu }, limits: { cpu } }, 0);
  const sidecar = { ...of('300m'), isNativeSidecar: true };
  expect(podCapacity([of('1')], [sidecar])).toMatchObject({ cpuRequest: 1.3, cpuLimit: 1.3 });
  expect(podCapacity([of('1')], [sidecar, of('2')])).toMatchObject({ cpuRequest: 2.3, cpuLimit: 2.3 });
  expect(podCapacity([of('1')], [of('2'), sidecar])).toMatchObject({ cpuRequest: 2, cpuLimit: 2 });
});

test('a pod takes what it takes at its largest moment, whatever it is made of', () => {
  const cores = fc.integer({ min: 1, max: 9 });
  const inits = fc.array(fc.record({ cpu: cores, isNativeSidecar: fc.boolean() }), { maxLength: 5 });
  const of = (cpu: number) => resolveResources({ requests: { cpu: String(cpu) }, limits: { cpu: String(cpu) } }, 0);
  fc.assert(
    fc.property(fc.array(cores, { minLength: 1, maxLength: 3 }), inits, (containers, before) => {
      // What runs at each step of a pod: the sidecars that have started, and the init container or all the others.
      const sidecarsBefore = (index: number) =>
        before.slice(0, index).reduce((sum, { cpu, isNativeSidecar }) => sum + (isNativeSidecar ? cpu : 0), 0);
      const moments = [
        ...before.map(({ cpu }, index) => sidecarsBefore(index) + cpu),
        containers.reduce((sum, cpu) => sum + cpu, sidecarsBefore(before.length)),
      ];
      expect(
        podCapacity(
          containers.map(of),
          before.map(({ cpu, isNativeSidecar }) => ({ ...of(cpu), isNativeSidecar })),
        ),
      ).toMatchObject({ cpuRequest: Math.max(...moments), cpuLimit: Math.max(...moments) });
    }),
    { numRuns: 200, seed: 20_260_502 },
  );
});
