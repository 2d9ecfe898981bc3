import type { IConstruct } from 'constructs';

/** The path of the construct that a person wrote: the objects inside it are named `Resource`. */
export function ownerPath(scope: IConstruct): string {
  const path = scope.node.path;
  return path.endsWith('/Resource') ? path.slice(0, -'/Resource'.length) : path;
}
