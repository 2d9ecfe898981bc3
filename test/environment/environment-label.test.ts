import { App, Chart } from 'cdk8s';
import { Cluster, Environment, Platform } from '../../lib';
import { environmentLabels } from '../../lib/environment/environment-label';

test('the labels name the system and the environment', () => {
  const environment = new Environment(new Platform({ name: 'shop' }), 'prod', { cluster: Cluster.generic() });
  expect(environmentLabels(environment)).toEqual({
    'tradewind.dev/system': 'shop',
    'tradewind.dev/environment': 'prod',
  });
});

test('an environment inside another has both names, as a label can hold them', () => {
  const outer = new Environment(new Platform({ name: 'shop' }), 'prod', { cluster: Cluster.generic() });
  const inner = new Environment(outer, 'management', { cluster: Cluster.generic() });
  expect(environmentLabels(inner)['tradewind.dev/environment']).toBe('prod.management');
});

test('a plain cdk8s app has none', () => {
  expect(environmentLabels(new Chart(new App(), 'shop'))).toEqual({});
});
