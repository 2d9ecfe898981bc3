import type { IConstruct } from 'constructs';
import { MAX_INT32, MAX_PODS } from '../core/numbers';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { Cluster } from '../environment/cluster';
import { parseAmount } from './amount';
import type { DaemonSetOptions } from './daemon-set-options';
import type { RolloutOptions } from './rollout';

/** The pods that a rollout adds to the wanted ones at most. */
export function surgeOf(options: RolloutOptions, pods: number): number {
  const surge = parseAmount(options.maxSurge ?? '1');
  const added = surge?.percent ? Math.ceil((surge.value * pods) / 100) : (surge?.value ?? 0);
  return Math.min(added, MAX_PODS);
}

/** Reports a rollout that could not start, or that is none. */
export function checkRollout(scope: IConstruct, options: RolloutOptions): void {
  const surge = options.maxSurge ?? '1';
  const unavailable = options.maxUnavailable ?? '0';
  for (const [property, text] of [
    ['rollout.maxSurge', surge],
    ['rollout.maxUnavailable', unavailable],
  ] as const) {
    const amount = parseAmount(text);
    if (!amount || (!amount.percent && amount.value > MAX_PODS)) {
      reportError(scope, {
        property,
        value: JSON.stringify(text),
        rule: `it is a whole number up to ${MAX_PODS} or a share in percent`,
        fix: "write '1' or '25%'",
      });
    }
  }
  const missing = parseAmount(unavailable);
  if (missing?.percent && missing.value > 100) {
    reportError(scope, {
      property: 'rollout.maxUnavailable',
      value: unavailable,
      rule: 'more than all pods cannot be missing: the API server refuses more than 100%',
      fix: "write '25%', or '0' where a surge replaces the pods one by one",
    });
  }
  if (parseAmount(surge)?.value === 0 && parseAmount(unavailable)?.value === 0) {
    reportError(scope, {
      property: 'rollout.maxSurge',
      value: '0, with maxUnavailable 0',
      rule: 'a rollout that may neither add nor remove a pod cannot start',
      fix: "allow one of them: maxSurge: '1'",
    });
  }
  const history = options.history ?? 5;
  if (!Number.isInteger(history) || history < 1 || history > MAX_INT32) {
    reportError(scope, {
      property: 'rollout.history',
      value: String(history),
      rule: 'without an old version there is nothing to roll back to',
      fix: 'give a whole number of at least 1',
    });
  }
  const ready = options.minReady?.toSeconds() ?? 0;
  const deadline = options.deadline?.toSeconds();
  if (deadline === undefined) {
    return;
  }
  if (deadline > MAX_INT32) {
    reportError(scope, {
      property: 'rollout.deadline',
      value: `${deadline} s`,
      rule: `the API server refuses more than ${MAX_INT32} s`,
      fix: 'give the time after which somebody should look, such as 10 minutes',
    });
  }
  if (deadline <= ready) {
    reportError(scope, {
      property: 'rollout.deadline',
      value: `${deadline} s, with ${ready} s that a pod has to be ready`,
      rule: 'the rollout would have failed before its first pod counts',
      fix: `give more than ${ready} s`,
    });
  }
}

/** Reports a DaemonSet that could never be replaced, or for which there is no room. */
export function checkDaemonSet(scope: IConstruct, options: DaemonSetOptions): void {
  const { nodes = 100, maxUnavailable = '10%' } = options;
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MAX_NODES) {
    reportError(scope, {
      property: 'controller.nodes',
      value: String(nodes),
      rule: `a cluster has at least one node, and Kubernetes is made for at most ${MAX_NODES}`,
      fix: 'give the most nodes that the cluster may have',
    });
  }
  const { zones } = Cluster.of(scope);
  if (nodes >= 1 && nodes < zones) {
    reportWarning(scope, {
      property: 'controller.nodes',
      value: `${nodes}, on a cluster with ${zones} zones`,
      rule: 'a zone has at least one node: the quota would have no room for the pods of the others',
      fix: 'give the most nodes that the cluster may have; or acknowledge that the pods run in some zones alone',
      id: 'fewer-nodes-than-zones',
    });
  }
  const missing = parseAmount(maxUnavailable);
  if (!missing || missing.value < 1 || missing.value > (missing.percent ? 100 : MAX_NODES)) {
    reportError(scope, {
      property: 'controller.maxUnavailable',
      value: JSON.stringify(maxUnavailable),
      rule: 'a new version replaces the old one where its pod is removed first: on at least one node, on all at most',
      fix: "write '1' or '10%'",
    });
  }
}

const MAX_NODES = 5000;
