import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import { exceptionAnnotations } from '../core/checker-exceptions';
import { clusterIdentityOf } from '../core/cluster-identity';
import { defineObject, namespaceOf } from '../core/define-object';
import { Label } from '../core/labels';
import { RootState } from '../core/root-state';
import type { Wire } from '../core/wire';
import type { Edge } from '../environment/edge';

/** The namespaces of each cluster in which the edge reaches solvers already. */
const opened = new RootState(() => new Set<string>());

/** The port of the pod that cert-manager makes to answer an HTTP-01 challenge. */
const SOLVER_PORT = 8089;

/**
 * Lets the edge reach the pods that cert-manager makes in the namespace of a route to prove that a host name is ours.
 * Behind a default deny the certificate would never be issued.
 */
export function openAcmeSolver(scope: Construct, edge: Edge): void {
  const chart = Chart.of(scope);
  const place = `${clusterIdentityOf(scope)}\n${namespaceOf(scope) ?? chart.node.path}`;
  const known = opened.of(scope);
  if (edge.clusterIssuer === undefined || edge.dns01 || known.has(place)) {
    return;
  }
  known.add(place);
  defineObject(chart, 'acme-http01-solver', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    name: 'acme-http01-solver',
    annotations: exceptionAnnotations([
      {
        id: 'Production.PolicySelectsPods',
        reason: 'cert-manager makes these pods while it waits for a certificate',
        kubeScore: ['networkpolicy-targets-pod'],
      },
    ]),
    content: () => ({ spec: solverPolicy(edge, scope) }),
  });
}

function solverPolicy({ source }: Edge, scope: IConstruct): Wire<k8s.NetworkPolicySpec> {
  const { namespace, podLabels = {}, cidrs = [] } = source;
  const isOwn = namespace !== undefined && namespace === namespaceOf(scope);
  const pods = { podSelector: Object.keys(podLabels).length > 0 ? { matchLabels: { ...podLabels } } : {} };
  const elsewhere = { namespaceSelector: { matchLabels: { [Label.NAMESPACE]: namespace ?? '' } } };
  return {
    podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from:
          namespace === undefined
            ? cidrs.map((cidr) => ({ ipBlock: { cidr } }))
            : [isOwn ? pods : { ...elsewhere, ...pods }],
        ports: [{ port: SOLVER_PORT, protocol: 'TCP' }],
      },
    ],
  };
}
