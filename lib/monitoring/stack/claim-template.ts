import type { Construct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import { Cluster } from '../../environment/cluster';
import { claimedBytes } from './managed-resources';

/** A claim as a custom resource of prometheus-operator writes it. */
export interface ClaimTemplate {
  readonly volumeClaimTemplate: {
    readonly spec: {
      readonly accessModes: string[];
      readonly storageClassName?: string;
      readonly resources: { readonly requests: { readonly storage: string } };
    };
  };
}

/** The claim of each pod. */
export function claimTemplate(scope: Construct, size: string, storageClass: string | undefined): ClaimTemplate {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: storageClass ?? Cluster.of(scope).storageClass,
        resources: { requests: { storage: size } },
      },
    },
  };
}

/** Reports a size that is none. */
export function checkClaimSize(scope: Construct, size: string): void {
  if (claimedBytes(size) === 0) {
    reportError(scope, {
      property: 'settings.size',
      value: JSON.stringify(size),
      rule: 'a claim asks for a whole number of bytes above 0',
      fix: "write '10Gi'",
    });
  }
}
