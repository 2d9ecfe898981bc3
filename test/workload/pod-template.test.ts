import { Chart, Testing } from 'cdk8s';
import { Cluster, Container, Controller, Identity, NamespaceChart, User, Workload } from '../../lib';
import { chartIn, IMAGE, manifestsOf, podOf, templateOf, workload } from '../support/workload';

test('a pod runs under its own account, as nobody, without a token and without the variables of other services', () => {
  expect(podOf(workload())).toMatchObject({
    serviceAccountName: 'api',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      fsGroup: 65532,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
  });
});

test('the user of the image is the user of the pod', () => {
  const user = User.of(20000, { group: 20001, volumeGroup: 20002 });
  expect(podOf(workload({ user })).securityContext).toMatchObject({
    runAsUser: 20000,
    runAsGroup: 20001,
    fsGroup: 20002,
  });
});

test('only a task says how it is started again, only a service how it ends', () => {
  const service = podOf(workload());
  expect([service.restartPolicy, service.terminationGracePeriodSeconds]).toEqual([undefined, 35]);
  const task = podOf(workload({ controller: Controller.job() }));
  expect([task.restartPolicy, task.terminationGracePeriodSeconds]).toEqual(['Never', undefined]);
  expect(podOf(workload({ controller: Controller.job({ restartInPlace: true }) })).restartPolicy).toBe('OnFailure');
});

test('images of a closed registry are pulled with the secret that the cluster declares', () => {
  const chart = chartIn(Cluster.generic({ imagePullSecret: 'registry' }));
  expect(podOf(workload({}, chart)).imagePullSecrets).toEqual([{ name: 'registry' }]);
  expect(podOf(workload()).imagePullSecrets).toBeUndefined();
});

test('volumes stand once, in the order of where they are mounted, whichever container mounts them', () => {
  const side = Container.of('side', { image: IMAGE });
  expect(podOf(workload({ sidecars: [side] })).volumes.map(({ name }: { name: string }) => name)).toEqual([
    'tmp',
    'side-tmp',
  ]);
});

test('no label of the author takes the pods out of their Service or their policy', () => {
  const instance = 'app.kubernetes.io/instance';
  const labels = { [instance]: 'other', app: 'other' };
  const made = workload({ labels, identity: Identity.of({ selector: { app: 'orders' } }) });
  expect(templateOf(made).metadata.labels).toMatchObject({ app: 'orders', [instance]: 'api' });
  const policy = manifestsOf(made).resource('NetworkPolicy', 'api');
  expect(policy.spec.podSelector.matchLabels).toEqual({ [instance]: 'api' });
});

test('a selector with an instance of its own is what the policy selects by, too', () => {
  const selector = { 'app.kubernetes.io/instance': 'btc-trader' };
  const made = workload({ identity: Identity.of({ selector }) });
  expect(templateOf(made).metadata.labels).toMatchObject(selector);
  const policy = manifestsOf(made).resource('NetworkPolicy', 'api');
  expect(policy.spec.podSelector.matchLabels).toEqual(selector);
});

test('labels of the chart reach the pods, and never the selector', () => {
  const chart = new NamespaceChart(Testing.app(), 'shop', { labels: { team: 'orders' } });
  const made = new Workload(chart, 'api', { image: IMAGE });
  expect(templateOf(made).metadata.labels).toMatchObject({ team: 'orders', 'app.kubernetes.io/part-of': 'shop' });
  expect(made.selector).not.toHaveProperty('team');
  expect(Chart.of(made)).toBe(chart);
});
