import { Image } from '../../workload/image';
import { User } from '../../workload/user';
import type { ImageContract } from './image-contract';

/** MinIO's client, for S3 and for the server's own administration, with bash and coreutils, and no grep, find or sed. */
export const MINIO_CLIENT: ImageContract = {
  image: Image.published('docker.io/minio/mc', 'RELEASE.2025-08-13T08-35-41Z'),
  user: User.nonRoot(),
  writablePaths: ['/tmp'],
  ports: [],
  shell: '/bin/bash',
  source: 'https://github.com/minio/mc/blob/RELEASE.2025-08-13T08-35-41Z/Dockerfile.release',
};
