import type { IConstruct } from 'constructs';
import { acknowledgementsOf } from './acknowledgement-registry';
import { byPlace, diagnosticRegistry } from './diagnostic-registry';

/** How bad a finding is. */
export enum DiagnosticLevel {
  /** Nothing is written. */
  ERROR = 'error',

  /** Shown at every synth until it is mended or acknowledged. */
  WARNING = 'warning',
}

/** What is wrong, in words that a reader can act on. */
export interface DiagnosticOptions {
  /** The property that is wrong, as the author wrote it, for example `scaling.max`. */
  readonly property: string;

  /**
   * The value given, with what it collides with: it is printed after `got`.
   *
   * @default - no value is shown
   */
  readonly value?: string;

  /** The rule that is broken, and by whom it is enforced. */
  readonly rule: string;

  /** What to do about it. */
  readonly fix: string;

  /**
   * The identifier of the rule, by which a warning can be acknowledged.
   *
   * @default - none: the finding cannot be acknowledged
   */
  readonly id?: string;
}

/** A finding: what is wrong, and where. */
export interface Diagnostic extends DiagnosticOptions {
  /** How bad it is. */
  readonly level: DiagnosticLevel;

  /** The path of the construct it is about. */
  readonly path: string;
}

/**
 * The findings about a construct and all below it. They are collected while constructs are made and when the whole
 * tree is validated, and reported together: by `Platform.synth()`, by a plain cdk8s `App` and by `Testing.synth`.
 */
export class Diagnostics {
  /** The findings about a construct and all below it. */
  public static of(scope: IConstruct): Diagnostics {
    return new Diagnostics(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** Records what makes a synthesis impossible. */
  public addError(options: DiagnosticOptions): void {
    diagnosticRegistry.of(this.scope).add(this.scope, 'error', options);
  }

  /** Records what an operator should know; it is silenced by an acknowledgement of its id. */
  public addWarning(options: DiagnosticOptions): void {
    diagnosticRegistry.of(this.scope).add(this.scope, 'warning', options);
  }

  /** Everything found so far and by validating the tree now, without what is acknowledged; sorted by path. */
  public get all(): Diagnostic[] {
    const registry = diagnosticRegistry.of(this.scope);
    registry.beforeReport();
    const below = this.scope.node.path;
    const acknowledgements = acknowledgementsOf(this.scope);
    return registry.entries
      .filter((entry) => !below || entry.path === below || entry.path.startsWith(`${below}/`))
      .filter((entry) => entry.level === 'error' || !acknowledgements.covers(entry.scope, entry.id))
      .sort(byPlace)
      .map(({ scope: _scope, level, ...entry }) => ({
        ...entry,
        level: level === 'error' ? DiagnosticLevel.ERROR : DiagnosticLevel.WARNING,
      }));
  }
}
