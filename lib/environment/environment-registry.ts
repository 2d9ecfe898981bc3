import type { IConstruct } from 'constructs';

/** What can be asked of the environment of a construct before `Environment` is known as a class. */
export interface EnvironmentFacts extends IConstruct {
  readonly cluster: object;
}

const ENVIRONMENT = Symbol.for('cdk8s-tradewind.Environment');

/** Marks a construct as an environment, across copies of the library. */
export function markEnvironment(construct: EnvironmentFacts): void {
  Object.defineProperty(construct, ENVIRONMENT, { value: true });
}

/** The nearest environment that holds a construct; undefined in a plain tree. */
export function environmentOf(scope: IConstruct): EnvironmentFacts | undefined {
  for (let at: IConstruct | undefined = scope; at; at = at.node.scope) {
    if (ENVIRONMENT in at) {
      return at as unknown as EnvironmentFacts;
    }
  }
  return undefined;
}
