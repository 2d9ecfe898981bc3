import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterIdentityOf, declareCluster } from '../../lib/core/cluster-identity';

test('the nearest declaration above a construct counts', () => {
  const app = new App();
  const outer = new Construct(app, 'outer');
  const inner = new Construct(outer, 'inner');
  declareCluster(outer, 'one');
  declareCluster(inner, 'two');
  expect(clusterIdentityOf(new Chart(outer, 'chart'))).toBe('one');
  expect(clusterIdentityOf(new Chart(inner, 'chart'))).toBe('two');
  expect(clusterIdentityOf(inner)).toBe('two');
});

test('it is empty where none was declared', () => {
  const app = new App();
  declareCluster(new Construct(app, 'elsewhere'), 'one');
  expect(clusterIdentityOf(new Chart(app, 'chart'))).toBe('');
});
