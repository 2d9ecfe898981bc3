/** The custom resources that the library emits: API group, and the plural names of its kinds. */
export const CUSTOM_RESOURCES: Readonly<Record<string, readonly string[]>> = {
  'autoscaling.k8s.io': ['verticalpodautoscalers'],
  'bitnami.com': ['sealedsecrets'],
  'cilium.io': ['ciliumnetworkpolicies'],
  'external-secrets.io': ['externalsecrets'],
  'gateway.networking.k8s.io': ['grpcroutes', 'httproutes'],
  'keda.sh': ['scaledjobs', 'scaledobjects', 'triggerauthentications'],
  'monitoring.coreos.com': [
    'alertmanagerconfigs',
    'alertmanagers',
    'podmonitors',
    'prometheuses',
    'prometheusrules',
    'servicemonitors',
  ],
  'secrets-store.csi.x-k8s.io': ['secretproviderclasses'],
  'traefik.io': ['middlewares'],
};
