import { Image } from '../../workload/image';
import { User } from '../../workload/user';
import type { ImageContract } from './image-contract';

/**
 * The image of Tarantool's makers, with the modules `http` and `metrics` in it. Its entry point, which wants to be root
 * and takes its settings from variables, is left aside; the server itself runs as any user.
 */
export const TARANTOOL: ImageContract = {
  image: Image.published('docker.io/tarantool/tarantool', '2.11'),
  user: User.nonRoot(),
  writablePaths: ['/var/lib/tarantool', '/var/run/tarantool'],
  ports: [3301],
  shell: '/bin/sh',
  source: 'https://github.com/tarantool/docker/blob/master/dockerfiles/alpine_3.15',
};
