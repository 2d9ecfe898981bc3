import { Image } from '../../workload/image';
import { User } from '../../workload/user';
import type { ImageContract } from './image-contract';

/** A single program without files of its own. It runs as any user, in a pod of Redis as that one. */
export const REDIS_EXPORTER: ImageContract = {
  image: Image.published('docker.io/oliver006/redis_exporter', 'v1.77.0'),
  user: User.of(59000),
  writablePaths: [],
  ports: [9121],
  shell: undefined,
  source: 'https://github.com/oliver006/redis_exporter/blob/master/docker/Dockerfile',
};
