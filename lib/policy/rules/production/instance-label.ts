import { DiagnosticLevel } from '../../../core/diagnostics';
import { SERVICE_KINDS } from '../../kinds';
import type { PolicyResource } from '../../policy-resource';
import { type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

const INSTANCE = 'app.kubernetes.io/instance';

/** Two names of one thing. */
export class InstanceLabel extends ObjectRule {
  public readonly id = 'Production.InstanceLabel';
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks = 'the label instance is the name of the workload';
  public readonly fix = `give ${INSTANCE} the value of metadata.name`;
  public readonly source = `${AROUND}; Polaris`;
  public override readonly kinds = SERVICE_KINDS;

  protected fault({ identity }: PolicyResource): Fault {
    const instance = identity.labels[INSTANCE];
    return instance === undefined || instance === identity.name
      ? undefined
      : { path: `metadata.labels[${INSTANCE}]`, value: `${instance}, of ${identity.kind} ${identity.name}` };
  }
}
