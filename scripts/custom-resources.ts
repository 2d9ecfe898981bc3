/** The custom resources that the library emits: API group, and the plural names of its kinds. */
export const CUSTOM_RESOURCES: Readonly<Record<string, readonly string[]>> = {
  'cilium.io': ['ciliumnetworkpolicies'],
  'external-secrets.io': ['externalsecrets'],
  'gateway.networking.k8s.io': ['grpcroutes', 'httproutes'],
};
