import { Chart, Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isDnsLabel } from '../core/dns-name';
import { defineObject } from '../core/define-object';
import { ANNOTATION_PREFIX, Label, standaloneLabels } from '../core/labels';
import { Phase } from '../core/phase';
import type { Wire } from '../core/wire';
import { type CapacityDemand, demandsOn } from '../environment/capacity';
import { Cluster } from '../environment/cluster';
import { dnsEgress } from '../environment/dns';
import { environmentLabels } from '../environment/environment-label';
import { CONTAINER_DEFAULTS, limitsCpu, quotaOf } from '../environment/quota';
import { Alerts } from '../observability/alerts';
import { quotaNearlyUsed } from '../observability/rules/quota';
import { claimNamespace } from './namespace-owners';
import { PodSecurity } from './pod-security';

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
   * Which pods the API server admits.
   *
   * @default PodSecurity.restricted()
   */
  readonly podSecurity?: PodSecurity;

  /**
   * By how much the quota exceeds what everything takes when it is largest: all maxima, their surge, a whole generation
   * of pods that is still terminating, Jobs, and one pod for an operator.
   *
   * @default 1.5
   */
  readonly quotaHeadroom?: number;

  /**
   * The share of the quota, in percent, from which on somebody is told: `QuotaNearlyUsed`.
   *
   * @default 85
   */
  readonly quotaAlertPercent?: number;
}

/**
 * A chart with a namespace of its own: the Namespace with Pod Security, `restricted` unless said, a quota that fits what runs in it,
 * default resources, and a policy that denies all traffic but DNS. Other charts join the namespace by its name.
 */
export class NamespaceChart extends Chart {
  /** By how much the quota exceeds what everything takes when it is largest. */
  public readonly quotaHeadroom: number;

  /** Which pods the API server admits. */
  public readonly podSecurity: PodSecurity;

  constructor(scope: Construct, id: string, props: NamespaceChartProps = {}) {
    const namespace = props.namespace ?? id;
    super(scope, id, { namespace, labels: { [Label.PART_OF]: id, ...props.labels } });
    const cluster = Cluster.of(this);
    const headroom = props.quotaHeadroom ?? 1.5;
    const alertPercent = props.quotaAlertPercent ?? 85;
    const admitted = props.podSecurity ?? PodSecurity.restricted();
    this.quotaHeadroom = headroom;
    this.podSecurity = admitted;
    admitted._check(this);
    this.check(namespace, headroom, alertPercent);
    claimNamespace(this, namespace);

    const standard = `v${/^v?(1\.\d+)/.exec(cluster.kubernetesVersion)?.[1] ?? '1.30'}`;
    defineObject(this, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      name: namespace,
      namespaced: false,
      phase: Phase.CLUSTER,
      labels: {
        ...standaloneLabels(namespace),
        'pod-security.kubernetes.io/enforce': admitted.level,
        'pod-security.kubernetes.io/enforce-version': standard,
        'pod-security.kubernetes.io/audit': admitted.level,
        'pod-security.kubernetes.io/audit-version': standard,
        'pod-security.kubernetes.io/warn': admitted.level,
        'pod-security.kubernetes.io/warn-version': standard,
        // The deployment of another environment knows by these that the namespace is not its own.
        ...environmentLabels(this),
        ...props.namespaceLabels,
      },
      annotations:
        admitted.reason === undefined ? undefined : { [`${ANNOTATION_PREFIX}/pod-security`]: admitted.reason },
      content: () => ({}),
    });
    defineObject(this, 'quota', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      name: 'quota',
      labels: standaloneLabels('quota'),
      phase: Phase.CLUSTER,
      content: () => ({ spec: { hard: quotaOf(demandsOn(this, namespace), headroom) } }),
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
    new Alerts(this, 'namespace-alerts', {
      name: 'namespace',
      rules: [quotaNearlyUsed({ namespace, name: 'quota' }, alertPercent, Duration.minutes(15))],
    });
  }

  private check(namespace: string, headroom: number, alertPercent: number): void {
    if (!(alertPercent > 0 && alertPercent < 100)) {
      reportError(this, {
        property: 'quotaAlertPercent',
        value: String(alertPercent),
        rule: 'somebody is told before a quota is used up: at a share of it',
        fix: 'give more than 0 and less than 100 percent; 85 is the default',
      });
    }
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
