import type { DiagnosticLevel } from '../core/diagnostics';
import type { PolicyResource } from './policy-resource';
import type { PolicyVerdict } from './policy-verdict';

/** A rule over what is rendered: a small class with a verdict about each resource of its kinds. */
export interface IPolicyRule {
  /** What it is called in findings and acknowledgements: `Pack.Rule` or `PACK-1`, with a capital first. */
  readonly id: string;

  /** Whether a violation stops the synthesis, or is only shown. */
  readonly level: DiagnosticLevel;

  /** What it asks, as a sentence about the resource: `no container is privileged`. */
  readonly asks: string;

  /** What to do about a violation. */
  readonly fix: string;

  /** Where the demand comes from. */
  readonly source: string;

  /**
   * The kinds it is about: of Kubernetes itself by their name (`Deployment`), others with their group
   * (`keda.sh/ScaledObject`).
   *
   * @default - every kind
   */
  readonly kinds?: string[];

  /**
   * Annotations `tradewind.dev/<name>` that hold a reason why a resource does otherwise, beside the one that is named
   * by the id.
   *
   * @default - none
   */
  readonly exceptions?: string[];

  /** The verdict about a resource. It must depend on nothing but the resource. */
  check(resource: PolicyResource): PolicyVerdict;
}
