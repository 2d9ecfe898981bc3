import { ENVIRONMENTS, environment, STREAMS } from '../../support/minitoolstream';

const everywhere = { dev: environment('dev'), staging: environment('staging'), prod: environment('prod') };

const utilization = (name: string, averageUtilization: number) => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});
const MESSAGES = {
  type: 'Pods',
  pods: {
    metric: { name: 'minitoolstream_messages_per_second' },
    target: { type: 'AverageValue', averageValue: '1000' },
  },
};
const BY_USE = [3, 10, [utilization('cpu', 70), utilization('memory', 80)]] as const;
const BY_MESSAGES = [3, 20, [utilization('cpu', 70), MESSAGES]] as const;

test.each([
  ['dev', 'minitoolstream-ingress', BY_USE],
  ['staging', 'minitoolstream-ingress', BY_USE],
  ['prod', 'minitoolstream-ingress', BY_MESSAGES],
  ['dev', 'minitoolstream-egress', BY_USE],
  ['staging', 'minitoolstream-egress', BY_USE],
  ['prod', 'minitoolstream-egress', BY_USE],
] as const)('in %s %s is scaled between its bounds, on its metrics', (name, workload, [min, max, metrics]) => {
  const { spec } = everywhere[name].resource('HorizontalPodAutoscaler', `${workload}-hpa`);
  expect([spec.minReplicas, spec.maxReplicas, spec.metrics]).toEqual([min, max, metrics]);
  expect(spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: workload });
});

test.each(STREAMS)('$workload grows at once and shrinks slowly, and its autoscaler is labeled', ({ workload }) => {
  for (const manifests of Object.values(everywhere)) {
    const { metadata, spec } = manifests.resource('HorizontalPodAutoscaler', `${workload}-hpa`);
    expect(metadata.labels).toMatchObject({ app: workload, component: 'autoscaling' });
    expect(spec.behavior).toEqual({
      scaleDown: {
        stabilizationWindowSeconds: 300,
        selectPolicy: 'Min',
        policies: [
          { type: 'Percent', value: 50, periodSeconds: 60 },
          { type: 'Pods', value: 2, periodSeconds: 60 },
        ],
      },
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Percent', value: 100, periodSeconds: 30 },
          { type: 'Pods', value: 4, periodSeconds: 30 },
        ],
      },
    });
  }
});

test.each(ENVIRONMENTS)('in %s only the two services are scaled', (name) => {
  for (const [kind, suffix] of [
    ['HorizontalPodAutoscaler', 'hpa'],
    ['VerticalPodAutoscaler', 'vpa'],
  ]) {
    expect(everywhere[name].objects(kind).map(({ metadata }) => metadata.name)).toEqual(
      STREAMS.map(({ workload }) => `${workload}-${suffix}`),
    );
  }
});

test('memory of the ingress is given in prod, between bounds; everything else is only recommended', () => {
  const modes = Object.values(everywhere).map((manifests) =>
    manifests.objects('VerticalPodAutoscaler').map(({ spec }) => spec.updatePolicy.updateMode),
  );
  expect(modes).toEqual([
    ['Off', 'Off'],
    ['Off', 'Off'],
    ['Recreate', 'Off'],
  ]);
  const { spec } = everywhere.prod.resource('VerticalPodAutoscaler', 'minitoolstream-ingress-vpa');
  expect(spec.targetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'minitoolstream-ingress' });
  expect(spec.resourcePolicy.containerPolicies).toEqual([
    expect.objectContaining({
      containerName: 'ingress',
      controlledResources: ['memory'],
      minAllowed: { memory: '128Mi' },
      maxAllowed: { memory: '2Gi' },
    }),
    { containerName: '*', mode: 'Off' },
  ]);
});

test('no resource of a workload is followed by both autoscalers', () => {
  const followed: string[] = [];
  for (const [name, manifests] of Object.entries(everywhere)) {
    for (const { spec } of manifests.objects('HorizontalPodAutoscaler')) {
      for (const { resource } of spec.metrics) {
        followed.push(`${name} ${spec.scaleTargetRef.name} ${resource?.name}`);
      }
    }
    for (const { spec } of manifests.objects('VerticalPodAutoscaler')) {
      if (spec.updatePolicy.updateMode !== 'Off') {
        for (const { mode, controlledResources = ['cpu', 'memory'] } of spec.resourcePolicy.containerPolicies) {
          followed.push(
            ...(mode === 'Off' ? [] : controlledResources).map(
              (resource: string) => `${name} ${spec.targetRef.name} ${resource}`,
            ),
          );
        }
      }
    }
  }
  expect(followed).toContain('prod minitoolstream-ingress memory');
  expect(followed).toEqual([...new Set(followed)]);
});
