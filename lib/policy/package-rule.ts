import type { DiagnosticLevel } from '../core/diagnostics';
import type { PolicyVerdict } from './policy-verdict';

/** A chart that a system is packaged as. */
export interface PackagedChart {
  /** The name of the chart. */
  readonly name: string;

  /** The files in the folder of the chart, by their paths in it: `Chart.yaml`, `templates/api.yaml`. */
  readonly files: string[];
}

/** A system as it is packaged. */
export interface PackagedSystem {
  /** The name of the system. */
  readonly name: string;

  /** The charts that it is packaged as. */
  readonly charts: PackagedChart[];
}

/** A rule over a packaged system: what no rendered object shows. */
export interface IPackageRule {
  /** What it is called: `Pack.Rule` or `PACK-1`, with a capital first. */
  readonly id: string;

  /** Whether a violation stops the packaging, or is only shown. */
  readonly level: DiagnosticLevel;

  /** What it asks. */
  readonly asks: string;

  /** What to do about a violation. */
  readonly fix: string;

  /** Where the demand comes from. */
  readonly source: string;

  /** The verdict about a packaged system. */
  checkPackage(system: PackagedSystem): PolicyVerdict;
}
