import type { Shape } from './shape';
import type { ValuesPath } from './values-path';

/** A value that somebody who installs the chart may change. */
export interface Knob {
  readonly path: ValuesPath;
  readonly shape: Shape;
  /** The environments in which it stays as it is, and why. */
  readonly fixedIn: Readonly<Record<string, string>>;
  /** The smallest whole number by environment, where it can be turned. */
  readonly minimums: Readonly<Record<string, number>>;
  /** The largest number of pods by environment, and why, where one more is refused. */
  readonly maximums: Readonly<Record<string, Maximum>>;
}

/** The largest number that synth takes. */
export interface Maximum {
  readonly most: number;
  readonly reason: string;
}

/** A value that decides which objects and fields there are: one variant of the chart for each of its choices. */
export interface Switch {
  readonly path: ValuesPath;
  readonly choices: readonly (string | boolean)[];
  /** The environments in which it stays as it is, and why. */
  readonly fixedIn: Readonly<Record<string, string>>;
}

/** A setting that stays as the environments have it, and why. */
export interface Refusal {
  readonly path: ValuesPath;
  readonly reason: string;
}
