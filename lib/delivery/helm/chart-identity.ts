import type { ValuesPath } from './values-path';

/** What a chart says of itself. */
export interface ChartIdentity {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly appVersion: string;
  /** The environment whose values are those of `values.yaml`. */
  readonly environment: string;
  /** The oldest minor version of Kubernetes that an environment has. */
  readonly kubernetesVersion: string;
  /** Whether it makes the namespaces where nobody says otherwise. */
  readonly createNamespaces: boolean;
  /** The value that names the namespace, and is empty for that of the release. */
  readonly releaseNamespace?: ValuesPath;
  /** The namespace that the plain YAML has there. */
  readonly plainNamespace: string;
}
