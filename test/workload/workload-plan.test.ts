import {
  Cluster,
  Container,
  Controller,
  Credentials,
  Endpoint,
  Image,
  ImagePullPolicy,
  Peer,
  Phase,
  Volume,
  type WorkloadProps,
} from '../../lib';
import { allContainers, planWorkload, runningContainers } from '../../lib/workload/workload-plan';
import { chartIn, IMAGE } from '../support/workload';

function plan(props: Partial<WorkloadProps> = {}, chart = chartIn()) {
  return planWorkload(chart, 'api', { image: IMAGE, ...props });
}

test('what is not said follows from the id', () => {
  expect(plan()).toMatchObject({
    name: 'api',
    phase: Phase.MAIN,
    replicas: 2,
    selector: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' },
    instance: { 'app.kubernetes.io/instance': 'api' },
    user: { id: 65532 },
    main: { name: 'api', imagePullPolicy: 'Always' },
    claims: [],
    bundles: [],
  });
});

test('a StatefulSet has one pod unless more are asked for', () => {
  expect(plan({ controller: Controller.statefulSet() }).replicas).toBe(1);
  expect(plan({ controller: Controller.statefulSet(), replicas: 3 }).replicas).toBe(3);
});

test('what an operator turns wins over what the author gave', () => {
  expect(plan({ replicas: 3, settings: { replicas: 5 } }).replicas).toBe(5);
});

test.each([
  ['1.29', 0],
  ['1.30', 5],
])('on Kubernetes %s a service goes on serving for %d seconds', (kubernetesVersion, seconds) => {
  const chart = chartIn(Cluster.generic({ kubernetesVersion }));
  expect(plan({}, chart).shutdown.secondsBefore).toBe(seconds);
  expect(plan({ controller: Controller.job() }, chartIn()).main.shutdown).toBeUndefined();
});

test('variables stand in a ConfigMap, but for those that refer to others', () => {
  const endpoints = { URL: Endpoint.of('http://orders', Peer.service('orders', { port: 80 })) };
  const { main } = plan({ variables: { LEVEL: 'info', DSN: 'db://$(USER)@db' }, endpoints });
  expect(main.storedVariables).toEqual({ LEVEL: 'info', URL: 'http://orders' });
  expect(main.variables).toEqual({ DSN: 'db://$(USER)@db' });
  expect(main.variablesFrom?.()).toMatch(/^api-config-[a-z0-9]{10}$/);
  expect(plan().main.variablesFrom).toBeUndefined();
});

test.each([
  ['an image of a registry, on k3d', Cluster.k3d(), IMAGE, 'Always'],
  ['an image that was loaded into k3d', Cluster.k3d(), Image.of('api', '1'), 'IfNotPresent'],
  [
    'an image without registry, on k3d with one',
    Cluster.k3d({ registry: 'k3d.localhost:5000' }),
    Image.of('api', '1'),
    'Always',
  ],
])('%s is pulled as it has to be', (_, cluster, image, policy) => {
  expect(plan({ image }, chartIn(cluster)).main.imagePullPolicy).toBe(policy);
  const settings = { imagePullPolicy: ImagePullPolicy.NEVER };
  expect(plan({ image, settings }, chartIn(cluster)).main.imagePullPolicy).toBe('Never');
});

test('every container is prepared, and every bundle of credentials is bound once', () => {
  const chart = chartIn();
  const secrets = new Credentials(chart, 'secrets', { keys: ['a', 'b'] });
  const container = (name: string): Container =>
    Container.of(name, { image: IMAGE, credentials: { B: secrets.key('b') } });
  const made = plan(
    {
      credentials: { A: secrets.key('a') },
      initContainers: [container('init')],
      sidecars: [container('side')],
      volumes: { '/data': Volume.claim('data', { size: '1Gi' }) },
    },
    chart,
  );
  expect(allContainers(made).map(({ name }) => name)).toEqual(['init', 'api', 'side']);
  expect(runningContainers(made).map(({ name }) => name)).toEqual(['api', 'side']);
  expect(made.bundles.map(({ source, variables }) => [source, variables])).toEqual([[secrets, ['a', 'b']]]);
  expect(made.claims.map(({ name }) => name)).toEqual(['data']);
});
