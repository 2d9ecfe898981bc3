import { Image } from '../../workload/image';
import { User } from '../../workload/user';
import type { ImageContract } from './image-contract';

/**
 * The official image, on Debian. It starts as any user; 999 is the one in its passwd file, without which initdb needs
 * help. Its stop signal is SIGINT, a fast shutdown. The client programs are in it, so backups run in it too.
 */
export const POSTGRES: ImageContract = {
  image: Image.published('docker.io/library/postgres', '17.6-bookworm'),
  user: User.of(999, { reason: 'the user postgres of the official image is 999: initdb wants a user that has a name' }),
  writablePaths: ['/var/lib/postgresql/data', '/var/run/postgresql', '/tmp', '/dev/shm'],
  ports: [5432],
  shell: '/bin/bash',
  source: 'https://github.com/docker-library/postgres/blob/master/17/bookworm/Dockerfile',
};
