import { isGiven } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, type Fault } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** The disk of the node. */
export class EphemeralStorage extends ContainerRule {
  public readonly id = 'Production.EphemeralStorage';
  public readonly asks =
    'every container has a request and a limit of ephemeral storage: logs and scratch space take it';
  public readonly fix = "give resources: { requests: { 'ephemeral-storage' }, limits: { 'ephemeral-storage' } }";
  public readonly source = `${POD_AND_CONTAINER}; kube-score`;

  protected fault({ spec, path }: ContainerView): Fault {
    const missing = SIDES.filter((side) => !isGiven(spec.resources?.[side]?.['ephemeral-storage']));
    return missing.length === 0
      ? undefined
      : { path: `${path}.resources`, value: missing.map((side) => `no ${side}.ephemeral-storage`).join(', ') };
  }
}

const SIDES = ['requests', 'limits'] as const;
