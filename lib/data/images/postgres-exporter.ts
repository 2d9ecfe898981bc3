import { Image } from '../../workload/image';
import { User } from '../../workload/user';
import type { ImageContract } from './image-contract';

/** A single program without files of its own. It runs as any user, in a pod of PostgreSQL as that one. */
export const POSTGRES_EXPORTER: ImageContract = {
  image: Image.published('quay.io/prometheuscommunity/postgres-exporter', 'v0.18.1'),
  user: User.of(65534, { reason: 'the image runs as nobody' }),
  writablePaths: [],
  ports: [9187],
  shell: undefined,
  source: 'https://github.com/prometheus-community/postgres_exporter/blob/master/Dockerfile',
};
