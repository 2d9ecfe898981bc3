import { Image } from '../../../workload/image';
import { User } from '../../../workload/user';
import type { ImageContract } from './image-contract';

/**
 * The official image, on Alpine. Its entry point reads each variable that ends in `__FILE` from the file that it names,
 * and writes nothing. What Grafana writes is below `/var/lib/grafana`, plugins too; its log goes to the console.
 */
export const GRAFANA: ImageContract = {
  image: Image.published('docker.io/grafana/grafana', '12.3.1'),
  user: User.of(472, {
    reason: 'the user grafana of the official image is 472: it owns what the image has in /var/lib',
  }),
  writablePaths: ['/var/lib/grafana', '/tmp'],
  ports: [3000],
  shell: '/bin/bash',
  source: 'https://github.com/grafana/grafana/blob/main/Dockerfile',
};
