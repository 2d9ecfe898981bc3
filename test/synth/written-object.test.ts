import { ApiObject } from 'cdk8s';
import { KubernetesObject } from '../../lib';
import { renderObjects } from '../../lib/core/render';
import { writtenObject } from '../../lib/synth/written-object';
import { chartIn, workload } from '../support/workload';

test('an object is its YAML, and what its file and the deploy script need to know', () => {
  const object = new KubernetesObject(chartIn(), 'object', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    name: 'job',
    annotations: { 'tradewind.dev/user': 'because', 'example.com/other': 'text' },
    content: {
      spec: {
        activeDeadlineSeconds: 60,
        ttlSecondsAfterFinished: 5,
        template: { spec: { restartPolicy: 'OnFailure', volumes: [{ name: 'v', secret: { secretName: 'token' } }] } },
      },
    },
  });
  expect(writtenObject(renderObjects([object])[0])).toEqual({
    object,
    name: 'job',
    namespace: 'shop',
    reasons: 1,
    rolloutTime: expect.any(Function),
    scales: undefined,
    hasTimeToLive: true,
    restartsInPlace: true,
    needs: { references: [{ kind: 'Secret', name: 'token', namespace: 'shop' }], secrets: [] },
    definedKind: undefined,
    text: `apiVersion: batch/v1
kind: Job
metadata:
  name: job
  namespace: shop
  annotations:
    example.com/other: text
    tradewind.dev/user: because
spec:
  activeDeadlineSeconds: 60
  template:
    spec:
      restartPolicy: OnFailure
      volumes:
        - name: v
          secret:
            secretName: token
  ttlSecondsAfterFinished: 5
`,
  });
});

test('a Deployment has failed when it makes no progress', () => {
  const deployment = ApiObject.of(workload());
  expect(writtenObject(renderObjects([deployment])[0]).rolloutTime?.(1)).toBe(600);
});

test('what says nothing of it has no deadline and no reasons', () => {
  const foreign = new ApiObject(chartIn(), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
  expect(writtenObject(renderObjects([foreign])[0])).toMatchObject({ reasons: 0, rolloutTime: undefined });
});

test('a CustomResourceDefinition tells the kind that it defines', () => {
  const spec = { group: 'example.com', names: { kind: 'Widget' } };
  const props = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    name: 'widgets.example.com',
  };
  const definition = new KubernetesObject(chartIn(), 'object', { ...props, namespaced: false, content: { spec } });
  expect(writtenObject(renderObjects([definition])[0]).definedKind).toBe('example.com Widget');
});
