import { Construct } from 'constructs';
import { HorizontalAutoscaler, type IScaleTarget, Manifests, Scaling } from '../../lib';
import { testChart } from '../support/trees';

class Foreign extends Construct implements IScaleTarget {
  readonly apiVersion = 'example.com/v1';
  readonly kind = 'Rollout';
  readonly name = 'theirs';
}

test('an autoscaler scales whatever says what it is', () => {
  const chart = testChart();
  const target = new Foreign(chart, 'foreign');
  new HorizontalAutoscaler(target, 'autoscaler', { target, scaling: Scaling.pods({ min: 1, max: 2 }).onCpu(70) });
  Manifests.of(chart).hasResource('HorizontalPodAutoscaler', 'theirs-hpa', {
    spec: { scaleTargetRef: { apiVersion: 'example.com/v1', kind: 'Rollout', name: 'theirs' } },
  });
});
