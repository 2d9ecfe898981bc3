import { Image } from '../../../workload/image';
import type { ImageContract } from './image-contract';
import { User } from '../../../workload/user';

/** Prometheus, as the release of prometheus-operator that `prometheus-operator.ts` names was tried with. */
export const PROMETHEUS: ImageContract = {
  image: Image.published('quay.io/prometheus/prometheus', 'v3.13.1'),
  user: User.of(65534),
  writablePaths: ['/prometheus'],
  ports: [9090],
  shell: '/bin/sh',
  source: 'https://github.com/prometheus/prometheus/blob/v3.13.1/Dockerfile',
};
