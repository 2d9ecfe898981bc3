import {
  ApiService,
  Cluster,
  type Environment,
  Image,
  NamespaceChart,
  Port,
  Probe,
  Scaling,
  System,
} from '../../../lib';
import { analyse } from '../../../lib/delivery/helm/analysis';
import { chartFiles } from '../../../lib/delivery/helm/chart-files';
import { evaluate } from '../../../lib/delivery/helm/template';
import { dotted, withValue } from '../../../lib/delivery/helm/values-path';
import { synthesizedQuota } from '../../support/synthesized-quota';
import type { Settings } from '../../support/tiny-system';

const settings = {
  pods: { min: 2, max: 4 },
  service: { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '256Mi' } } },
};

const system = new System({
  name: 'shop',
  environments: { prod: { cluster: Cluster.generic(), settings } },
  composition: {
    compose: (environment: Environment, given: Settings) => {
      new ApiService(new NamespaceChart(environment, 'shop'), 'api', {
        image: Image.of('registry.example/api', '1.0.0'),
        ports: [Port.http(8080)],
        readiness: Probe.http('/ready'),
        liveness: Probe.http('/live'),
        scaling: Scaling.pods(given.pods).onCpu(70),
        settings: given.service,
      });
    },
  },
});

const analysis = analyse(system);

test('every setting is a knob: what a quota is made of is no reason against it', () => {
  expect(analysis.refusals).toEqual([]);
  expect(analysis.knobs.map(({ path }) => dotted(path))).toEqual([
    'pods.min',
    'pods.max',
    'service.resources.requests.cpu',
    'service.resources.requests.memory',
    'service.resources.limits.cpu',
    'service.resources.limits.memory',
  ]);
});

test.each([
  [['pods', 'max'], 33],
  [['service', 'resources', 'requests', 'cpu'], '123m'],
  [['service', 'resources', 'limits', 'cpu'], '2.5'],
  [['service', 'resources', 'limits', 'memory'], '1.5Gi'],
])('with another %s the formula is what synth computes', (path, value) => {
  const values = withValue(analysis.values.prod, path, value);
  const quota = analysis.variants[0].objects.get('shop/quota')?.manifest ?? null;
  expect(evaluate(quota, values)).toMatchObject({
    spec: { hard: synthesizedQuota(system, withValue(settings, path, value)) },
  });
});

test('the formula says what each workload takes', () => {
  const identity = {
    name: 'shop',
    description: '',
    version: '1.0.0',
    appVersion: '1.0.0',
    environment: 'prod',
    kubernetesVersion: '1.30',
    createNamespaces: true,
    plainNamespace: 'shop',
  };
  expect(chartFiles(identity, analysis).get('templates/0-cluster/quota.resourcequota.yaml')).toMatch(
    /"pods" \(add \(mul 2 \(int64 \.Values\.pods\.max\)\) 1\)\n +"cpuRequest" \.Values\.service\.resources\.requests\.cpu\n/,
  );
});
