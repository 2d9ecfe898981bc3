import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isDnsLabel } from '../core/dns-name';
import { defineObject } from '../core/define-object';
import { Label, standaloneLabels } from '../core/labels';
import { Phase } from '../core/phase';
import { formatBytes, formatCpu, parseQuantity } from '../core/quantity';
import type { Wire } from '../core/wire';
import { type CapacityDemand, demandsOn } from './capacity';
import { Cluster } from './cluster';
import { dnsEgress } from './dns';

/** What a namespace of its own is made of. */
export interface NamespaceChartProps {
  /**
   * The name of the namespace.
   *
   * @default - the id of the chart
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * Labels of the namespace, beside those of Pod Security.
   *
   * @default - none
   */
  readonly namespaceLabels?: { [name: string]: string };

  /**
   * Labels of every object in the chart.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * By how much the quota exceeds what everything takes when it is largest: all maxima, their surge, a whole generation
   * of pods that is still terminating, Jobs, and one pod for an operator.
   *
   * @default 1.5
   */
  readonly quotaHeadroom?: number;
}

/** What a container gets in a namespace of ours where it says nothing: the pod of an operator, for example. */
const CONTAINER_DEFAULTS = {
  request: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
  limit: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
};

/**
 * A chart with a namespace of its own: the Namespace with Pod Security `restricted`, a quota that fits what runs in it,
 * default resources, and a policy that denies all traffic but DNS. Other charts join the namespace by its name.
 */
export class NamespaceChart extends Chart {
  constructor(scope: Construct, id: string, props: NamespaceChartProps = {}) {
    const namespace = props.namespace ?? id;
    super(scope, id, { namespace, labels: { [Label.PART_OF]: id, ...props.labels } });
    const cluster = Cluster.of(this);
    const headroom = props.quotaHeadroom ?? 1.5;
    this.check(namespace, headroom);

    const podSecurity = `v${/^v?(1\.\d+)/.exec(cluster.kubernetesVersion)?.[1] ?? '1.30'}`;
    defineObject(this, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      name: namespace,
      namespaced: false,
      phase: Phase.CLUSTER,
      labels: {
        ...standaloneLabels(namespace),
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': podSecurity,
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/audit-version': podSecurity,
        'pod-security.kubernetes.io/warn': 'restricted',
        'pod-security.kubernetes.io/warn-version': podSecurity,
        ...props.namespaceLabels,
      },
      content: () => ({}),
    });
    defineObject(this, 'quota', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      name: 'quota',
      labels: standaloneLabels('quota'),
      phase: Phase.CLUSTER,
      content: () => ({ spec: { hard: quota(demandsOn(this, namespace), headroom) } }),
    });
    defineObject(this, 'limits', {
      apiVersion: 'v1',
      kind: 'LimitRange',
      name: 'limits',
      labels: standaloneLabels('limits'),
      phase: Phase.CLUSTER,
      content: () => ({ spec: limits(demandsOn(this, namespace)) }),
    });
    defineObject(this, 'default-deny', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      name: 'default-deny',
      labels: standaloneLabels('default-deny'),
      phase: Phase.CLUSTER,
      content: () => ({ spec: defaultDeny(cluster) }),
    });
  }

  private check(namespace: string, headroom: number): void {
    if (!isDnsLabel(namespace)) {
      reportError(this, {
        property: 'namespace',
        value: JSON.stringify(namespace),
        rule: 'the name of a namespace is a DNS label of at most 63 characters',
        fix: 'use a-z, 0-9 and -, no - at the ends',
      });
    }
    if (!(headroom >= 1)) {
      reportError(this, {
        property: 'quotaHeadroom',
        value: String(headroom),
        rule: 'a quota below what runs at the maximum stops rollouts',
        fix: 'give a factor of at least 1; 1.5 is the default',
      });
    }
  }
}

/** More than any cluster has, and no more than a quantity can say. */
const MOST_CORES = 2 ** 43;
const MOST_BYTES = 2 ** 62;

/** With the maximum and a surge alone, two pods that are slow to terminate stop a rollout. */
function quota(demands: readonly CapacityDemand[], headroom: number): Record<string, string> {
  const operator = {
    cpuRequest: value(CONTAINER_DEFAULTS.request.cpu),
    cpuLimit: value(CONTAINER_DEFAULTS.limit.cpu),
    memoryRequest: value(CONTAINER_DEFAULTS.request.memory),
    memoryLimit: value(CONTAINER_DEFAULTS.limit.memory),
    storageRequest: value(CONTAINER_DEFAULTS.request['ephemeral-storage']),
    storageLimit: value(CONTAINER_DEFAULTS.limit['ephemeral-storage']),
  };
  const all = [...demands, { pods: 1, pod: operator, claims: 0, claimedBytes: 0 }];
  const total = (of: (demand: CapacityDemand) => number): number =>
    all.reduce((sum, demand) => sum + sound(of(demand)), 0) * (headroom >= 1 ? headroom : 1);
  const cores = (of: (demand: CapacityDemand) => number): string => formatCpu(Math.min(total(of), MOST_CORES));
  const bytes = (of: (demand: CapacityDemand) => number): string => formatBytes(Math.min(total(of), MOST_BYTES));
  const hard: Record<string, string> = {
    pods: String(Math.ceil(total((demand) => demand.pods))),
    'requests.cpu': cores((demand) => demand.pods * demand.pod.cpuRequest),
    // Under a quota of limits the API server refuses every pod without one.
    ...(limitsCpu(demands) ? { 'limits.cpu': cores((demand) => demand.pods * (demand.pod.cpuLimit ?? 0)) } : {}),
    'requests.memory': bytes((demand) => demand.pods * demand.pod.memoryRequest),
    'limits.memory': bytes((demand) => demand.pods * demand.pod.memoryLimit),
    'requests.ephemeral-storage': bytes((demand) => demand.pods * demand.pod.storageRequest),
    'limits.ephemeral-storage': bytes((demand) => demand.pods * demand.pod.storageLimit),
  };
  const claims = Math.ceil(total((demand) => demand.claims));
  return claims === 0
    ? hard
    : {
        ...hard,
        persistentvolumeclaims: String(claims),
        'requests.storage': bytes((demand) => demand.claimedBytes),
      };
}

/** Whether every container has a limit of the CPU: one without is so on purpose, and must not get one from here. */
function limitsCpu(demands: readonly CapacityDemand[]): boolean {
  return demands.every(({ pod }) => pod.cpuLimit !== undefined);
}

function limits(demands: readonly CapacityDemand[]): Wire<k8s.LimitRangeSpec> {
  const { cpu, ...withoutCpu } = CONTAINER_DEFAULTS.limit;
  return {
    limits: [
      {
        type: 'Container',
        default: limitsCpu(demands) ? { cpu, ...withoutCpu } : withoutCpu,
        defaultRequest: { ...CONTAINER_DEFAULTS.request },
      },
    ],
  };
}

function defaultDeny(cluster: Cluster): Wire<k8s.NetworkPolicySpec> {
  return { podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [dnsEgress(cluster)] };
}

/** What is no amount is reported where it was written; a throw here would hide all findings. */
function sound(amount: number): number {
  return amount >= 0 && Number.isFinite(amount) ? amount : 0;
}

function value(quantity: string): number {
  return parseQuantity(quantity) ?? 0;
}
