import type { Construct } from 'constructs';
import type { TriggerAuthenticationSpec } from '../../imports/keda.sh';
import { defineObject } from '../core/define-object';
import type { Wire } from '../core/wire';
import type { ICredentialKey } from '../contracts/credential-key';
import type { INetworkPeer } from '../contracts/network-peer';
import type { WorkloadIdentity } from '../environment/workload-identity';
import { Cluster } from '../environment/cluster';
import { kedaTarget } from '../environment/keda';
import type { ScalingTrigger } from './scaling-trigger';
import type { TriggerDefinition } from './trigger-definition';

/** A trigger with what the one that is asked says of itself, and the authentication that it uses. */
export interface BoundTrigger {
  /** Where the author wrote it. */
  readonly property: string;
  readonly definition: TriggerDefinition;
  readonly metadata: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, ICredentialKey>>;
  readonly identity: { readonly of?: WorkloadIdentity } | undefined;
  /** The authentication, where there is one. */
  readonly authentication: { readonly name: string; readonly kind?: string } | undefined;
}

/** A trigger in the words of the wire format, which are the same for scaled objects and scaled jobs. */
export interface WireTrigger {
  type: string;
  name?: string;
  metricType?: string;
  useCachedMetrics?: boolean;
  metadata: Record<string, string>;
  authenticationRef?: { name: string; kind?: 'TriggerAuthentication' | 'ClusterTriggerAuthentication' };
}

/** KEDA's operator, as a caller. */
const KEDA: INetworkPeer = { toNetworkTarget: kedaTarget };

/**
 * Asks everybody that triggers are about how they are asked, has them let KEDA in, and makes a TriggerAuthentication for
 * every set of credentials: triggers with the same one share it.
 */
export function bindTriggers(
  scope: Construct,
  triggers: readonly ScalingTrigger[],
  { name, labels }: { readonly name: string; readonly labels?: Record<string, string> },
): BoundTrigger[] {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return triggers.map(({ _definition: definition }, index) => {
    const { source, request, authentication } = definition;
    const connection = source && request ? source.toScalerConnection(request) : {};
    if (source && request && Cluster.of(scope).keda) {
      source.admitScaler(KEDA, request);
    }
    const credentials = authentication ? authentication._credentials : (connection.credentials ?? {});
    const identity = authentication?.isIdentity ? { of: authentication.identity } : undefined;
    const bound = {
      property: `scaling.triggers[${index}]`,
      definition,
      metadata: { ...connection.parameters, ...definition.metadata },
      credentials,
      identity,
    };
    if (authentication?.existingName !== undefined) {
      return { ...bound, authentication: { name: authentication.existingName, kind: authentication.existingKind } };
    }
    if (Object.keys(credentials).length === 0 && !identity) {
      return { ...bound, authentication: undefined };
    }
    const spec = authenticationSpec(bound);
    const key = JSON.stringify(spec);
    let known = names.get(key);
    if (known === undefined) {
      known = freeName(`${name}-${definition.type}`, taken);
      names.set(key, known);
      defineObject(scope, `authentication-${known.slice(name.length + 1)}`, {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'TriggerAuthentication',
        name: known,
        labels,
        content: () => ({ spec: authenticationSpec(bound) }),
      });
    }
    return { ...bound, authentication: { name: known } };
  });
}

/** The triggers in the words of the wire format. */
export function renderTriggers(triggers: readonly BoundTrigger[]): WireTrigger[] {
  return triggers.map(({ definition, metadata, authentication }) => ({
    type: definition.type,
    name: definition.name,
    metricType: definition.metricType,
    useCachedMetrics: definition.cachedMetrics ? true : undefined,
    metadata: sorted(metadata),
    authenticationRef: authentication && {
      name: authentication.name,
      kind: authentication.kind === 'ClusterTriggerAuthentication' ? 'ClusterTriggerAuthentication' : undefined,
    },
  }));
}

function authenticationSpec({
  credentials,
  identity,
}: Pick<BoundTrigger, 'credentials' | 'identity'>): Wire<TriggerAuthenticationSpec> {
  const keys = Object.entries(sorted(credentials)).map(([parameter, { source, key }]) => ({
    parameter,
    name: source.secretName,
    key,
  }));
  return {
    podIdentity: identity && {
      provider: 'azure-workload',
      identityId: identity.of?.clientId,
      identityTenantId: identity.of?.tenantId,
    },
    secretTargetRef: keys.length > 0 ? keys : undefined,
  };
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) {
    name = `${wanted}-${number}`;
  }
  taken.add(name);
  return name;
}

function sorted<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
