import { Image } from '../../../workload/image';
import { User } from '../../../workload/user';
import type { ImageContract } from './image-contract';

/** A single program without files of its own, made to run as nobody. */
export const KUBE_STATE_METRICS: ImageContract = {
  image: Image.published('registry.k8s.io/kube-state-metrics/kube-state-metrics', 'v2.18.0'),
  user: User.of(65534),
  writablePaths: [],
  ports: [8080, 8081],
  shell: undefined,
  source: 'https://github.com/kubernetes/kube-state-metrics/blob/main/Dockerfile',
};
