import { Image } from '../../../workload/image';
import type { ImageContract } from './image-contract';
import { User } from '../../../workload/user';

/** prometheus-operator. Its CustomResourceDefinitions must be of the same release. */
export const PROMETHEUS_OPERATOR: ImageContract = {
  image: Image.published('quay.io/prometheus-operator/prometheus-operator', 'v0.93.0'),
  user: User.of(65534),
  writablePaths: [],
  ports: [8080],
  shell: undefined,
  source: 'https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.0/Dockerfile',
};

/** What reloads Prometheus and Alertmanager beside them; it is released together with the operator. */
export const CONFIG_RELOADER: ImageContract = {
  image: Image.published('quay.io/prometheus-operator/prometheus-config-reloader', 'v0.93.0'),
  user: User.of(65534),
  writablePaths: [],
  ports: [8080],
  shell: undefined,
  source:
    'https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.0/cmd/prometheus-config-reloader/Dockerfile',
};
