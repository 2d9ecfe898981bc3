import * as path from 'path';
import { type ApiObject, App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import type { DiagnosticEntry } from '../core/diagnostic-entry';
import { byPlace, diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { formatProblems, formatWarnings } from '../core/diagnostic-format';
import type { IPolicyPack } from '../contracts/policy-pack';
import { isDnsLabel } from '../core/dns-name';
import { inspection } from '../core/inspection';
import { declareSystemName } from '../core/system-name';
import { apiObjectsOf, constructsOf, releaseObject, type RenderedObject, renderObjects } from '../core/render';
import { reportUnusedAcknowledgements } from '../core/validation';
import { Environment } from '../environment/environment';
import { writeConstructMetadata } from './construct-metadata';
import { placeObjects } from './deployment-order';
import { environmentFiles } from './environment-files';
import { ObjectPlaces } from './object-places';
import { type OutputFolder, writeFolders } from './output-folders';
import { describeRequirements, type Requirements } from './requirements';
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

  /**
   * The rules that everything rendered has to meet. `PolicyPack.applyTo` has them hold for an environment alone.
   *
   * @default - none
   */
  readonly policies?: IPolicyPack[];
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
    declareSystemName(this, props.name);
    const fromVariable = process.env.TRADEWIND_ENVIRONMENTS?.split(',').filter((name) => name !== '');
    (props.policies ?? []).forEach((pack) => pack.applyTo(this));
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
   *
   * After the summary it lists what each environment needs in its cluster and does not bring itself: Secrets with their
   * keys, kinds of custom resources, namespaces and classes. `deploy.sh` prints what of this list does not exist.
   *
   * Where policies apply, `reports/` beside the files tells what they found. The environment variable
   * `TRADEWIND_REPORTS` names a directory that gets the reports too, also when nothing else is written; with
   * `TRADEWIND_REPORT=table` a table is printed.
   */
  public override synth(): void {
    const written = this.writeAll();
    const { folders, reports, requirements } = this.outputFolders(written);
    const { errors, warnings } = this.findings;
    const shown = warnings.filter(({ scope }) => this.isSelected(scope));
    if (process.env.TRADEWIND_REPORTS) {
      writeFolders(path.join(process.env.TRADEWIND_REPORTS, this.name), reports);
    }
    if (process.env.TRADEWIND_REPORT === 'table') {
      this.printTable();
    }
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
    process.stderr.write(`${[this.summary(written, folders), ...requirementLines(requirements)].join('\n')}\n`);
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

  /**
   * Validates the tree and renders every object; the findings are in the diagnostics.
   *
   * @internal
   */
  public _renderAll(): RenderedObject[] {
    return this.produceAll((rendered) => rendered);
  }

  /** Validates the tree and writes every object out, each once. */
  private writeAll(): WrittenObject[] {
    return this.produceAll(write);
  }

  private produceAll<Product>(produce: (rendered: RenderedObject) => Product): Product[] {
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
    const products: Product[] = [];
    for (let next = 0; next < objects.length; next += AT_ONCE) {
      for (const rendered of renderObjects(objects.slice(next, next + AT_ONCE))) {
        products.push(produce(rendered));
      }
    }
    registry.runChecks();
    const explained = new Set(inspection.of(this).inspector?.conclude());
    reportUnusedAcknowledgements(this);
    placeObjects(this, objects);
    return products.map((product, index) =>
      explained.has(objects[index]) ? produce(renderObjects([objects[index]])[0]) : product,
    );
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
  private outputFolders(written: readonly WrittenObject[]): {
    folders: OutputFolder[];
    reports: OutputFolder[];
    requirements: ReadonlyMap<string, Requirements>;
  } {
    const { inspector } = inspection.of(this);
    const reports: OutputFolder[] = [];
    const requirements = new Map<string, Requirements>();
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
    const folders = top
      .filter((environment) => this.isSelected(environment))
      .map((environment) => {
        const files = new Map<string, string>();
        const reported = new Map<string, string>();
        for (const [inner, entries] of byEnvironment) {
          if (inner === environment || inner.node.path.startsWith(`${environment.node.path}/`)) {
            const below = inner.node.path.slice(environment.node.path.length + 1);
            const laidOut = environmentFiles(this.name, inner, entries);
            laidOut.files.forEach((text, file) => files.set(path.join(below, file), text));
            requirements.set(inner.node.path, laidOut.requirements);
            const places = new ObjectPlaces(laidOut.layout);
            const output = {
              system: this.name,
              environment: inner.node.path,
              folder: path.isAbsolute(this.outdir)
                ? undefined
                : path.join(this.outdir, this.name, inner.node.path).split(path.sep).join('/'),
              placeOf: (object: ApiObject, field: string) => places.of(object, field),
            };
            inspector?.reportsOf(inner, output).forEach((text, file) => reported.set(path.join(below, file), text));
          }
        }
        reported.forEach((text, file) => files.set(file, text));
        reports.push({ folder: environment.name, files: reported });
        return { folder: environment.name, files };
      });
    return { folders, reports: reports.filter(({ files }) => files.size > 0), requirements };
  }

  private printTable(): void {
    const environments = this.node
      .findAll()
      .filter((construct) => Environment.of(construct) === construct && this.isSelected(construct));
    const table = inspection.of(this).inspector?.table(environments);
    if (table) {
      process.stderr.write(`policies of ${this.name}\n\n${table}\n\n`);
    }
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

/** So many manifests are held at a time. */
const AT_ONCE = 200;

/** Writes an object out; its manifest is let go. */
function write(rendered: RenderedObject): WrittenObject {
  const written = writtenObject(rendered);
  releaseObject(rendered.object);
  return written;
}

function reportHomeless(object: ApiObject): void {
  reportError(object, {
    property: 'scope',
    value: `${object.kind} ${object.name}, in no environment`,
    rule: 'what a platform synthesizes is written to the folder of an environment',
    fix: "make its chart below one: new Environment(platform, 'dev', { cluster: … })",
  });
}

/** A line for each list of requirements; environments with the same list share one. */
function requirementLines(requirements: ReadonlyMap<string, Requirements>): string[] {
  const environments = new Map<string, string[]>();
  for (const [environment, required] of requirements) {
    const list = describeRequirements(required).join('; ');
    environments.set(list, [...(environments.get(list) ?? []), environment]);
  }
  return [...environments]
    .filter(([list]) => list !== '')
    .map(([list, names]) => `  ${names.join(', ')} ${names.length === 1 ? 'needs' : 'need'} in the cluster: ${list}`);
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
