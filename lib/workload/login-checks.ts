import type { IConstruct } from 'constructs';
import { reportWarning } from '../core/diagnostic-registry';
import type { ICredentialSource } from '../contracts/credential-source';
import type { INetworkPeer, NetworkTarget } from '../contracts/network-peer';
import { edgeGraph } from '../network/edge-graph';
import { Credentials } from '../secrets/credentials';
import type { WorkloadPlan } from './workload-plan';

/** Warns of a way to a server that asks for credentials, of which no container has any. */
export function checkLogins(scope: IConstruct, plan: WorkloadPlan): void {
  const owned = new Set(plan.bundles.flatMap(({ source }) => originsOf(source)));
  for (const { description, workload, credentials = [] } of serversOf(scope)) {
    const isOwn = workload === scope;
    // A server outside may take the token of an identity, as those of Azure do.
    const mayHaveToken = workload === undefined && plan.props.workloadIdentity !== undefined;
    const isKnown = credentials.some((source) => originsOf(source).some((origin) => owned.has(origin)));
    if (credentials.length > 0 && !isOwn && !mayHaveToken && !isKnown) {
      const names = [...new Set(credentials.map(({ secretName }) => secretName))].sort();
      reportWarning(scope, {
        property: `connectTo ${description}`,
        value: `the way there, without a key of ${names.join(' or ')}`,
        rule: 'it asks its clients for credentials, and none of the containers has any of them',
        fix: 'use url() of the store, or add its keys: credentials or credentialFiles; or acknowledge it with the reason, such as a login of its own',
        id: 'no-credentials-for-store',
      });
    }
  }
}

/** Whom a workload was connected to, with what is known of those whom it knows by a name alone. */
function serversOf(scope: IConstruct): NetworkTarget[] {
  const graph = edgeGraph.of(scope);
  const targets = graph.peersOf(scope).map((peer) => peer.toNetworkTarget(scope));
  const named = targets.some(({ service, workload }) => service && !workload)
    ? graph.egressOf(scope).flatMap(({ other }) => {
        const { service, workload, ports = [] } = other;
        const behind = service && isPeer(workload) ? workload.toNetworkTarget(scope) : undefined;
        const isMeant = behind?.ports?.some(({ port }) => ports.some((own) => own.port === port));
        return behind && isMeant ? [behind] : [];
      })
    : [];
  return [...targets, ...named];
}

function isPeer(construct: IConstruct | undefined): construct is IConstruct & INetworkPeer {
  return construct !== undefined && 'toNetworkTarget' in construct;
}

/** A bundle by its name, and by where a vault has the values of its keys: bundles of two namespaces can share them. */
function originsOf(source: ICredentialSource): string[] {
  const shared =
    source instanceof Credentials
      ? source.keys.map((name) => {
          const { secretName, key } = source._origin(name);
          return `${secretName}/${key}`;
        })
      : [];
  return [source.secretName, ...shared];
}
