import type { k8s } from 'cdk8s-plus-28';
import { Label } from '../core/labels';
import type { Wire } from '../core/wire';
import type { Cluster } from './cluster';

/** The way of every pod to the cluster's DNS. */
export function dnsEgress(cluster: Cluster): Wire<k8s.NetworkPolicyEgressRule> {
  const pods = {
    namespaceSelector: { matchLabels: { [Label.NAMESPACE]: cluster.dnsNamespace } },
    podSelector: { matchLabels: { ...cluster.dnsPodLabels } },
  };
  const local = cluster.dnsNodeLocalAddress;
  return {
    to:
      local === undefined
        ? [pods]
        : [pods, { ipBlock: { cidr: local.includes(':') ? `${local}/128` : `${local}/32` } }],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
}
