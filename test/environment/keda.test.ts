import { Cluster, type ClusterKeda } from '../../lib';
import { kedaTarget } from '../../lib/environment/keda';
import { chartIn } from '../support/workload';

const targetWith = (keda?: ClusterKeda) => kedaTarget(chartIn(Cluster.generic({ keda })));

test('its operator is where its chart puts it', () => {
  expect(targetWith({}).pods).toEqual([{ namespace: 'keda', podLabels: { app: 'keda-operator' } }]);
});

test('or where the cluster says', () => {
  const podLabels = { 'app.kubernetes.io/name': 'keda-operator' };
  expect(targetWith({ namespace: 'kube-system', podLabels }).pods).toEqual([{ namespace: 'kube-system', podLabels }]);
});

test('it is nowhere unless declared', () => {
  expect(targetWith()).toEqual({
    description: 'KEDA',
    problem: { rule: 'the cluster declares no KEDA', fix: 'declare keda on the cluster' },
  });
});
