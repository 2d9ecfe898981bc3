import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import { podIdentity } from './pod-identity';
import type { WorkloadPlan } from './workload-plan';

/** A workload, as far as selectors meet its pods. */
interface Selectable {
  readonly scope: Construct;
  readonly plan: WorkloadPlan;
}

/** The selectors of one namespace: for each set of label names, the workload that each set of values belongs to. */
type Selectors = Map<string, { readonly names: readonly string[]; readonly byValues: Map<string, Selectable> }>;

/** The workloads of each namespace. They are compared once all are known. */
class SelectorOwners {
  private namespaces = new Map<string, Selectable[]>();

  add(key: string, workload: Selectable): void {
    if (this.namespaces.size === 0) {
      diagnosticRegistry.of(workload.scope).defer(() => this.compareAll());
    }
    const known = this.namespaces.get(key);
    if (known) {
      known.push(workload);
    } else {
      this.namespaces.set(key, [workload]);
    }
  }

  private compareAll(): void {
    const { namespaces } = this;
    this.namespaces = new Map();
    namespaces.forEach(compare);
  }
}

const owners = new RootState(() => new SelectorOwners());

/** Reports a selector that matches the pods of another workload of the namespace, once all workloads are known. */
export function claimSelector(scope: Construct, plan: WorkloadPlan): void {
  const { namespace } = Chart.of(scope);
  if (Object.keys(plan.selector).length > 0) {
    owners.of(scope).add(`${clusterIdentityOf(scope)}\n${namespace ?? ''}`, { scope, plan });
  }
}

/** Workloads of a namespace have few sets of label names: each pod is looked up in each of them. */
function compare(workloads: readonly Selectable[]): void {
  const selectors: Selectors = new Map();
  // Kubernetes selects the pods of a task by labels of its own.
  for (const workload of workloads.filter(({ plan }) => plan.controller.isService)) {
    const names = Object.keys(workload.plan.selector).sort();
    const ofNames = selectors.get(names.join('\n')) ?? { names, byValues: new Map<string, Selectable>() };
    selectors.set(names.join('\n'), ofNames);
    const values = valuesOf(names, workload.plan.selector);
    if (!ofNames.byValues.has(values)) {
      ofNames.byValues.set(values, workload);
    }
  }
  for (const workload of workloads) {
    const labels = podLabels(workload);
    for (const { names, byValues } of selectors.values()) {
      const owner = byValues.get(valuesOf(names, labels));
      if (owner && owner !== workload) {
        report(owner, workload);
      }
    }
  }
}

function report({ scope, plan }: Selectable, other: Selectable): void {
  // Two workloads with one instance are reported where their policies are made.
  const isReported =
    Chart.of(scope).namespace !== undefined &&
    Object.entries(plan.instance).join() === Object.entries(other.plan.instance).join();
  if (!isReported) {
    const labels = Object.entries(plan.selector).map(([name, value]) => `${name}: ${value}`);
    reportError(scope, {
      property: 'identity.selector',
      value: `${labels.join(', ')}, which the pods of ${other.scope.node.path} have, too`,
      rule: 'a selector matches every pod of the namespace with its labels: Service, controller and budget of one workload would take the pods of the other for their own',
      fix: 'give each workload a selector that the pods of the other do not have: identity: Identity.of({ selector: { … } })',
    });
  }
}

/** The labels of the pods: the selector stands last, as it does in the template. */
function podLabels({ scope, plan }: Selectable): Record<string, string> {
  return {
    ...Chart.of(scope).labels,
    ...plan.labels,
    ...plan.props.labels,
    ...podIdentity(plan).podLabels,
    ...plan.selector,
    ...plan.instance,
  };
}

function valuesOf(names: readonly string[], labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(names.map((name) => labels[name] ?? null));
}
