import { Image } from '../../../workload/image';
import type { ImageContract } from './image-contract';
import { User } from '../../../workload/user';

/** Alertmanager. The user is `nobody`, as in all images of the Prometheus project. */
export const ALERTMANAGER: ImageContract = {
  image: Image.published('quay.io/prometheus/alertmanager', 'v0.33.1'),
  user: User.of(65534),
  writablePaths: ['/alertmanager'],
  ports: [9093, 9094],
  shell: '/bin/sh',
  source: 'https://github.com/prometheus/alertmanager/blob/v0.33.1/Dockerfile',
};
