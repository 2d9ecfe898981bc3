import type { IConstruct } from 'constructs';
import { RootState } from './root-state';

/** An acknowledgement as it is kept. */
export interface AcknowledgementEntry {
  readonly scope: IConstruct;
  readonly id: string;
  readonly reason: string;
  matches: number;
}

/** The acknowledgements of one tree: each holds for its scope and all below it. */
export class AcknowledgementRegistry {
  readonly entries: AcknowledgementEntry[] = [];
  private readonly byScope = new Map<IConstruct, Map<string, AcknowledgementEntry>>();

  add(scope: IConstruct, id: string, reason: string): void {
    const entry: AcknowledgementEntry = { scope, id, reason, matches: 0 };
    this.entries.push(entry);
    const ofScope = this.byScope.get(scope) ?? new Map<string, AcknowledgementEntry>();
    ofScope.set(id, entry);
    this.byScope.set(scope, ofScope);
  }

  /** The reason given for a rule at a construct or above it; asking counts as a match. */
  reasonFor(scope: IConstruct, id: string | undefined): string | undefined {
    if (id === undefined || this.entries.length === 0) {
      return undefined;
    }
    for (let at: IConstruct | undefined = scope; at; at = at.node.scope) {
      const entry = this.byScope.get(at)?.get(id);
      if (entry) {
        entry.matches += 1;
        return entry.reason;
      }
    }
    return undefined;
  }

  /** Whether a rule is acknowledged at a construct or above it. */
  covers(scope: IConstruct, id: string | undefined): boolean {
    return this.reasonFor(scope, id) !== undefined;
  }
}

const registry = new RootState(() => new AcknowledgementRegistry());

/** The acknowledgements of the tree that a construct belongs to. */
export function acknowledgementsOf(scope: IConstruct): AcknowledgementRegistry {
  return registry.of(scope);
}
