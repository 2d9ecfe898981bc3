import { ApiObject, Chart } from 'cdk8s';
import {
  ApiService,
  Cluster,
  Credentials,
  Edge,
  Environment,
  KubernetesObject,
  NamespaceChart,
  Platform,
  Port,
  Probe,
  Route,
  SecretSource,
  Volume,
} from '../../lib';
import { apiObjectsOf, constructsOf, renderObjects } from '../../lib/core/render';
import { secretKeysOf } from '../../lib/secrets/required-secrets';
import { describeRequirements, requirementsOf } from '../../lib/synth/requirements';
import { writtenObject } from '../../lib/synth/written-object';
import { IMAGE } from '../support/workload';

const API = {
  image: IMAGE,
  ports: [Port.http(8080)],
  readiness: Probe.http('/ready'),
  liveness: Probe.http('/live'),
};

function required(fill: (chart: Chart) => void, cluster = Cluster.generic(), own = true): string[] {
  const environment = new Environment(new Platform({ name: 'shop' }), 'prod', { cluster });
  fill(own ? new NamespaceChart(environment, 'shop') : new Chart(environment, 'shop', { namespace: 'shop' }));
  const written = renderObjects(apiObjectsOf(constructsOf(environment))).map(writtenObject);
  return describeRequirements(requirementsOf(written, secretKeysOf(environment)));
}

test('an environment that brings everything needs nothing', () => {
  expect(required((chart) => void new ApiService(chart, 'api', API))).toEqual([]);
});

test('a Secret that nothing creates is listed once, with all keys that are read', () => {
  const fill = (chart: Chart): void => {
    const secrets = new Credentials(chart, 'database', { keys: ['password', 'url', 'unused'] });
    for (const id of ['a', 'b']) {
      new ApiService(chart, id, { ...API, credentials: { URL: secrets.key('url') } });
    }
  };
  expect(required(fill)).toEqual(['Secret shop/database with key url']);
  const source = SecretSource.keyVault('shop-kv');
  expect(required(fill, Cluster.generic({ secretSource: source }))).toEqual([
    'ClusterSecretStore shop-kv',
    'the kind ExternalSecret of external-secrets.io/v1',
  ]);
});

test('a Secret that is mounted as a whole is listed with every key of its bundle', () => {
  expect(
    required((chart) => {
      const secrets = new Credentials(chart, 'files', { keys: ['b', 'a'] });
      new ApiService(chart, 'api', { ...API, credentialFiles: { '/secrets': secrets } });
    }),
  ).toEqual(['Secret shop/files with keys a, b']);
});

test('classes, claims, issuers and kinds that the cluster must have are listed', () => {
  const cluster = Cluster.generic({
    priorityClasses: ['high'],
    imagePullSecret: 'registry',
    edge: Edge.nginx({ clusterIssuer: 'letsencrypt' }),
  });
  expect(
    required((chart) => {
      const volumes = { '/data': Volume.persistentVolumeClaim('data', 'uploads') };
      new ApiService(chart, 'api', {
        ...API,
        replicas: 1,
        volumes,
        scheduling: { priorityClass: 'high' },
        route: Route.host('shop.example.com'),
      });
      new ApiObject(chart, 'widget', { apiVersion: 'a.example/v1', kind: 'Widget' });
      new ApiObject(chart, 'gadget', { apiVersion: 'a.example/v1', kind: 'Gadget' });
    }, cluster),
  ).toEqual([
    'ClusterIssuer letsencrypt',
    'IngressClass nginx',
    'PersistentVolumeClaim shop/uploads',
    'PriorityClass high',
    'Secret shop/registry',
    'the kinds Gadget, Widget of a.example/v1',
  ]);
});

test('a namespace that a chart only joins is listed', () => {
  expect(required((chart) => void new ApiService(chart, 'api', API), Cluster.generic(), false)).toEqual([
    'Namespace shop',
  ]);
});

test('a kind that the output defines is not listed', () => {
  expect(
    required((chart) => {
      const spec = { group: 'a.example', names: { kind: 'Widget' } };
      const kind = 'CustomResourceDefinition';
      const props = { apiVersion: 'apiextensions.k8s.io/v1', kind, name: 'widgets.a.example', namespaced: false };
      new KubernetesObject(chart, 'definition', { ...props, content: { spec } });
      new ApiObject(chart, 'widget', { apiVersion: 'a.example/v1', kind: 'Widget' });
    }),
  ).toEqual([]);
});
