import { isGiven } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, type Fault } from '../rule';
import { PLATFORM_RULES } from './source';

/** TR-K8S-3: what every container asks for and may take. */
export class Resources extends ContainerRule {
  public readonly id = 'TR-K8S-3';
  public readonly asks = 'every container has requests and limits of cpu and memory';
  public readonly fix = 'give resources: { requests: { cpu, memory }, limits: { cpu, memory } }';
  public readonly source = PLATFORM_RULES;
  /** A container without a limit of the cpu, with the reason. */
  public override readonly exceptions = ['cpu-limit'];

  protected fault({ spec, path }: ContainerView): Fault {
    const { requests, limits } = spec.resources ?? {};
    if (isGiven(requests?.cpu) && isGiven(requests?.memory) && isGiven(limits?.cpu) && isGiven(limits?.memory)) {
      return undefined;
    }
    const missing = FIELDS.filter(([side, name]) => !isGiven(spec.resources?.[side]?.[name]));
    return {
      path: `${path}.resources`,
      value: `no ${missing.map(([side, name]) => `${side}.${name}`).join(', no ')}`,
    };
  }
}

const FIELDS = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'cpu'],
  ['limits', 'memory'],
] as const;
