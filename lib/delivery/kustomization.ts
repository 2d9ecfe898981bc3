import * as path from 'path';
import { formatProblems } from '../core/diagnostic-format';
import { writeFolders } from '../synth/output-folders';
import type { System } from '../synth/system';
import { errorsOf } from './helm/rendering';
import { environmentObjects } from './kustomize/environment-objects';
import { kustomizeFiles } from './kustomize/kustomize-files';
import { kustomizeReadme } from './kustomize/kustomize-readme';
import { overlaysOf } from './kustomize/overlays';
import { packagingProblems } from './problems';

/** What a base and its overlays are made of. */
export interface KustomizationProps {
  /** The system. */
  readonly system: System;

  /**
   * The environment that the base is like: what others have otherwise is patched by their overlays.
   *
   * @default - the last one
   */
  readonly baseEnvironment?: string;

  /**
   * What environments are called here: the folders of their overlays, by their names in the system.
   *
   * @default - as in the system
   */
  readonly environmentNames?: { [name: string]: string };

  /**
   * The directory that the folder of the system is written to.
   *
   * @default - the environment variable CDK8S_OUTDIR, else `dist`
   */
  readonly outdir?: string;
}

/**
 * A system for Kustomize: a base with what all environments have, and an overlay for each, of which `kustomize build`
 * gives the objects of its plain YAML.
 */
export class Kustomization {
  private readonly props: KustomizationProps;

  constructor(props: KustomizationProps) {
    this.props = props;
  }

  /**
   * Writes `<outdir>/<system>/kustomize/`. With problems it prints all of them, sets the exit code to 1 and writes
   * nothing.
   */
  public write(): void {
    const { system, baseEnvironment, environmentNames = {} } = this.props;
    const platform = system.platform();
    const rendered = platform._renderAll();
    const problems = packagingProblems({
      system,
      refused: errorsOf(platform),
      what: 'base and overlays',
      folder: FOLDER,
      chosen: { property: 'baseEnvironment', environment: baseEnvironment },
      environmentNames,
    });
    if (problems.length > 0) {
      const shown = problems.map((problem) => ({ ...problem, path: FOLDER }));
      process.stderr.write(`${formatProblems(system.name, shown)}\n`);
      process.exitCode = 1;
      return;
    }
    const names = Object.keys(system.environments);
    const like = baseEnvironment ?? names[names.length - 1];
    const nameOf = (environment: string): string => environmentNames[environment] ?? environment;
    const environments = environmentObjects(names, rendered);
    const overlays = overlaysOf(environments, like);
    const files = kustomizeFiles(overlays, nameOf);
    files.set('README.md', kustomizeReadme(system.name, environments, like, nameOf));
    const outdir = path.join(this.props.outdir ?? process.env.CDK8S_OUTDIR ?? 'dist', system.name);
    writeFolders(outdir, [{ folder: FOLDER, files }]);
    const patches = overlays.overlays.reduce((sum, overlay) => sum + overlay.patches.length, 0);
    process.stderr.write(
      `✓ ${system.name}: a base of ${overlays.base.length} objects, ${patches} patches for ` +
        `${names.map(nameOf).join(', ')} → ${path.join(outdir, FOLDER)}\n`,
    );
  }
}

/** Where it stands, beside the environments. */
const FOLDER = 'kustomize';
