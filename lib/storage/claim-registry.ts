import type { Construct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { RootState } from '../core/root-state';
import type { AccessMode } from './access-mode';

/** The claims of a tree by their cluster, namespace and name, with their access modes. */
export const claimModes = new RootState(() => new Map<string, AccessMode>());

/** What a claim is known by: claims of one name in two namespaces, or on two clusters, are two. */
export function claimKey(scope: Construct, namespace: string | undefined, claimName: string): string {
  return [clusterIdentityOf(scope), namespace ?? '', claimName].join('\n');
}
