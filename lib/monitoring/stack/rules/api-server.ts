import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../../observability/alert-rule';
import type { ApiServerAlertOptions } from '../cluster-alert-options';
import { Job } from '../jobs';
import { ofJob, SECONDS_OF_A_DAY } from './expressions';

/** What the API server tells of itself. */
export function apiServerAlerts(options: ApiServerAlertOptions = {}): AlertRule[] {
  const { availabilityPercent = 99, slowSeconds = 1, certificateDays = 7 } = options;
  const budget = (100 - availabilityPercent) / 100;
  return [
    down(),
    ...[FAST, SLOW].map((pace) => errors(budget, pace)),
    slow(slowSeconds),
    clientCertificateExpiring(certificateDays),
    aggregatedApiDown(),
  ];
}

/** How fast a month's budget of errors is used, in its multiples, over which times. */
interface Pace {
  readonly name: string;
  readonly multiple: number;
  readonly long: string;
  readonly short: string;
  readonly duration: Duration;
  readonly severity: AlertSeverity;
  readonly gone: string;
}

const FAST: Pace = {
  name: 'ApiServerErrorsFast',
  multiple: 14.4,
  long: '1h',
  short: '5m',
  duration: Duration.minutes(2),
  severity: AlertSeverity.CRITICAL,
  gone: 'two days',
};

const SLOW: Pace = {
  name: 'ApiServerErrorsSlow',
  multiple: 6,
  long: '6h',
  short: '30m',
  duration: Duration.minutes(15),
  severity: AlertSeverity.WARNING,
  gone: 'five days',
};

function down(): AlertRule {
  return {
    name: 'ApiServerNotScraped',
    expression: `absent(up${ofJob(Job.API_SERVER)} == 1)`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.CRITICAL,
    summary: 'Prometheus hears nothing from the API server',
    description:
      'Either the API server is down, and nothing in the cluster can be changed, or Prometheus may not reach it. Ask it: kubectl get --raw /readyz?verbose',
    runbook: {
      meaning:
        'Prometheus has had no answer from the API server for a while. If it is down, pods go on running, but nothing is scheduled, scaled or replaced. If only Prometheus is cut off, nobody is told when it fails.',
      checks: [
        'Whether it answers: `kubectl get --raw "/readyz?verbose"`.',
        'What Prometheus says of the target: its page Status, Targets, job `apiserver`.',
        'Whether its token and its network policy let it through: the address ranges of the API server that the cluster declares.',
      ],
      remedies: [
        'It is down: on AKS open a ticket with the cloud, on k3s restart the server: `systemctl restart k3s`.',
        'Prometheus gets 403: its ClusterRole must grant get of the path `/metrics`.',
        'The addresses have changed: declare the new ones in `apiServerCidrs` of the cluster, and deploy.',
      ],
    },
  };
}

function errors(budget: number, { name, multiple, long, short, duration, severity, gone }: Pace): AlertRule {
  const threshold = Number((multiple * budget).toPrecision(6));
  const shareOver = (time: string): string => {
    const rate = (...matchers: string[]): string =>
      `sum(rate(apiserver_request_total${ofJob(Job.API_SERVER, ...matchers)}[${time}]))`;
    return `${rate('code=~"5.."')} / ${rate()} > ${threshold}`;
  };
  return {
    name,
    expression: `${shareOver(long)}\nand\n${shareOver(short)}`,
    duration,
    severity,
    summary: 'the API server fails {{ $value | humanizePercentage }} of its requests',
    description: `At this pace the errors that a month may have are used up in ${gone}. Deployments, autoscalers and operators fail with it. See which requests: apiserver_request_total by resource, verb and code.`,
    runbook: {
      meaning:
        'The API server answers too many requests with an error of its own (5xx). Whoever changes something, a person or a controller, fails now and then. The share counts over a long time, so that a blip is nothing, and over a short one, so that the alert ends when it is over.',
      checks: [
        'Which requests fail: `sum by (resource, verb, code) (rate(apiserver_request_total{code=~"5.."}[5m]))`.',
        'Whether a webhook or an aggregated API is in the way: AggregatedApiUnavailable, and `kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations`.',
        'Whether its storage is slow, where it can be seen: `kubectl get --raw "/readyz?verbose"`.',
      ],
      remedies: [
        'A webhook that does not answer: bring back what serves it, or remove its configuration for as long.',
        'One resource alone fails: see who serves it, and who asks for it that often.',
        'All of it fails: on AKS ask the cloud, on k3s look at the log of the server and the disk below it.',
      ],
    },
  };
}

function slow(seconds: number): AlertRule {
  const requests = ofJob(
    Job.API_SERVER,
    'verb!~"CONNECT|WATCH|WATCHLIST"',
    'subresource!~"attach|exec|log|portforward|proxy"',
  );
  return {
    name: 'ApiServerSlow',
    expression: `histogram_quantile(0.99, sum by (le, verb) (rate(apiserver_request_duration_seconds_bucket${requests}[10m])))\n> ${seconds}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: 'one of a hundred requests to the API server ({{ $labels.verb }}) takes {{ $value | humanizeDuration }}',
    description:
      'Everything that changes the cluster becomes slow with it. See which resource: apiserver_request_duration_seconds by resource.',
    runbook: {
      meaning:
        'Requests to the API server take too long. Rollouts, scaling and operators take their time with it, and leases may be lost.',
      checks: [
        'Which resource: `histogram_quantile(0.99, sum by (le, resource, verb) (rate(apiserver_request_duration_seconds_bucket[10m])))`.',
        'Whether somebody lists a lot: `topk(5, sum by (resource) (rate(apiserver_request_total{verb="LIST"}[10m])))`.',
        'Whether a webhook is slow: it is part of each request that it sees.',
      ],
      remedies: [
        'A program that lists everything again and again: let it watch instead, or stop it.',
        'Very many objects of a kind: remove what nobody needs, finished Jobs and old ReplicaSets first.',
        'The control plane is too small: a larger tier on AKS, a larger server on k3s.',
      ],
    },
  };
}

function clientCertificateExpiring(days: number): AlertRule {
  const buckets = `apiserver_client_certificate_expiration_seconds_bucket${ofJob(Job.API_SERVER)}`;
  return {
    name: 'ApiServerClientCertificateExpiring',
    expression: `histogram_quantile(0.01, sum by (le) (rate(${buckets}[5m])))\n< ${days * SECONDS_OF_A_DAY}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: 'somebody calls the API server with a certificate that is valid for {{ $value | humanizeDuration }}',
    description:
      'When it has expired its owner is refused: a kubelet, a controller or a person. Find it, and renew it.',
    runbook: {
      meaning:
        'A client still calls the API server with a certificate that expires soon. Then it is refused: a kubelet whose node becomes NotReady, a pipeline that cannot deploy, a person.',
      checks: [
        'Whether it is a kubelet: KubeletCertificateExpiring says which.',
        'Whether it is the control plane of k3s: `k3s certificate check` on a server.',
        'Kubeconfig files of pipelines and people: the field `client-certificate-data`, read by `openssl x509 -noout -enddate`.',
      ],
      remedies: [
        'k3s renews its own at a restart that falls into their last days: `systemctl restart k3s`.',
        'AKS: `az aks rotate-certs` renews all of them, and interrupts for some minutes.',
        'A kubeconfig: issue a new one.',
      ],
    },
  };
}

function aggregatedApiDown(): AlertRule {
  return {
    name: 'AggregatedApiUnavailable',
    expression: `max by (name) (aggregator_unavailable_apiservice${ofJob(Job.API_SERVER)}) > 0`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.WARNING,
    summary: 'the aggregated API {{ $labels.name }} does not answer the API server',
    description:
      'Autoscalers that ask it get nothing, and namespaces cannot be removed. See why: kubectl get apiservice {{ $labels.name }}',
    runbook: {
      meaning:
        'The API server hands some requests on: metrics of pods to the metrics-server, metrics of programs to the prometheus-adapter or KEDA. One of them does not answer. Autoscalers that need it stay where they are, and no namespace can be removed.',
      checks: [
        'What the API server says: `kubectl describe apiservice NAME`.',
        'Whether the pods behind it are ready: the Service that it names.',
        'Whether a network policy lets the API server in: its addresses, or the entity of Cilium.',
      ],
      remedies: [
        'Its pods are not ready: mend that first.',
        'Nothing serves it any more: `kubectl delete apiservice NAME`.',
      ],
    },
  };
}
