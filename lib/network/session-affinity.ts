import { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { secondsOf } from '../core/seconds';

/** How long a client may stay with its pod at most, as the API server has it. */
const LONGEST = 86_400;

/** Whether a client of a Service comes back to the pod that it was with before. */
export class SessionAffinity {
  /** It goes to any pod, each time anew. */
  public static none(): SessionAffinity {
    return new SessionAffinity('None', undefined);
  }

  /**
   * It comes back to its pod for a time, told by its address: three hours by default, at most a day. What comes through
   * an edge that speaks to pods itself, or through one address, is not told apart.
   */
  public static clientIp(timeout: Duration = Duration.seconds(10_800)): SessionAffinity {
    return new SessionAffinity('ClientIP', timeout);
  }

  private constructor(
    /** `ClientIP` or `None`. */
    public readonly kind: string,
    /** For how long; undefined where it does not come back. */
    public readonly timeout: Duration | undefined,
  ) {}

  /**
   * The fields of a Service in the words of the wire format; none where it is what the API server does by itself.
   *
   * @internal
   */
  public _render(): { sessionAffinity?: 'ClientIP'; sessionAffinityConfig?: { clientIP: { timeoutSeconds: number } } } {
    return this.timeout
      ? {
          sessionAffinity: 'ClientIP',
          sessionAffinityConfig: { clientIP: { timeoutSeconds: secondsOf(this.timeout) } },
        }
      : {};
  }

  /**
   * Reports what the API server would refuse, or nothing would follow.
   *
   * @internal
   */
  public _check(scope: IConstruct, headless: boolean): void {
    const seconds = this.timeout && secondsOf(this.timeout);
    if (seconds !== undefined && (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST)) {
      reportError(scope, {
        property: 'sessionAffinity.timeout',
        value: `${seconds} s`,
        rule: `the API server takes whole seconds from 1 to ${LONGEST}`,
        fix: 'give a time within a day, such as Duration.hours(3)',
      });
    }
    if (headless && this.timeout) {
      reportError(scope, {
        property: 'sessionAffinity',
        value: `${this.kind} with headless: true`,
        rule: 'clients of a headless Service choose among its pods themselves: nobody would bring them back',
        fix: 'leave out headless or sessionAffinity',
      });
    }
  }
}
