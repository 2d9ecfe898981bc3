/** What somebody does who is told by an alert: the page `docs/runbooks/<alert>.md` is made of it. */
export interface Runbook {
  /** What it means for users and for the system, in a few sentences. */
  readonly meaning: string;

  /** What to look at, one step an entry; commands between backticks. */
  readonly checks: string[];

  /** What to do about it, the likeliest cause first. */
  readonly remedies: string[];
}
