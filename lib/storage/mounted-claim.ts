import type { AccessMode } from './access-mode';

/** A claim that a volume mounts, which pods share. */
export interface MountedClaim {
  readonly claimName: string;
  /** Undefined where it is not known. */
  readonly accessMode: AccessMode | undefined;
  /** Where the claim is made; undefined for one that exists. */
  readonly madeIn: { readonly namespace: string | undefined } | undefined;
}
