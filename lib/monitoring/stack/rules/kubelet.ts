import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../../observability/alert-rule';
import type { KubeletAlertOptions } from '../cluster-alert-options';
import { Job } from '../jobs';
import { ofJob, SECONDS_OF_A_DAY, share } from './expressions';

/** What kubelets tell of themselves and their pods. */
export function kubeletAlerts(options: KubeletAlertOptions = {}): AlertRule[] {
  const { relistSeconds = 10, podSeconds = 60, certificateDays = 7, claimFreePercent = 5 } = options;
  return [
    missing(),
    relistSlow(relistSeconds),
    podsSlow(podSeconds),
    certificateExpiring(certificateDays),
    claimNearlyFull(claimFreePercent),
  ];
}

function missing(): AlertRule {
  return {
    name: 'KubeletsNotScraped',
    expression: `absent(up${ofJob(Job.KUBELET, 'metrics_path="/metrics"')} == 1)`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.CRITICAL,
    summary: 'Prometheus hears from no kubelet',
    description:
      'Nothing is known of the memory, processor and volumes of pods: alerts about full claims cannot fire, dashboards are empty.',
    runbook: {
      meaning:
        'Prometheus reaches no kubelet. Pods run as before, but what they use of memory, processor and volumes is not known, and nobody is told of a full claim.',
      checks: [
        'Whether the Service of kubelets is there, which prometheus-operator keeps: `kubectl -n kube-system get service,endpoints,endpointslices -l k8s-app=kubelet`.',
        'What Prometheus says of the targets: its page Status, Targets, job `kubelet`.',
        'Whether its network policy lets it reach port 10250 of nodes.',
      ],
      remedies: [
        'No Service: the operator must be told to keep one, and may write Endpoints in kube-system.',
        'It gets 401 or 403: the ClusterRole of Prometheus must grant get of `nodes/metrics`.',
        'Timed out: declare the addresses of nodes, and deploy.',
      ],
    },
  };
}

function relistSlow(seconds: number): AlertRule {
  return {
    name: 'KubeletRelistSlow',
    expression: `histogram_quantile(0.99, sum by (le, node) (rate(kubelet_pleg_relist_duration_seconds_bucket${ofJob(Job.KUBELET)}[5m])))\n> ${seconds}`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.WARNING,
    summary: 'the kubelet of node {{ $labels.node }} takes {{ $value | humanizeDuration }} to look at its containers',
    description:
      'It learns late that containers have ended, and after three minutes the node counts as NotReady. See the load of the node, and its container runtime.',
    runbook: {
      meaning:
        'A kubelet asks its container runtime each second what has become of its containers, and the answer takes far too long. It learns late of what has ended; when it takes three minutes the node becomes NotReady.',
      checks: [
        'Whether the node is overloaded: NodeOverloaded, NodeDiskSaturated, NodeMemoryThrashing.',
        'How many containers there are: `kubectl describe node NODE`, and dead ones on the node: `crictl ps -a`.',
        'What the runtime says: `journalctl -u containerd` on the node, or of k3s.',
      ],
      remedies: [
        'Too much on one node: cordon it, and let some of its pods go elsewhere.',
        'The runtime hangs: drain the node, restart it, and uncordon it.',
      ],
    },
  };
}

function podsSlow(seconds: number): AlertRule {
  return {
    name: 'KubeletPodsSlow',
    expression: `histogram_quantile(0.99, sum by (le, node) (rate(kubelet_pod_worker_duration_seconds_bucket${ofJob(Job.KUBELET)}[5m])))\n> ${seconds}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: 'the kubelet of node {{ $labels.node }} takes {{ $value | humanizeDuration }} for a pod',
    description: 'Pods start and end late on it. See what it waits for: images, volumes or its container runtime.',
    runbook: {
      meaning: 'A kubelet takes long to do what a pod needs: pods on its node start late and end late.',
      checks: [
        'What the pods wait for: `kubectl get events -A --field-selector type=Warning`: pulling an image, attaching a volume.',
        'Whether the disk of the node is saturated: NodeDiskSaturated.',
        'Whether its runtime is slow: KubeletRelistSlow.',
      ],
      remedies: [
        'Images take long: a registry that is nearer, smaller images.',
        'Volumes take long: see the driver, and whether one is still attached elsewhere.',
        'Neither: drain the node and replace it.',
      ],
    },
  };
}

function certificateExpiring(days: number): AlertRule {
  return {
    name: 'KubeletCertificateExpiring',
    expression: `min by (node) (kubelet_certificate_manager_client_ttl_seconds${ofJob(Job.KUBELET)})\n< ${days * SECONDS_OF_A_DAY}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: 'the certificate of the kubelet of node {{ $labels.node }} is valid for {{ $value | humanizeDuration }}',
    description:
      'It should have renewed it long ago. When it has expired the node becomes NotReady, and its pods are replaced elsewhere.',
    runbook: {
      meaning:
        'A kubelet renews its certificate by itself, and has not. When it has expired the API server refuses it: the node becomes NotReady, and its pods are replaced elsewhere.',
      checks: [
        'Whether its requests wait: `kubectl get certificatesigningrequests`.',
        'What the kubelet says: `journalctl -u kubelet` on the node, or of k3s.',
        'Whether the clock of the node is right: NodeClockSkewed.',
      ],
      remedies: [
        'Requests that wait and are sound: `kubectl certificate approve NAME`, and see why nobody approves them.',
        'Restart the kubelet: it asks anew.',
        'On AKS: replace the node.',
      ],
    },
  };
}

function claimNearlyFull(percent: number): AlertRule {
  const bytes = (what: string): string =>
    `max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_${what}_bytes${ofJob(Job.KUBELET)})`;
  return {
    name: 'PersistentVolumeNearlyFull',
    expression: `${bytes('available')}\n/ (${bytes('capacity')} > 0)\n< ${share(percent)}`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.CRITICAL,
    summary:
      'the claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is nearly full: {{ $value | humanizePercentage }} of it is left',
    description:
      'When it is full whoever writes to it fails. Raise the request of the claim where its StorageClass can expand volumes, and the size in the settings with it; or remove data.',
    runbook: {
      meaning:
        'Nearly nothing is left of a claim, whoever uses it. When it is full its program fails, and some do not even start again.',
      checks: [
        'How fast it fills: `kubelet_volume_stats_available_bytes` of the claim over the last days.',
        'What fills it: `kubectl -n NAMESPACE exec POD -- du -h` where the image has it.',
        'Whether its StorageClass can expand volumes: `kubectl get storageclass NAME -o jsonpath={.allowVolumeExpansion}`.',
      ],
      remedies: [
        'Expand it: raise `spec.resources.requests.storage` of the claim, and the size in the settings.',
        'Remove what is not needed; of a Prometheus lower the retention.',
        'A StorageClass that cannot expand: a new claim, and the data moved there.',
      ],
    },
  };
}
