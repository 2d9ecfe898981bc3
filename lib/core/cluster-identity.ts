import type { IConstruct } from 'constructs';
import { RootState } from './root-state';

const identities = new RootState(() => new Map<IConstruct, string>());

/** Says to which cluster the objects below a construct go. */
export function declareCluster(scope: IConstruct, identity: string): void {
  identities.of(scope).set(scope, identity);
}

/** The cluster that an object goes to; empty where none was declared. */
export function clusterIdentityOf(scope: IConstruct): string {
  const declared = identities.of(scope);
  for (let at: IConstruct | undefined = scope; at && declared.size > 0; at = at.node.scope) {
    const identity = declared.get(at);
    if (identity !== undefined) {
      return identity;
    }
  }
  return '';
}
