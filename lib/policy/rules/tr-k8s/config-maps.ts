import { isGiven, listOf, textOf } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, type Fault } from '../rule';
import { PLATFORM_RULES } from './source';

/** TR-K8S-8: plain configuration, apart from the pods that read it. */
export class ConfigMaps extends ContainerRule {
  public readonly id = 'TR-K8S-8';
  public readonly asks =
    'plain configuration comes from ConfigMaps: a variable has its value in the pod only to refer to another, $(NAME)';
  public readonly fix = 'use variables: { … }, which makes a ConfigMap, or envFrom with one of your own';
  public readonly source = PLATFORM_RULES;

  protected fault({ spec, path }: ContainerView): Fault {
    const literals = listOf(spec.env).filter(
      ({ value, valueFrom }) =>
        textOf(value) !== undefined && !isGiven(valueFrom) && !/\$\([\w.-]+\)/.test(String(value)),
    );
    return literals.length === 0
      ? undefined
      : { path: `${path}.env`, value: literals.map(({ name }) => textOf(name) ?? '').join(', ') };
  }
}
