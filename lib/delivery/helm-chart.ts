import * as path from 'path';
import { formatProblems } from '../core/diagnostic-format';
import type { Finding } from '../core/diagnostic-entry';
import { writeFolders } from '../synth/output-folders';
import type { System } from '../synth/system';
import { type Analysis, analyse } from './helm/analysis';
import { chartFiles } from './helm/chart-files';
import type { Refusal } from './helm/knob';
import { reservedSettings, RESERVED, valuesOf, VERSIONS } from './helm/place-values';
import { errorsOf } from './helm/rendering';
import { settable } from './helm/values-files';
import { withEnvironmentNames } from './helm/environment-names';
import { dotted, valueAt } from './helm/values-path';
import { packagingProblems } from './problems';

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
   * The version of what it installs.
   *
   * @default - the version of the first image that the environment lists, else that of the chart
   */
  readonly appVersion?: string;

  /**
   * What environments are called in the chart: in the names of the files of values, and as the value `environment`, by
   * their names in the system.
   *
   * @default - as in the system
   */
  readonly environmentNames?: { [name: string]: string };

  /**
   * Whether the chart makes the namespaces of the system where the values do not say otherwise. Without, they are made by
   * somebody else, for example `helm install --create-namespace`, and the README of the chart says how to label them.
   *
   * @default true
   */
  readonly createNamespaces?: boolean;

  /**
   * The setting that names the namespace of the system, for example `namespace`. Its value is empty in the chart, which
   * means the namespace of the release.
   *
   * @default - every value is as the settings have it
   */
  readonly namespaceSetting?: string;

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
    const analysis = problems.length === 0 ? this.analysis() : undefined;
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

  private analysis(): Analysis {
    return withEnvironmentNames(analyse(this.props.system), (name) => this.nameOf(name));
  }

  private files(analysis: Analysis): Map<string, string> {
    const { system, version, description, environment, namespaceSetting, createNamespaces = true } = this.props;
    const names = Object.keys(system.environments);
    const shown = environment ?? names[names.length - 1];
    const values = valuesOf(system.environments[shown]);
    const versions = Object.values(values[VERSIONS] as Record<string, string>);
    const minors = Object.values(system.environments).map(({ cluster }) => cluster.kubernetesVersion);
    const releaseNamespace = namespaceSetting?.split('.');
    return chartFiles(
      {
        name: this.name,
        description: description ?? `${this.name} with everything that it needs`,
        version,
        appVersion: this.props.appVersion ?? versions[0] ?? version,
        environment: this.nameOf(shown),
        kubernetesVersion: minors.reduce((least, each) => (minorOf(each) < minorOf(least) ? each : least)),
        createNamespaces,
        releaseNamespace,
        plainNamespace: String(releaseNamespace && valueAt(values, releaseNamespace)),
      },
      analysis,
    );
  }

  private nameOf(environment: string): string {
    return this.props.environmentNames?.[environment] ?? environment;
  }

  private problemsBefore(): Finding[] {
    const { system, environment, environmentNames = {} } = this.props;
    const reserved = reservedSettings(system);
    const platform = system.platform();
    platform._renderAll();
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
      ...packagingProblems({
        system,
        refused: errorsOf(platform),
        what: 'the charts',
        folder: 'helm',
        chosen: { property: 'environment', environment },
        environmentNames,
      }),
    ];
  }

  /** The rules of packaging: TR-K8S-1 of a system, TR-K8S-2 of a chart that others fill. */
  private problemsOf(analysis: Analysis): Finding[] {
    const { refusals, knobs } = analysis;
    const { mostValues, namespaceSetting } = this.props;
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
      ...(namespaceSetting !== undefined && !knobs.some(({ path: where }) => dotted(where) === namespaceSetting)
        ? [
            {
              property: 'namespaceSetting',
              value: [JSON.stringify(namespaceSetting), ...reasons(refusals, namespaceSetting)].join(': '),
              rule: 'the chart has no such value',
              fix: 'name a setting that is text, from which a namespace follows in every environment',
            },
          ]
        : []),
    ];
  }
}

function minorOf(version: string): number {
  return Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? 0);
}

/** Why a setting is no value, where it is one of those that could be. */
function reasons(refusals: readonly Refusal[], setting: string): string[] {
  return refusals.filter(({ path: where }) => dotted(where) === setting).map(({ reason }) => reason);
}
