import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { JsonObject } from './json';
import { RootState } from './root-state';

/** Where in the output something stands. */
export interface OutputPlace {
  /** The file, in the folder of the environment. */
  readonly file: string;
  /** The line in that file, from 1. */
  readonly line: number;
}

/** What a report about one environment needs to know of its output. */
export interface ReportedOutput {
  readonly system: string;
  readonly environment: string;
  /** The folder of the environment as a relative path; undefined where it depends on the machine. */
  readonly folder: string | undefined;
  /** Where a field of an object stands, by its path in the manifest. */
  placeOf(object: ApiObject, path: string): OutputPlace | undefined;
}

/** Somebody who looks at every object of a tree once it is rendered: the rules over what is written. */
export interface Inspector {
  /** Whether a rule is asked about the objects of a construct. */
  asks(construct: IConstruct, rule: string): boolean;
  /** Looks at an object. True where it carries a reason now that it did not carry before. */
  inspect(object: ApiObject, manifest: JsonObject): boolean;
  /**
   * All objects have been seen: what depends on others is judged, what was found goes to the diagnostics. Gives the
   * objects that carry a reason now that they did not carry when they were inspected.
   */
  conclude(): readonly ApiObject[];
  /** Reports about one environment, by their path in its folder. */
  reportsOf(environment: IConstruct, output: ReportedOutput): ReadonlyMap<string, string>;
  /** What was found in some environments, as a table for a terminal. */
  table(environments: readonly IConstruct[]): string;
}

/** Who inspects the objects of a tree, where somebody does. */
export const inspection = new RootState<{ inspector?: Inspector }>(() => ({}));
