import { type IConfigurationSource, Manifests, Volume } from '../../lib';
import { testChart, testWorkload } from '../support/trees';

test('any ConfigMap can be mounted by its name', () => {
  const source: IConfigurationSource = { configMapName: 'theirs' };
  const chart = testChart();
  testWorkload(chart, 'api', { volumes: { '/etc/api': Volume.configuration('settings', source) } });
  Manifests.of(chart).hasResource('Deployment', 'api', {
    spec: { template: { spec: { volumes: [{ name: 'settings', configMap: { name: 'theirs' } }] } } },
  });
});
