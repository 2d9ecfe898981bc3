import { Image } from '../../workload/image';
import { User } from '../../workload/user';
import type { ImageContract } from './image-contract';

/**
 * The image of MinIO's makers, the last release that they published as one. It has no user of its own and runs as any
 * that may write to its data. There is bash with coreutils in it, and no grep, find or sed.
 */
export const MINIO: ImageContract = {
  image: Image.published('docker.io/minio/minio', 'RELEASE.2025-09-07T16-13-09Z'),
  user: User.nonRoot(),
  writablePaths: ['/data', '/tmp'],
  ports: [9000, 9001],
  shell: '/bin/bash',
  source: 'https://github.com/minio/minio/blob/RELEASE.2025-09-07T16-13-09Z/Dockerfile.release',
};
