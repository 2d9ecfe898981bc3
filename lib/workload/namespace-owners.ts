import type { IConstruct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import { Environment } from '../environment/environment';

/** The first chart that makes a namespace, by where it is. */
const owners = new RootState(() => ({
  byContext: new Map<string, IConstruct>(),
  byCluster: new Map<object, Map<string, IConstruct>>(),
}));

/**
 * Reports a namespace of a cluster that two environments make: each deployment would overwrite the other. Charts of one
 * environment may share a namespace. Clusters of one name are compared object by object elsewhere.
 */
export function claimNamespace(chart: IConstruct, namespace: string): void {
  const environment = Environment.of(chart);
  if (!environment || environment.cluster.name !== undefined) {
    return;
  }
  const { byContext, byCluster } = owners.of(chart);
  const { cluster } = environment;
  if (cluster.context !== undefined) {
    const other = foreignOwner(byContext, `${cluster.context}\n${namespace}`, chart);
    if (other) {
      reportError(chart, {
        property: 'namespace',
        value: `${namespace} on the context ${cluster.context}, where ${other.node.path} makes it for ${nameOf(other)}`,
        rule: 'a namespace of a cluster belongs to one environment: each deployment would overwrite the other',
        fix: 'give the cluster of this environment its own context, or this environment a namespace of its own',
      });
      return;
    }
  }
  const namespaces = byCluster.get(cluster) ?? new Map<string, IConstruct>();
  byCluster.set(cluster, namespaces);
  const other = foreignOwner(namespaces, namespace, chart);
  if (other) {
    reportWarning(chart, {
      property: 'namespace',
      value: `${namespace} on the Cluster object of ${nameOf(other)}, where ${other.node.path} makes it, too`,
      rule: 'two environments on one cluster have one namespace: each deployment would overwrite the other',
      fix: 'give this environment a Cluster of its own or another namespace; or acknowledge that the object stands for two clusters',
      id: 'namespace-of-two-environments',
    });
  }
}

/** Who made the namespace first, where that was for another environment. */
function foreignOwner(known: Map<string, IConstruct>, key: string, chart: IConstruct): IConstruct | undefined {
  const first = known.get(key);
  if (!first) {
    known.set(key, chart);
    return undefined;
  }
  return Environment.of(first) === Environment.of(chart) ? undefined : first;
}

function nameOf(chart: IConstruct): string {
  return `the environment ${Environment.of(chart)?.node.path}`;
}
