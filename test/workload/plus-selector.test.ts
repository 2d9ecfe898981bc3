import * as kplus from 'cdk8s-plus-28';
import { Configuration, CredentialKey, Credentials, Identity, Port, Probe, ApiService, Volume } from '../../lib';
import { problems } from '../support/findings';
import { chartIn, containerOf, controllerOf, IMAGE, manifestsOf, podOf, workload } from '../support/workload';

const LABELS = { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' };

test('an autoscaler of cdk8s-plus owns the number of pods, and a budget appears', () => {
  const made = workload({ replicas: 1 });
  new kplus.HorizontalPodAutoscaler(made.node.scope as never, 'hpa', {
    target: made,
    minReplicas: 2,
    maxReplicas: 5,
    metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
  });
  expect(made.hasAutoscaler).toBe(true);
  expect(controllerOf(made).spec).not.toHaveProperty('replicas');
  manifestsOf(made).hasResource('PodDisruptionBudget', 'api-pdb', { spec: { maxUnavailable: 1 } });
  const [hpa] = manifestsOf(made).objects('HorizontalPodAutoscaler');
  expect(hpa.spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' });
});

test('a budget that is there already stays the only one', () => {
  const made = workload();
  made.markHasAutoscaler();
  manifestsOf(made).resourceCount('PodDisruptionBudget', 1);
});

test('a policy of cdk8s-plus selects the pods and lets them in elsewhere', () => {
  const scope = chartIn();
  const made = workload({ identity: Identity.of({ selector: { app: 'shop' } }) }, scope);
  const policy = new kplus.NetworkPolicy(scope, 'policy', { selector: made });
  policy.addIngressRule(made, [kplus.NetworkPolicyPort.tcp(8080)]);
  const [, found] = manifestsOf(scope).objects('NetworkPolicy');
  expect(found.spec.podSelector.matchLabels).toEqual({ app: 'shop' });
  expect(found.spec.ingress[0].from[0].podSelector.matchLabels).toEqual({ app: 'shop' });
});

test('selectors are those of the workload', () => {
  const config = workload().toPodSelectorConfig();
  expect(config.labelSelector._toKube()).toEqual({ matchLabels: LABELS });
  expect(config.namespaces?.names).toEqual(['shop']);
  expect(workload().toPodSelector()).toBeInstanceOf(Object);
});

test('a Secret by reference fills a variable and files', () => {
  const scope = chartIn();
  const source = Credentials.fromSecret(kplus.Secret.fromSecretName(scope, 'reference', 'foreign'));
  const made = workload(
    { credentials: { TOKEN: CredentialKey.of(source, 'any') }, credentialFiles: { '/etc/foreign': source } },
    scope,
  );
  expect(problems(made)).toEqual([]);
  expect(containerOf(made).env).toEqual([
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'foreign', key: 'any' } } },
  ]);
  expect(podOf(made).volumes).toContainEqual({
    name: 'foreign',
    secret: { secretName: 'foreign', defaultMode: 0o440 },
  });
});

test('a ConfigMap is mounted', () => {
  const scope = chartIn();
  const configMap = new kplus.ConfigMap(scope, 'foreign', { data: { 'a.yaml': 'a: 1' } });
  const configuration = new Configuration(scope, 'rules', { configMap });
  const made = workload({ volumes: { '/etc/rules': Volume.configuration('rules', configuration) } }, scope);
  expect(podOf(made).volumes).toContainEqual({ name: 'rules', configMap: { name: configMap.name } });
});

test('a Deployment of cdk8s-plus lives beside a service of ours', () => {
  const scope = chartIn();
  const foreign = new kplus.Deployment(scope, 'foreign', { containers: [{ image: 'r.example/foreign:1.0.0' }] });
  const ours = new ApiService(scope, 'api', {
    image: IMAGE,
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
  });
  const manifests = manifestsOf(scope);
  manifests.hasResource('Deployment', foreign.name, { spec: { replicas: 2 } });
  manifests.hasResource('Deployment', ours.name, { spec: { selector: { matchLabels: LABELS } } });
});
