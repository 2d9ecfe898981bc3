import * as path from 'path';
import { type ApiObject, App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import type { DiagnosticEntry } from '../core/diagnostic-entry';
import { byPlace, diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { formatProblems, formatWarnings } from '../core/diagnostic-format';
import { isDnsLabel } from '../core/dns-name';
import { apiObjectsOf, constructsOf, releaseObject, renderObject } from '../core/render';
import { reportUnusedAcknowledgements } from '../core/validation';
import { Environment } from '../environment/environment';
import { writeConstructMetadata } from './construct-metadata';
import { environmentFiles } from './environment-files';
import { type OutputFolder, writeFolders } from './output-folders';
import { type WrittenObject, writtenObject } from './written-object';

/** What a system is synthesized as. */
export interface PlatformProps {
  /** The name of the system, which is the name of its output folder too. */
  readonly name: string;

  /**
   * The directory that the folder of the system is written to.
   *
   * @default - the environment variable CDK8S_OUTDIR, as `cdk8s synth` sets it, else `dist`
   */
  readonly outdir?: string;

  /**
   * The environments that are written. All are validated.
   *
   * @default - the environment variable TRADEWIND_ENVIRONMENTS (names, separated by commas), else all
   */
  readonly environments?: string[];
}

/**
 * The root of a system: environments with charts below it. It is a cdk8s `App`, and synthesizes the whole tree in one
 * pass: everything is validated once, each object rendered once, and nothing is written when anything is wrong.
 */
export class Platform extends App {
  /** The name of the system. */
  public readonly name: string;

  private readonly selected?: string[];

  constructor(props: PlatformProps) {
    super({ outdir: props.outdir });
    this.name = props.name;
    const fromVariable = process.env.TRADEWIND_ENVIRONMENTS?.split(',').filter((name) => name !== '');
    this.selected = props.environments ?? (fromVariable?.length ? fromVariable : undefined);
    if (!isDnsLabel(props.name)) {
      reportError(this, {
        property: 'name',
        value: JSON.stringify(props.name),
        rule: 'the name of a system is a folder and part of names: a DNS label',
        fix: 'use a-z, 0-9 and -, at most 63 characters, no - at the ends',
      });
    }
  }

  /**
   * Writes `<outdir>/<name>/<environment>/`: numbered files, and `deploy.sh`, which applies them phase by phase. With
   * problems it prints all of them, sets the exit code to 1 and writes nothing.
   */
  public override synth(): void {
    const written = this.writeAll();
    const folders = this.outputFolders(written);
    const { errors, warnings } = this.findings;
    const shown = warnings.filter(({ scope }) => this.isSelected(scope));
    if (errors.length > 0) {
      process.stderr.write(`${formatProblems(this.name, errors)}\n`);
      process.exitCode = 1;
      return;
    }
    if (shown.length > 0) {
      process.stderr.write(`${formatWarnings(this.name, shown)}\n\n`);
    }
    writeFolders(path.join(this.outdir, this.name), folders);
    if (process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true') {
      writeConstructMetadata(this.outdir, written);
    }
    process.stderr.write(`${this.summary(written, folders)}\n`);
  }

  /** All objects of all environments as YAML. Throws with all problems, where there are any. */
  public override synthYaml(): string {
    const written = this.writeAll();
    const { errors } = this.findings;
    if (errors.length > 0) {
      throw new Error(formatProblems(this.name, errors));
    }
    return written.map(({ text }) => text).join('---\n');
  }

  /** Validates the tree and writes every object out, each once. */
  private writeAll(): WrittenObject[] {
    const registry = diagnosticRegistry.of(this);
    registry.reported = true;
    const constructs = constructsOf(this);
    registry.runChecks();
    for (const construct of constructs) {
      for (const message of construct.node.validate()) {
        reportError(construct, {
          property: 'validation',
          rule: message,
          fix: 'see the documentation of the construct',
        });
      }
    }
    const objects = apiObjectsOf(constructs);
    objects.filter((object) => !Environment.of(object)).forEach(reportHomeless);
    const written = objects.map((object) => {
      const text = writtenObject(renderObject(object));
      releaseObject(object);
      return text;
    });
    registry.runChecks();
    reportUnusedAcknowledgements(this);
    return written;
  }

  private get findings(): { errors: readonly DiagnosticEntry[]; warnings: readonly DiagnosticEntry[] } {
    const { entries } = diagnosticRegistry.of(this);
    const acknowledgements = acknowledgementsOf(this);
    const ordered = [...entries].sort(byPlace);
    return {
      errors: ordered.filter(({ level }) => level === 'error'),
      warnings: ordered.filter(({ level, scope, id }) => level === 'warning' && !acknowledgements.covers(scope, id)),
    };
  }

  /** A folder for each environment that is selected; an environment inside another has its folder inside that one's. */
  private outputFolders(written: readonly WrittenObject[]): OutputFolder[] {
    const top = this.node.children.filter((child): child is Environment => Environment.of(child) === child);
    for (const name of this.selected ?? []) {
      if (!top.some((environment) => environment.name === name)) {
        reportError(this, {
          property: 'environments',
          value: JSON.stringify(name),
          rule: `${this.name} has no such environment`,
          fix: `choose of: ${top.map((environment) => environment.name).join(', ') || 'none'}`,
        });
      }
    }
    const byEnvironment = new Map<Environment, WrittenObject[]>();
    for (const entry of written) {
      const environment = Environment.of(entry.object);
      if (environment) {
        const entries = byEnvironment.get(environment) ?? [];
        entries.push(entry);
        byEnvironment.set(environment, entries);
      }
    }
    return top
      .filter((environment) => this.isSelected(environment))
      .map((environment) => {
        const files = new Map<string, string>();
        for (const [inner, entries] of byEnvironment) {
          if (inner === environment || inner.node.path.startsWith(`${environment.node.path}/`)) {
            const below = inner.node.path.slice(environment.node.path.length + 1);
            for (const [file, text] of environmentFiles(this.name, inner, entries)) {
              files.set(path.join(below, file), text);
            }
          }
        }
        return { folder: environment.name, files };
      });
  }

  /** Whether what is about a construct is to be written and shown. */
  private isSelected(scope: IConstruct): boolean {
    return !this.selected || this.selected.includes(scope.node.path.split('/')[0]);
  }

  private summary(written: readonly WrittenObject[], folders: readonly OutputFolder[]): string {
    const names = folders.map(({ folder }) => folder);
    const ofFolders = written.filter(({ object }) => names.includes(object.node.path.split('/')[0]));
    const reasons = ofFolders.reduce((sum, object) => sum + object.reasons, 0);
    return (
      `✓ ${this.name}: ${names.join(', ')}: ${count(ofFolders.length, 'object')}, ${count(reasons, 'reason')} given` +
      ` → ${path.join(this.outdir, this.name)}`
    );
  }
}

function reportHomeless(object: ApiObject): void {
  reportError(object, {
    property: 'scope',
    value: `${object.kind} ${object.name}, in no environment`,
    rule: 'what a platform synthesizes is written to the folder of an environment',
    fix: "make its chart below one: new Environment(platform, 'dev', { cluster: … })",
  });
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
