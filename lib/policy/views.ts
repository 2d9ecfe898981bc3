import type { Field } from './field';
import type { PolicyObject } from './policy-object';
import type { PolicyContainer, PolicyPod } from './policy-pod';

/** A container as rules of the library read it. */
export interface ContainerView extends PolicyContainer {
  readonly spec: Field;
}

/** A pod as rules of the library read it. */
export interface PodView extends PolicyPod {
  readonly spec: Field;
  /** The path of what stands around the spec, with its dot. */
  readonly templatePath: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What outlives the manifest of a resource. */
export interface ClosedResource {
  readonly identity: PolicyObject;
  readonly annotations: { [name: string]: string };
}
