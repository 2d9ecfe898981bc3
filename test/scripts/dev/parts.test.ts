import { partsFor } from '../../../scripts/dev/parts';
import { monitoringOf } from '../../support/minitoolstream';

test('the kinds of prometheus-operator are those of the operator that monitoring runs', () => {
  const { spec } = monitoringOf('dev').resource('StatefulSet', 'prometheus-kube-prometheus-operator');
  const version = spec.template.metadata.labels['app.kubernetes.io/version'];
  const [part] = partsFor('minitoolstream').filter(({ name }) => name === 'prometheus-operator-crds');
  expect(part.version).toBe(version);
  expect(part.manifests).toEqual([expect.stringContaining(`/${version}/`)]);
});
