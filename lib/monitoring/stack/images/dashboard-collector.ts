import { Image } from '../../../workload/image';
import { User } from '../../../workload/user';
import type { ImageContract } from './image-contract';

/**
 * A Python program that copies ConfigMaps with a label into a folder. It runs as any user, in a pod of Grafana as that
 * one, and says at `/healthz` whether it still hears from the API server.
 */
export const DASHBOARD_COLLECTOR: ImageContract = {
  image: Image.published('quay.io/kiwigrid/k8s-sidecar', '2.5.0'),
  user: User.of(65534),
  writablePaths: ['/tmp'],
  ports: [8080],
  shell: '/bin/sh',
  source: 'https://github.com/kiwigrid/k8s-sidecar/blob/master/Dockerfile',
};
