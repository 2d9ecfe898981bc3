import { App, Chart } from 'cdk8s';
import { Cluster, Environment } from '../../lib';
import { demandCapacity, demandsOn } from '../../lib/environment/capacity';

const pod = { cpuRequest: 1, cpuLimit: 1, memoryRequest: 1, memoryLimit: 1, storageRequest: 1, storageLimit: 1 };
const demand = (pods: number) => () => ({ pods, pod, claims: 0, claimedBytes: 0 });
const podsOn = (scope: Chart, namespace: string): number[] => demandsOn(scope, namespace).map(({ pods }) => pods);

test('what takes of a namespace is known to every chart of its cluster, and to no other', () => {
  const app = new App();
  const charts = ['blue', 'green'].flatMap((name) => {
    const environment = new Environment(app, name, { cluster: Cluster.generic({ name: 'shared' }) });
    return [new Chart(environment, 'one'), new Chart(environment, 'two')];
  });
  const apart = new Chart(new Environment(app, 'apart', { cluster: Cluster.generic() }), 'one');
  demandCapacity(charts[0], 'shop', demand(1));
  demandCapacity(charts[3], 'shop', demand(2));
  demandCapacity(charts[1], 'other', demand(4));
  demandCapacity(apart, 'shop', demand(8));
  demandCapacity(charts[2], undefined, demand(16));
  expect(charts.map((chart) => podsOn(chart, 'shop'))).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  expect(podsOn(apart, 'shop')).toEqual([8]);
  expect(podsOn(apart, 'other')).toEqual([]);
});

test('it is asked late', () => {
  const chart = new Chart(new App(), 'chart');
  let pods = 1;
  demandCapacity(chart, 'shop', () => demand(pods)());
  pods = 3;
  expect(podsOn(chart, 'shop')).toEqual([3]);
});
