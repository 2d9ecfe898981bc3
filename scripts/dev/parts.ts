/** Something that the manifests lean on and a new k3d cluster does not have. */
export interface Part {
  /** What it is called. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** What needs it. */
  readonly purpose: string;
  /** The systems that need it. */
  readonly systems: readonly string[];
  /** Where its manifests are. */
  readonly manifests: readonly string[];
}

const OPERATOR = 'v0.93.0';
const AUTOSCALER = '1.5.1';
const KEDA = '2.20.0';
const AUTOSCALER_FILES = `https://raw.githubusercontent.com/kubernetes/autoscaler/vertical-pod-autoscaler-${AUTOSCALER}/vertical-pod-autoscaler/deploy`;

/** What is installed before the systems. Traefik, metrics-server and local-path storage come with k3s. */
export const PARTS: readonly Part[] = [
  {
    name: 'prometheus-operator-crds',
    version: OPERATOR,
    purpose: 'the kinds of Prometheus, Alertmanager, monitors and rules; the operator itself is part of monitoring',
    systems: ['minitoolstream'],
    manifests: [
      `https://github.com/prometheus-operator/prometheus-operator/releases/download/${OPERATOR}/stripped-down-crds.yaml`,
    ],
  },
  {
    name: 'vertical-pod-autoscaler',
    version: AUTOSCALER,
    purpose: 'recommends requests; its updater and admission, which would change pods, are not installed',
    systems: ['minitoolstream'],
    manifests: ['vpa-v1-crd-gen.yaml', 'vpa-rbac.yaml', 'recommender-deployment.yaml'].map(
      (file) => `${AUTOSCALER_FILES}/${file}`,
    ),
  },
  {
    name: 'keda',
    version: KEDA,
    purpose: 'scales workers by what waits for them',
    systems: ['balance-plus'],
    manifests: [`https://github.com/kedacore/keda/releases/download/v${KEDA}/keda-${KEDA}.yaml`],
  },
];

/** What is installed before a system. */
export function partsFor(system: string): readonly Part[] {
  return PARTS.filter(({ systems }) => systems.includes(system));
}
