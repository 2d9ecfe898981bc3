import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';

/** Why a namespace admits more than hardened pods. */
export interface PodSecurityOptions {
  /** The reason, as an auditor reads it. */
  readonly reason: string;
}

/** Which pods the API server admits to a namespace, in the words of the Pod Security Standards. */
export class PodSecurity {
  /** Hardened pods alone. */
  public static restricted(): PodSecurity {
    return new PodSecurity('restricted', undefined);
  }

  /** Pods that may run as root, but see nothing of the node. */
  public static baseline(options: PodSecurityOptions): PodSecurity {
    return new PodSecurity('baseline', options.reason);
  }

  /** Every pod, also one that sees the node: for agents of nodes, in a namespace where nothing else runs. */
  public static privileged(options: PodSecurityOptions): PodSecurity {
    return new PodSecurity('privileged', options.reason);
  }

  private constructor(
    /** The level: `restricted`, `baseline` or `privileged`. */
    public readonly level: string,
    /** Why it is not `restricted`. */
    public readonly reason: string | undefined,
  ) {}

  /**
   * Reports a way out without reason.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    if (this.reason?.trim() === '') {
      reportError(scope, {
        property: 'podSecurity',
        value: `${this.level}, with an empty reason`,
        rule: 'a namespace that admits more than hardened pods has a reason that an auditor reads',
        fix: 'say in a sentence what runs there, and why it cannot run hardened',
      });
    }
  }
}
