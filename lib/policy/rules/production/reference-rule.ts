import type { Indexes } from '../../indexes';
import type { PolicyInventory } from '../../policy-inventory';
import type { PolicyViolation } from '../../policy-verdict';
import type { Reference, Workload } from '../../workload';
import { type Fault, WorkloadRule } from '../rule';

/** A rule that what pods name is there: otherwise they wait for it, for ever. */
export abstract class ReferenceRule extends WorkloadRule {
  protected abstract readonly kind: string;

  protected override concerns(workload: Workload): boolean {
    return this.referencesOf(workload).length > 0;
  }

  protected fault(workload: Workload, _indexes: Indexes, inventory: PolicyInventory): Fault {
    let absent: Map<string, PolicyViolation> | undefined;
    for (const { name, path } of this.referencesOf(workload)) {
      if (!inventory.find(this.kind, name, workload.object.namespace) && !absent?.has(name)) {
        absent ??= new Map();
        absent.set(name, { path, value: `${this.kind} ${name}, which is not here` });
      }
    }
    return absent && [...absent.values()];
  }

  protected abstract referencesOf(workload: Workload): readonly Reference[];
}
