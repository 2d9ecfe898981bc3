import { Image } from '../../../workload/image';
import { User } from '../../../workload/user';
import type { ImageContract } from './image-contract';

/** A single program on busybox, made to run as nobody. It writes nothing. */
export const NODE_EXPORTER: ImageContract = {
  image: Image.published('quay.io/prometheus/node-exporter', 'v1.10.2'),
  user: User.of(65534),
  writablePaths: [],
  ports: [9100],
  shell: '/bin/sh',
  source: 'https://github.com/prometheus/node_exporter/blob/master/Dockerfile',
};
