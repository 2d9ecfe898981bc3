import { Construct } from 'constructs';
import { namespaceOf } from '../../core/define-object';
import { Label, standaloneLabels } from '../../core/labels';
import { Phase } from '../../core/phase';
import { demandCapacity } from '../../environment/capacity';
import { Cluster } from '../../environment/cluster';
import { DataPlane } from '../../environment/data-plane';
import { defaultPod } from '../../environment/quota';
import { edgeGraph } from '../../network/edge-graph';
import { Peer } from '../../network/peer';
import { defineWorkloadPolicy } from '../../network/workload-policy';
import { exceptionAnnotations } from '../../core/checker-exceptions';
import type { Prometheus } from './prometheus';

const NAME = 'prometheus-adapter';

/** Where the adapter answers the API server, as its chart has it. */
const API = { port: 6443, protocol: 'TCP' };

/** The adapter, and the one that takes its place during a rollout. */
const PODS = 2;

/**
 * What a prometheus-adapter needs that somebody installs in the namespace of Prometheus, where nothing is open by itself:
 * the ways to Prometheus and the API server, the way in of the API server, which asks it for metrics, and its share of the
 * quota.
 */
export class AdapterAccess extends Construct {
  constructor(scope: Construct, id: string, prometheus: Prometheus) {
    super(scope, id);
    const cluster = Cluster.of(this);
    const namespace = namespaceOf(this);
    const podLabels = cluster.prometheusAdapter?.podLabels ?? { [Label.NAME]: NAME };
    defineWorkloadPolicy(
      this,
      { construct: this, namespace, podLabels },
      {
        name: NAME,
        labels: standaloneLabels(NAME),
        phase: Phase.MAIN,
        usesApiServer: true,
        annotations: exceptionAnnotations([
          {
            id: 'Production.PolicySelectsPods',
            reason: 'the adapter is installed by whoever runs the cluster',
            kubeScore: ['networkpolicy-targets-pod'],
          },
        ]),
      },
    );
    const graph = edgeGraph.of(this);
    graph.connect(this, prometheus);
    graph.connect(this, Peer.kubernetesApi());
    // On AKS the API server reaches pods by way of these; elsewhere it comes itself.
    graph.allow(this, Peer.namespace('kube-system', { podLabels: { app: 'konnectivity-agent' } }), [API]);
    if (cluster.dataPlane !== DataPlane.CILIUM) {
      cluster.apiServerCidrs.forEach((block) => graph.allow(this, Peer.cidr(block, { port: API.port }), [API]));
    }
    demandCapacity(this, namespace, () => ({ pods: PODS, pod: defaultPod(), claims: 0, claimedBytes: 0 }));
  }
}
