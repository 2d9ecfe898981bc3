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
}
