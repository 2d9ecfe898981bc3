import type { IConstruct } from 'constructs';
import { acknowledgementsOf } from './acknowledgement-registry';
import { reportError } from './diagnostic-registry';

/** That a finding is known and accepted. */
export interface Acknowledgement {
  /** The id of the rule, as it is printed in brackets behind the finding. */
  readonly id: string;

  /** Why it is accepted, as an auditor will read it. */
  readonly reason: string;
}

/**
 * Findings that are known and accepted at a construct and all below it. Each is counted, and written as an annotation
 * on the objects it is about. One that matches nothing in any environment is an error, so none outlives its cause.
 */
export class Acknowledgements {
  /** The acknowledgements of a construct. */
  public static of(scope: IConstruct): Acknowledgements {
    return new Acknowledgements(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** Accepts a finding, with the reason. An empty reason is an error. */
  public add(acknowledgement: Acknowledgement): void {
    if (acknowledgement.reason.trim() === '') {
      reportError(this.scope, {
        property: `acknowledgement of ${acknowledgement.id}`,
        value: 'an empty reason',
        rule: 'an acknowledgement is what an auditor reads',
        fix: 'say in a sentence why the finding is accepted',
      });
    }
    acknowledgementsOf(this.scope).add(this.scope, acknowledgement.id, acknowledgement.reason);
  }
}
