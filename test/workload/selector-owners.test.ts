import { Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import { Cluster, Controller, Environment, Identity, Workload, type WorkloadProps } from '../../lib';
import { problems } from '../support/findings';
import { chartIn, IMAGE } from '../support/workload';

const RULE =
  'a selector matches every pod of the namespace with its labels: Service, controller and budget of one workload would take the pods of the other for their own';
const FIX =
  '→ give each workload a selector that the pods of the other do not have: identity: Identity.of({ selector: { … } })';

function add(chart: Chart, id: string, selector?: Record<string, string>, props: Partial<WorkloadProps> = {}): void {
  new Workload(chart, id, { image: IMAGE, identity: selector && Identity.of({ selector }), ...props });
}

test('two workloads with one selector', () => {
  const chart = chartIn();
  add(chart, 'minio', { app: 'store' });
  add(chart, 'tarantool', { app: 'store' });
  expect(problems(chart)).toEqual([
    ['shop/minio  identity.selector', 'got app: store, which the pods of shop/tarantool have, too', RULE, FIX],
  ]);
});

test.each([
  ['first', ['all', 'one']],
  ['second', ['one', 'all']],
])('a selector that is a part of that of another workload: it comes %s', (_, ids) => {
  const chart = chartIn();
  const selectors: Record<string, Record<string, string>> = {
    all: { app: 'store' },
    one: { tier: 'one', app: 'store' },
  };
  ids.forEach((id) => add(chart, id, selectors[id]));
  expect(problems(chart)).toEqual([
    ['shop/all  identity.selector', 'got app: store, which the pods of shop/one have, too', RULE, FIX],
  ]);
});

test('a selector that other labels of the pods of another workload match', () => {
  const chart = chartIn();
  add(chart, 'api', { app: 'api' });
  add(chart, 'loader', undefined, { labels: { app: 'api' } });
  expect(problems(chart)).toMatchObject([
    ['shop/api  identity.selector', 'got app: api, which the pods of shop/loader have, too', RULE, FIX],
  ]);
});

test('the pods of a task are taken for those of a service', () => {
  const chart = chartIn();
  add(chart, 'api', { app: 'api' });
  add(chart, 'job', { app: 'api' }, { controller: Controller.job({ deadline: Duration.minutes(5) }) });
  expect(problems(chart)).toMatchObject([['shop/api  identity.selector', {}, {}, {}]]);
});

test('two tasks may have one label: Kubernetes selects their pods by another', () => {
  const chart = chartIn();
  const controller = Controller.job({ deadline: Duration.minutes(5) });
  ['one', 'two'].forEach((id) => add(chart, id, { app: 'api' }, { controller }));
  expect(problems(chart)).toEqual([]);
});

test('namespaces and clusters are apart', () => {
  const chart = chartIn(Cluster.generic());
  add(chart, 'api', { app: 'api' });
  add(new Chart(chart.node.scope as Environment, 'other', { namespace: 'other' }), 'api', { app: 'api' });
  const second = new Environment(chart.node.root, 'prod', { cluster: Cluster.generic() });
  add(new Chart(second, 'shop', { namespace: 'shop' }), 'api', { app: 'api' });
  expect(problems(chart)).toEqual([]);
});

test('a workload is named exactly where its pods carry the labels of a selector', () => {
  const labels = fc.dictionary(fc.constantFrom('app', 'tier', 'zone'), fc.constantFrom('a', 'b'), { minKeys: 1 });
  fc.assert(
    fc.property(fc.array(labels, { minLength: 2, maxLength: 5 }), (selectors) => {
      const chart = chartIn();
      selectors.forEach((selector, index) => add(chart, `w${index}`, selector));
      const meets = selectors.some((own, index) =>
        selectors.some(
          (other, at) => at !== index && Object.entries(own).every(([name, value]) => other[name] === value),
        ),
      );
      expect(problems(chart).length > 0).toBe(meets);
    }),
    { numRuns: 50 },
  );
});
