import { Image } from '../../workload/image';
import { User } from '../../workload/user';
import type { ImageContract } from './image-contract';

/**
 * The official image, on Debian. Started by its program instead of its entry point it loads no modules. The client
 * programs are in it, so backups run in it too. Images laid out alike, such as those of Valkey, fit as well where they
 * have the programs under these names.
 */
export const REDIS: ImageContract = {
  image: Image.published('docker.io/library/redis', '8.2.2-bookworm'),
  user: User.of(999, { reason: 'the user redis of the official image is 999: it owns /data' }),
  writablePaths: ['/data', '/tmp'],
  ports: [6379],
  shell: '/bin/sh',
  source: 'https://github.com/redis/docker-library-redis/blob/release/8.2/debian/Dockerfile',
};
