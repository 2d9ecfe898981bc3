import type { IConstruct } from 'constructs';
import { constructsOf } from '../core/render';
import { Cluster } from '../environment/cluster';
import { DataPlane } from '../environment/data-plane';
import { environmentOf } from '../environment/environment-registry';
import { parseAddressBlock } from './address-block';
import type { AddressPeer, ApiServerPeer, ContainerPort, NodesPeer } from './network-question';

/** Pods of the cluster that the manifests do not hold. */
export interface DescribedPods {
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly ports: ContainerPort[];
}

/** What a cluster has under a name of its own: pods, addresses or the API server. */
export type ClusterPeer = DescribedPods | AddressPeer | ApiServerPeer;

/** The one cluster that a construct and all below it go to; undefined where there are several. */
export function clusterOf(scope: IConstruct): Cluster | undefined {
  if (environmentOf(scope)) {
    return Cluster.of(scope);
  }
  const clusters = new Set(
    constructsOf(scope)
      .filter((each) => environmentOf(each) === each)
      .map((each) => Cluster.of(each)),
  );
  return clusters.size > 1 ? undefined : ([...clusters][0] ?? Cluster.of(scope));
}

const NAMES: Readonly<Record<string, (cluster: Cluster) => ClusterPeer[]>> = {
  dns,
  'kube-apiserver': apiServer,
  edge,
  prometheus,
  keda,
};

/** What a question may name beside workloads. */
export const CLUSTER_NAMES = Object.keys(NAMES);

/**
 * Who a name of the cluster stands for: all that it declares of it.
 *
 * @throws Error where there are several clusters
 */
export function clusterPeers(cluster: Cluster | undefined, name: string): ClusterPeer[] {
  if (!cluster) {
    throw new Error(`These manifests are for several clusters: ask about ${name} in those of one environment.`);
  }
  return NAMES[name](cluster);
}

/** Pods in the network of their nodes, as policies of a cluster know them. */
export function nodePeers(cluster: Cluster | undefined): (AddressPeer | NodesPeer)[] {
  return cluster === undefined || cluster.dataPlane === DataPlane.CILIUM || cluster.nodeCidrs.length === 0
    ? [{ type: 'remote-node', title: 'the nodes' }]
    : addresses(cluster.nodeCidrs);
}

function dns(cluster: Cluster): ClusterPeer[] {
  const local = cluster.dnsNodeLocalAddress;
  const ports = [
    { name: 'dns', number: 53, protocol: 'UDP' },
    { name: 'dns-tcp', number: 53, protocol: 'TCP' },
  ];
  return [
    { namespace: cluster.dnsNamespace, labels: cluster.dnsPodLabels, ports },
    ...(local === undefined ? [] : addresses([local])),
  ];
}

/** Cilium knows it by name; otherwise a policy can only name its addresses. */
function apiServer(cluster: Cluster): ClusterPeer[] {
  return cluster.dataPlane === DataPlane.CILIUM || cluster.apiServerCidrs.length === 0
    ? [{ type: 'kube-apiserver', title: 'kube-apiserver' }]
    : addresses(cluster.apiServerCidrs);
}

function edge({ edge: declared }: Cluster): ClusterPeer[] {
  const { namespace, podLabels, cidrs } = declared?.source ?? {};
  return namespace === undefined ? addresses(cidrs ?? []) : [{ namespace, labels: podLabels ?? {}, ports: [] }];
}

function prometheus({ prometheus: declared }: Cluster): ClusterPeer[] {
  return declared
    ? [
        {
          namespace: declared.namespace ?? 'monitoring',
          labels: declared.podLabels ?? { 'app.kubernetes.io/name': 'prometheus' },
          ports: [],
        },
      ]
    : [];
}

function keda({ keda: declared }: Cluster): ClusterPeer[] {
  return declared
    ? [{ namespace: declared.namespace ?? 'keda', labels: declared.podLabels ?? { app: 'keda-operator' }, ports: [] }]
    : [];
}

function addresses(texts: readonly string[]): AddressPeer[] {
  return texts.flatMap((text) => {
    const block = parseAddressBlock(text);
    return block ? [{ type: 'address' as const, title: text, block }] : [];
  });
}
