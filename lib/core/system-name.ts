import type { IConstruct } from 'constructs';

const names = new WeakMap<IConstruct, string>();

/** Declares the name of the system that a tree is. */
export function declareSystemName(root: IConstruct, name: string): void {
  names.set(root, name);
}

/** The name of the system that a construct is part of; undefined in a plain cdk8s app. */
export function systemNameOf(scope: IConstruct): string | undefined {
  return names.get(scope.node.root);
}
