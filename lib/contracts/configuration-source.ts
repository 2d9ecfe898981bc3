/** Plain configuration under the name of a ConfigMap. */
export interface IConfigurationSource {
  /** The name of the ConfigMap, final once it is asked for. */
  readonly configMapName: string;
}
