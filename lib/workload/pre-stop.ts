import type { k8s } from 'cdk8s-plus-28';
import type { Wire } from '../core/wire';

/** A hook; the kubelet's own wait is newer than the generated types. */
export type PreStop = Wire<k8s.LifecycleHandler> & { readonly sleep?: { readonly seconds: number } };
