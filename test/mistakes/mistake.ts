import type { Mutation } from '../support/mutated';

/** What becomes of a mistake at synth. */
export interface Verdict {
  /** Synth sees it: where the error is, or the warning that is not acknowledged, as it is printed. */
  readonly synth?: string;

  /** Synth does not see it yet, although it could: what contradicts it in the sources, or the rule that it breaks. */
  readonly missed?: string;

  /** Synth cannot see it: why nothing in the sources contradicts it. */
  readonly unseen?: string;
}

/** A mistake that an author or an operator of an app makes. */
export interface Mistake {
  readonly id: string;

  /** What is changed, in one place or, where one change needs another, in several. */
  readonly changes: readonly Mutation[];

  /** What goes wrong on the cluster. */
  readonly harm: string;

  readonly verdict: Verdict;
}

/** Writes the mistakes of one app: paths of files are those below its folder. */
export function inApp(app: string) {
  return (
    id: string,
    changes: readonly (readonly [file: string, from: string, to: string])[],
    harm: string,
    verdict: Verdict,
  ): Mistake => ({
    id,
    changes: changes.map(([file, from, to]) => ({
      file: file.startsWith('../') ? file.slice(3) : `${app}/${file}`,
      from,
      to,
    })),
    harm,
    verdict,
  });
}
