import { Scaling } from '../../lib';
import { expectProblem, warnings } from '../support/findings';
import { workload } from '../support/workload';

describe('a target of memory', () => {
  const resources = (request: string, limit: string) => ({
    resources: { requests: { memory: request }, limits: { memory: limit } },
  });

  test('that a warm cache exceeds for good is pointed out', () => {
    const scaling = Scaling.pods({ min: 2, max: 4 }).onMemory(80);
    expect(warnings(workload({ scaling, settings: resources('128Mi', '512Mi') }))).toEqual([
      [
        'shop/api  scaling.onMemory  [memory-target-far-below-limit]',
        'got 80 % of the request of 128Mi, which is 102Mi, under a limit of 512Mi',
        'the target is a share of the request: a warm cache exceeds it for good and keeps the number of pods high',
        '→ raise the request to what the program really holds, or scale on CPU alone; or acknowledge it with the reason',
      ],
    ]);
  });

  test.each([
    ['at half of the limit', Scaling.pods({ min: 2, max: 4 }).onMemory(100), '256Mi', '512Mi'],
    ['of the CPU alone', Scaling.pods({ min: 2, max: 4 }).onCpu(80), '128Mi', '512Mi'],
  ])('%s is not', (_, scaling, request, limit) => {
    expect(warnings(workload({ scaling, settings: resources(request, limit) }))).toEqual([]);
  });
});

test('the number of pods is scaled or stated, not both', () => {
  expectProblem(workload({ scaling: Scaling.pods({ min: 1, max: 2 }).onCpu(70), replicas: 3 }), [
    'shop/api  replicas',
    'got 3, with scaling from 1 to 2',
    'the number of pods is either scaled or stated',
    '→ leave out replicas, or scaling',
  ]);
});
