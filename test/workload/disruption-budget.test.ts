import { Controller, DisruptionBudget, Scaling } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { manifestsOf, workload } from '../support/workload';

const maxUnavailable = (amount: string) => DisruptionBudget.maxUnavailable(amount);
const minAvailable = (amount: string) => DisruptionBudget.minAvailable(amount);

test('by default one pod may be missing, and an unhealthy pod holds up no drain', () => {
  manifestsOf(workload()).hasResource('PodDisruptionBudget', 'api-pdb', {
    spec: {
      maxUnavailable: 1,
      minAvailable: undefined,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' } },
    },
  });
});

test.each([
  [maxUnavailable('2'), 4, { maxUnavailable: 2 }],
  [maxUnavailable('25%'), 4, { maxUnavailable: '25%' }],
  [maxUnavailable('1%'), 2, { maxUnavailable: '1%' }],
  [minAvailable('3'), 4, { minAvailable: 3 }],
  [minAvailable('50%'), 2, { minAvailable: '50%' }],
  [minAvailable('66%'), 3, { minAvailable: '66%' }],
])('%j of %i pods lets drains pass', (disruptions, replicas, spec) => {
  const made = workload({ replicas, disruptions });
  expect(problems(made)).toEqual([]);
  manifestsOf(made).hasResource('PodDisruptionBudget', 'api-pdb', { spec });
});

test.each<[DisruptionBudget, number, readonly string[]]>([
  [
    maxUnavailable('0'),
    4,
    [
      'shop/api  disruptions.maxUnavailable',
      'got 0, with 4 pods at the fewest',
      'no pod could ever be evicted: the budget blocks every drain of a node, and so every upgrade',
      "→ use DisruptionBudget.maxUnavailable('1'), or raise the minimum of pods",
    ],
  ],
  [
    maxUnavailable('0%'),
    4,
    [
      'shop/api  disruptions.maxUnavailable',
      'got 0%, with 4 pods at the fewest',
      'no pod could ever be evicted: the budget blocks every drain of a node, and so every upgrade',
      "→ use DisruptionBudget.maxUnavailable('1'), or raise the minimum of pods",
    ],
  ],
  [
    minAvailable('4'),
    4,
    [
      'shop/api  disruptions.minAvailable',
      'got 4, with 4 pods at the fewest',
      'no pod could ever be evicted: the budget blocks every drain of a node, and so every upgrade',
      "→ use DisruptionBudget.maxUnavailable('1'), or raise the minimum of pods",
    ],
  ],
  [
    minAvailable('100%'),
    4,
    [
      'shop/api  disruptions.minAvailable',
      'got 100%, with 4 pods at the fewest',
      'no pod could ever be evicted: the budget blocks every drain of a node, and so every upgrade',
      "→ use DisruptionBudget.maxUnavailable('1'), or raise the minimum of pods",
    ],
  ],
  [
    minAvailable('67%'),
    3,
    [
      'shop/api  disruptions.minAvailable',
      'got 67%, with 3 pods at the fewest',
      'no pod could ever be evicted: the budget blocks every drain of a node, and so every upgrade',
      "→ use DisruptionBudget.maxUnavailable('1'), or raise the minimum of pods",
    ],
  ],
  [
    minAvailable('1'),
    1,
    [
      'shop/api  disruptions.minAvailable',
      'got 1, with 1 pod at the fewest',
      'no pod could ever be evicted: the budget blocks every drain of a node, and so every upgrade',
      "→ use DisruptionBudget.maxUnavailable('1'), or raise the minimum of pods",
    ],
  ],
  [
    minAvailable('some'),
    4,
    [
      'shop/api  disruptions.minAvailable',
      'got "some"',
      'it is a whole number or a share of up to 100 percent',
      "→ write '1' or '25%'",
    ],
  ],
])('%j of %i pods is an error', (disruptions, replicas, lines) => {
  expectProblem(workload({ replicas, disruptions }), lines);
});

test('of a scaled workload the minimum counts', () => {
  const scaling = Scaling.pods({ min: 2, max: 10 }).onCpu(70);
  expect(problems(workload({ scaling, disruptions: minAvailable('1') }))).toEqual([]);
  expectProblem(workload({ scaling, disruptions: minAvailable('2') }), [
    'shop/api  disruptions.minAvailable',
    'got 2, with 2 pods at the fewest',
    'no pod could ever be evicted: the budget blocks every drain of a node, and so every upgrade',
    "→ use DisruptionBudget.maxUnavailable('1'), or raise the minimum of pods",
  ]);
});

test.each([
  ['one pod', { replicas: 1 }],
  ['no pod', { replicas: 0 }],
  ['a StatefulSet of one', { controller: Controller.statefulSet() }],
  ['a Job', { controller: Controller.job() }],
  ['a CronJob', { controller: Controller.cronJob('@daily') }],
])('%s has no budget', (_, props) => {
  manifestsOf(workload(props)).resourceCount('PodDisruptionBudget', 0);
});

test('a task with a budget is an error', () => {
  expectProblem(workload({ controller: Controller.job(), disruptions: maxUnavailable('1') }), [
    'shop/api  disruptions',
    'got on a Job',
    'a task ends by itself: it is not scaled and not drained',
    '→ leave it out, or use Controller.deployment() or Controller.statefulSet()',
  ]);
});

test('without a budget there is none, and no alert about it', () => {
  const without = manifestsOf(workload({ disruptions: DisruptionBudget.none('a drain may end all of them') }));
  without.resourceCount('PodDisruptionBudget', 0);
  expect(problems(workload({ disruptions: DisruptionBudget.none('a drain may end all of them') }))).toEqual([]);
});

test('no budget without a reason is an error', () => {
  expectProblem(workload({ disruptions: DisruptionBudget.none(' ') }), [
    'shop/api  disruptions',
    'got none, with an empty reason',
    'without a budget a drain of nodes may end all pods at once',
    '→ say in a sentence why that is acceptable',
  ]);
});
