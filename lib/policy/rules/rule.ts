import { DiagnosticLevel } from '../../core/diagnostics';
import type { FactRule } from '../fact-rule';
import { shown } from '../field';
import type { Indexes } from '../indexes';
import { POD_KINDS } from '../kinds';
import type { PolicyResource } from '../policy-resource';
import type { ContainerView, PodView } from '../views';
import type { PolicyInventory } from '../policy-inventory';
import type { IPolicyRule } from '../policy-rule';
import type { Workload } from '../workload';
import { type PolicyViolation, PolicyVerdict } from '../policy-verdict';

/** What a violation consists of. */
export type Fault = PolicyViolation | PolicyViolation[] | undefined;

/** A place, and what was found there. */
export function fault(path: string, value: unknown): PolicyViolation {
  return { path, value: shown(value) };
}

/** What the rules of the library share. */
export abstract class Rule implements IPolicyRule {
  public abstract readonly id: string;
  public abstract readonly asks: string;
  public abstract readonly fix: string;
  public abstract readonly source: string;
  public readonly level: DiagnosticLevel = DiagnosticLevel.ERROR;
  public readonly kinds?: string[];
  public readonly exceptions?: string[];

  public abstract check(resource: PolicyResource): PolicyVerdict;
}

/** A rule about something in an object of its kinds. */
export abstract class ObjectRule extends Rule {
  public override check(resource: PolicyResource): PolicyVerdict {
    return PolicyVerdict._of(this.fault(resource));
  }

  protected abstract fault(resource: PolicyResource): Fault;
}

/** A rule about pods. */
export abstract class PodRule extends Rule {
  public override readonly kinds: string[] = POD_KINDS;

  public override check(resource: PolicyResource): PolicyVerdict {
    const pod = resource._pod;
    return pod ? PolicyVerdict._of(this.fault(pod, resource)) : PolicyVerdict.notApplicable();
  }

  protected abstract fault(pod: PodView, resource: PolicyResource): Fault;
}

/** A rule about each container of pods, init containers too. */
export abstract class ContainerRule extends Rule {
  public override readonly kinds: string[] = POD_KINDS;

  public override check(resource: PolicyResource): PolicyVerdict {
    const pod = resource._pod;
    if (!pod) {
      return PolicyVerdict.notApplicable();
    }
    let faults: PolicyViolation[] | undefined;
    for (const container of resource._containers) {
      const found = this.fault(container, pod);
      if (found) {
        faults = [...(faults ?? []), ...(Array.isArray(found) ? found : [found])];
      }
    }
    return PolicyVerdict._of(faults);
  }

  protected abstract fault(container: ContainerView, pod: PodView): Fault;
}

/** A rule about pods that other objects decide: it is asked about the facts that were kept of them. */
export abstract class WorkloadRule extends Rule implements FactRule {
  public override readonly kinds: string[] = POD_KINDS;

  public override check(resource: PolicyResource): PolicyVerdict {
    const workload = resource._facts;
    return workload && this.concerns(workload) ? PolicyVerdict._later() : PolicyVerdict.notApplicable();
  }

  public verdictOf(workload: Workload, inventory: PolicyInventory): PolicyVerdict {
    return PolicyVerdict._of(this.fault(workload, inventory._indexes, inventory));
  }

  /** Whether the pods have what the rule is about. */
  protected concerns(_workload: Workload): boolean {
    return true;
  }

  protected abstract fault(workload: Workload, indexes: Indexes, inventory: PolicyInventory): Fault;
}

/** Asks once all objects are known. */
export function onceKnown(fault: (indexes: Indexes) => Fault): PolicyVerdict {
  return PolicyVerdict.afterAll({ answer: (inventory) => PolicyVerdict._of(fault(inventory._indexes)) });
}
