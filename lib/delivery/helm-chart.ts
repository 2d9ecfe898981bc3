import * as path from 'path';
import { formatProblems } from '../core/diagnostic-format';
import type { Finding } from '../core/diagnostic-entry';
import { writeFolders } from '../synth/output-folders';
import type { System } from '../synth/system';
import { type Analysis, analyse } from './helm/analysis';
import { chartFiles } from './helm/chart-files';
import { reservedSettings, RESERVED, valuesOf, VERSIONS } from './helm/place-values';
import { errorsOf } from './helm/rendering';
import { settable } from './helm/values-files';
import { dotted } from './helm/values-path';

/** What a chart is made of. */
export interface HelmChartProps {
  /** The system. */
  readonly system: System;

  /** The version of the chart, a semantic one. */
  readonly version: string;

  /**
   * The name of the chart.
   *
   * @default - the name of the system
   */
  readonly name?: string;

  /**
   * What it says of itself, in a sentence.
   *
   * @default - made of the name
   */
  readonly description?: string;

  /**
   * The environment whose values stand in `values.yaml`.
   *
   * @default - the last one
   */
  readonly environment?: string;

  /**
   * The folder of the system in the output: the chart is written to `helm/<name>` below it.
   *
   * @default - the name of the system
   */
  readonly folder?: string;

  /**
   * The most values that somebody who fills the chart is to be asked for; more are an error.
   *
   * @default - any number
   */
  readonly mostValues?: number;

  /**
   * The directory that the folder of the system is written to.
   *
   * @default - the environment variable CDK8S_OUTDIR, else `dist`
   */
  readonly outdir?: string;
}

/**
 * A Helm chart of a system, made from what it renders: the settings are the values, and what follows from each was found
 * by synthesizing again with another one.
 */
export class HelmChart {
  /** The name of the chart. */
  public readonly name: string;

  private readonly props: HelmChartProps;

  constructor(props: HelmChartProps) {
    this.props = props;
    this.name = props.name ?? props.system.name;
  }

  /**
   * Writes `<outdir>/<system>/helm/<name>/`. With problems it prints all of them, sets the exit code to 1 and writes
   * nothing.
   */
  public write(): void {
    const { system } = this.props;
    const problems: Finding[] = this.problemsBefore();
    const analysis = problems.length === 0 ? analyse(system) : undefined;
    if (analysis) {
      problems.push(...this.problemsOf(analysis));
    }
    if (!analysis || problems.length > 0) {
      const shown = problems.map((problem) => ({ ...problem, path: `helm/${this.name}` }));
      process.stderr.write(`${formatProblems(system.name, shown)}\n`);
      process.exitCode = 1;
      return;
    }
    const outdir = this.props.outdir ?? process.env.CDK8S_OUTDIR ?? 'dist';
    const folder = path.join(outdir, this.props.folder ?? system.name, 'helm');
    writeFolders(folder, [{ folder: this.name, files: this.files(analysis) }]);
    const { refusals } = analysis;
    process.stderr.write(
      `✓ ${system.name}: ${settable(analysis).length} values, ${refusals.length} settings refused` +
        ` → ${path.join(folder, this.name)}\n`,
    );
  }

  private files(analysis: Analysis): Map<string, string> {
    const { system, version, description, environment } = this.props;
    const names = Object.keys(system.environments);
    const shown = environment ?? names[names.length - 1];
    const versions = Object.values(valuesOf(system.environments[shown])[VERSIONS] as Record<string, string>);
    const minors = Object.values(system.environments).map(({ cluster }) => cluster.kubernetesVersion);
    return chartFiles(
      {
        name: this.name,
        description: description ?? `${this.name} with everything that it needs`,
        version,
        appVersion: versions[0] ?? version,
        environment: shown,
        kubernetesVersion: minors.reduce((least, each) => (minorOf(each) < minorOf(least) ? each : least)),
      },
      analysis,
    );
  }

  private problemsBefore(): Finding[] {
    const { system, environment } = this.props;
    const names = Object.keys(system.environments);
    const reserved = reservedSettings(system);
    const platform = system.platform();
    platform._renderAll();
    const refused = errorsOf(platform);
    return [
      ...(reserved.length > 0
        ? [
            {
              property: 'settings',
              value: reserved.join(', '),
              rule: `these keys of the values are the chart's own: ${RESERVED.join(', ')}`,
              fix: 'call the settings otherwise',
            },
          ]
        : []),
      ...(names.includes('helm')
        ? [
            {
              property: 'environments',
              value: 'helm',
              rule: 'the charts of a system stand in a folder of this name, beside its environments',
              fix: 'call the environment otherwise',
            },
          ]
        : []),
      ...(environment !== undefined && !names.includes(environment)
        ? [
            {
              property: 'environment',
              value: JSON.stringify(environment),
              rule: 'the system has no such environment',
              fix: `choose of: ${names.join(', ')}`,
            },
          ]
        : []),
      ...(refused.length > 0
        ? [
            {
              property: 'system',
              value: refused[0],
              rule: 'a chart is made of what synth lets through',
              fix: 'correct what npm run synth reports',
            },
          ]
        : []),
    ];
  }

  /** The rules of packaging: TR-K8S-1 of a system, TR-K8S-2 of a chart that others fill. */
  private problemsOf(analysis: Analysis): Finding[] {
    const { refusals } = analysis;
    const { mostValues } = this.props;
    const count = settable(analysis).length;
    const fixed = refusals.filter(({ path: [first] }) => first === VERSIONS);
    return [
      ...fixed.map(({ path: where, reason }) => ({
        property: dotted(where),
        value: reason,
        rule: 'a chart is configured by its values alone, and first of all by the versions of its images',
        fix: 'give every environment a version of one form: tag, digest, or tag@digest; take out versions of no image',
        id: 'TR-K8S-1',
      })),
      ...(mostValues !== undefined && count > mostValues
        ? [
            {
              property: 'values',
              value: `${count}, with ${mostValues} at the most`,
              rule: 'a new service is its own parameters, a few lines',
              fix: 'give the others a default in the composition',
              id: 'TR-K8S-2',
            },
          ]
        : []),
    ];
  }
}

function minorOf(version: string): number {
  return Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? 0);
}
