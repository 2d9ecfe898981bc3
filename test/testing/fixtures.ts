import { type Manifests } from '../../lib/testing';

/** A workload whose pods carry `app: <name>` and declare one port named `main`. */
export function workload(namespace: string, name: string, port: number, kind = 'Deployment'): object {
  const template = {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'app', ports: [{ name: 'main', containerPort: port }] }] },
  };
  return {
    apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
    kind,
    metadata: { namespace, name, ...(kind === 'Pod' ? template.metadata : {}) },
    spec: kind === 'Pod' ? template.spec : kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template },
  };
}

/** A NetworkPolicy of a name and specification. */
export function networkPolicy(namespace: string, name: string, spec: object): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace, name }, spec };
}

/** A CiliumNetworkPolicy of a name and specification. */
export function ciliumPolicy(namespace: string, name: string, spec: object): object {
  return { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { namespace, name }, spec };
}

/** A selector of the pods of a workload made by `workload`. */
export function app(name: string): { matchLabels: Record<string, string> } {
  return { matchLabels: { app: name } };
}

/** The message of the Error that an action throws. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) {
      return error.message;
    }
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

/** Whether a connection is allowed; fails where `allows` and `denies` do not contradict each other. */
export function isAllowed(manifests: Manifests, source: string, destination: string, port: number, protocol?: string) {
  const passes = (action: () => void): boolean => {
    try {
      action();
      return true;
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('Expected ')) {
        return false;
      }
      throw error;
    }
  };
  const allowed = passes(() => manifests.allows(source, destination, port, { protocol }));
  const denied = passes(() => manifests.denies(source, destination, port, { protocol }));
  if (allowed === denied) {
    throw new Error(`${source} to ${destination} is ${allowed ? 'allowed and denied' : 'allowed in part'}.`);
  }
  return allowed;
}
