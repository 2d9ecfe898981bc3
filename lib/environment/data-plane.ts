/** What carries and filters the traffic of pods. */
export enum DataPlane {
  /** The NetworkPolicy API alone. */
  NETWORK_POLICY = 'network-policy',

  /** Cilium: CiliumNetworkPolicy as well, which can name the API server. */
  CILIUM = 'cilium',
}
