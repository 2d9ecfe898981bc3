import { Chart } from 'cdk8s';
import { Cluster, Credentials, Environment, Platform, SecretSource } from '../../lib';
import { secretKeysOf } from '../../lib/secrets/required-secrets';

test('an environment needs the keys of the bundles for which nothing is emitted', () => {
  const platform = new Platform({ name: 'shop' });
  const environment = new Environment(platform, 'dev', { cluster: Cluster.generic() });
  const chart = new Chart(environment, 'shop', { namespace: 'shop' });
  new Credentials(chart, 'database', { keys: ['password', 'url'] });
  new Credentials(chart, 'vaulted', { keys: ['token'], source: SecretSource.keyVault('shop-kv') });
  const other = new Environment(platform, 'prod', { cluster: Cluster.generic() });
  new Credentials(new Chart(other, 'shop', { namespace: 'shop' }), 'elsewhere', { keys: ['a'] });
  expect([...secretKeysOf(environment)]).toEqual([['shop/database', ['password', 'url']]]);
});
