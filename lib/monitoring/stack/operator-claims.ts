import type { Construct } from 'constructs';
import { clusterIdentityOf } from '../../core/cluster-identity';
import { reportError } from '../../core/diagnostic-registry';
import { RootState } from '../../core/root-state';
import { Cluster } from '../../environment/cluster';

const operators = new RootState(() => new Map<string, Construct>());
const asked = new RootState(() => new Set<string>());

/** Reports a prometheus-operator beside another one. */
export function claimOperator(scope: Construct): void {
  const cluster = clusterIdentityOf(scope);
  const known = operators.of(scope);
  const other = known.get(cluster);
  known.set(cluster, other ?? scope);
  const declared = Cluster.of(scope).prometheusOperator;
  if (other || declared?.preinstalled) {
    reportError(scope, {
      property: 'operator',
      value: other ? `a second one, beside ${other.node.path}` : 'one, on a cluster that declares one as preinstalled',
      rule: 'two prometheus-operators write over each other, without end',
      fix: other
        ? 'keep one for the cluster: a MonitoringStack of its own, to which systems refer'
        : 'leave it out, or correct prometheusOperator.preinstalled of the cluster',
    });
  }
  requireOperator(scope);
}

/** Reports once that a cluster does not declare the operator: workloads would have no rules and no monitors. */
export function requireOperator(scope: Construct): void {
  const cluster = clusterIdentityOf(scope);
  if (Cluster.of(scope).prometheusOperator || asked.of(scope).has(cluster)) {
    return;
  }
  asked.of(scope).add(cluster);
  reportError(scope, {
    property: 'prometheusOperator',
    value: 'none, as the cluster declares',
    rule: 'prometheus-operator runs Prometheus and Alertmanager, and nothing is emitted for one that is not declared',
    fix: 'declare prometheusOperator: {} on the cluster, for every system that is to have alerts',
  });
}
