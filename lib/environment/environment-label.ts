import type { IConstruct } from 'constructs';
import { systemNameOf } from '../core/system-name';
import { environmentOf } from './environment-registry';

/** The label of a namespace that names its system. */
export const SYSTEM_LABEL = 'tradewind.dev/system';

/** The label of a namespace that names its environment. */
export const ENVIRONMENT_LABEL = 'tradewind.dev/environment';

/** An environment as the value of a label: its path, with dots. */
export function environmentLabel(environment: IConstruct): string {
  return environment.node.path.replaceAll('/', '.');
}

/** The labels by which a deployment knows the namespaces of its environment; none in a plain cdk8s app. */
export function environmentLabels(scope: IConstruct): Record<string, string> {
  const system = systemNameOf(scope);
  const environment = environmentOf(scope);
  return system === undefined || !environment
    ? {}
    : { [SYSTEM_LABEL]: system, [ENVIRONMENT_LABEL]: environmentLabel(environment) };
}
