import type { IConstruct } from 'constructs';
import { API_VERBS, groupWith, isClusterWide, resourcesOf } from '../core/api-resources';
import { closestName } from '../core/closest-name';
import { reportError, reportWarning } from '../core/diagnostic-registry';

/** What a permission grants, as its checks see it. */
export interface GrantedRule {
  readonly resource: string;
  readonly apiGroup: string;
  readonly verbs: readonly string[];
  readonly names?: readonly string[];
  /** Whether it is a path of the API server, and no resource. */
  readonly isPath?: boolean;
}

/** Reports wildcards, lists of names that are none, and words that the API does not have. */
export function checkGrant(scope: IConstruct, property: string, grant: GrantedRule, factory: string): void {
  const { resource, apiGroup, verbs, names } = grant;
  const hasWildcard = [resource, apiGroup, ...verbs, ...(names ?? [])].some((part) => part.includes('*'));
  if (hasWildcard || verbs.length === 0) {
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
  if (!hasWildcard) {
    checkVerbs(scope, property, verbs);
  }
  if (!hasWildcard && !grant.isPath) {
    checkResource(scope, property, grant);
  }
}

function checkVerbs(scope: IConstruct, property: string, verbs: readonly string[]): void {
  for (const verb of verbs.filter((each) => !API_VERBS.has(each))) {
    const closest = closestName(verb, API_VERBS);
    const meant =
      (Object.hasOwn(MEANT, verb.toLowerCase()) ? MEANT[verb.toLowerCase()] : undefined) ?? (closest && `'${closest}'`);
    reportError(scope, {
      property,
      value: `the verb ${JSON.stringify(verb)}`,
      rule: 'Kubernetes has no such verb: the permission would grant nothing, and every request be forbidden',
      fix: meant === undefined ? `use verbs of: ${[...API_VERBS].join(', ')}` : `write ${meant}`,
    });
  }
}

/** Words of other interfaces, in those of Kubernetes. */
const MEANT: Readonly<Record<string, string>> = {
  add: "'create'",
  edit: "'update' and 'patch'",
  post: "'create'",
  put: "'update'",
  read: "'get', 'list' and 'watch'",
  remove: "'delete'",
  view: "'get', 'list' and 'watch'",
  write: "'create', 'update' and 'patch'",
};

/** What is written in front of a kind in a manifest, and is no group. */
const NO_GROUP = /^(core|v\d\w*|.*\/.*)$/;

function checkResource(scope: IConstruct, property: string, { resource, apiGroup }: GrantedRule): void {
  if (NO_GROUP.test(apiGroup)) {
    const group = apiGroup.includes('/') ? apiGroup.split('/')[0] : '';
    reportError(scope, {
      property: `${property}.apiGroup`,
      value: JSON.stringify(apiGroup),
      rule: 'RBAC names an API group without its version, and the core group by an empty text: the permission would grant nothing',
      fix: group === '' ? 'leave apiGroup out' : `write '${group}'`,
    });
    return;
  }
  const known = resourcesOf(apiGroup);
  if (!known || known.includes(resource)) {
    return;
  }
  const value = `${JSON.stringify(resource)} of ${apiGroup === '' ? 'the core group' : apiGroup}`;
  const group = groupWith(resource);
  const meant = closestName(resource, known);
  if (group !== undefined || meant !== undefined) {
    reportError(scope, {
      property,
      value,
      rule: 'the API group has no such resource: the permission would grant nothing, and every request be forbidden',
      fix: group === undefined ? `write '${meant}'` : `give its group: apiGroup: '${group}'`,
    });
  } else {
    reportWarning(scope, {
      property,
      value,
      rule: 'the API group has no such resource in the releases known here: the permission would grant nothing',
      fix: 'write the name in the plural, as kubectl api-resources prints it, and give its apiGroup; or acknowledge that the release of the cluster has it',
      id: 'unknown-api-resource',
    });
  }
}

/** Reports a resource outside of namespaces, which a Role cannot grant. The namespace itself can be read. */
export function checkNamespaced(scope: IConstruct, property: string, resource: string, apiGroup: string): void {
  if (isClusterWide(apiGroup, resource) && resource !== 'namespaces') {
    reportError(scope, {
      property,
      value: `${resource}, which live in no namespace`,
      rule: 'a permission of a workload is a Role, which grants what lives in its namespace: every request would be forbidden',
      fix: `grant it in the whole cluster: clusterPermissions: [ClusterPermission.read('${resource}'${apiGroup === '' ? '' : `, { apiGroup: '${apiGroup}' }`})]`,
    });
  }
}
