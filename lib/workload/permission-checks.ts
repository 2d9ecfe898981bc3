import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';

/** What a permission grants, as its checks see it. */
export interface GrantedRule {
  readonly resource: string;
  readonly apiGroup: string;
  readonly verbs: readonly string[];
  readonly names?: readonly string[];
}

/** Reports wildcards and lists of names that are none. */
export function checkGrant(scope: IConstruct, property: string, grant: GrantedRule, factory: string): void {
  const { resource, apiGroup, verbs, names } = grant;
  if ([resource, apiGroup, ...verbs, ...(names ?? [])].some((part) => part.includes('*')) || verbs.length === 0) {
    reportError(scope, {
      property,
      value: `${verbs.join(', ') || 'no verbs'} on ${resource}`,
      rule: 'a permission names its verbs and resources: a wildcard grants what does not exist yet',
      fix: `list what the program does: ${factory}.of('configmaps', ['get'])`,
    });
  }
  if (names?.length === 0) {
    reportError(scope, {
      property: `${property}.names`,
      value: 'no names',
      rule: 'an empty list of names is no list for RBAC: it would grant every object of the kind',
      fix: 'name the objects, or leave names out where every object is meant',
    });
  }
}
