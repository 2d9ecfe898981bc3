import { Image } from '../../workload/image';
import { User } from '../../workload/user';
import type { ImageContract } from './image-contract';

/**
 * The official image, on Ubuntu, which its makers support; all plugins of the release are in it. Its entry point hands
 * over to the server, which ends in order on SIGTERM. It has `erl`, and no program that speaks HTTP beside it.
 */
export const RABBITMQ: ImageContract = {
  image: Image.published('docker.io/library/rabbitmq', '4.2.2'),
  user: User.of(999, { reason: 'the user rabbitmq of the official image is 999: Erlang wants a home that is its own' }),
  writablePaths: ['/var/lib/rabbitmq', '/var/log/rabbitmq', '/tmp'],
  ports: [5672, 15672, 15692, 4369, 25672],
  shell: '/bin/sh',
  source: 'https://github.com/docker-library/rabbitmq/blob/master/4.2/ubuntu/Dockerfile',
};
