export type { ImageContract } from '../../../workload/image-contract';
