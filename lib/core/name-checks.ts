import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportError } from './diagnostic-registry';
import { isDnsLabel, isDnsSubdomain } from './dns-name';

/** The kinds whose names become labels or host names and so must be DNS labels; CronJobs leave room for a suffix. */
const LABEL_NAMED: Readonly<Record<string, number>> = {
  Service: 63,
  Namespace: 63,
  Deployment: 63,
  StatefulSet: 52,
  Job: 63,
  CronJob: 52,
};

/** Names that RBAC does not limit to DNS subdomains. */
const FREELY_NAMED = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']);

/** Constructs whose own name is wrong: the objects below them are named after them, and would only say it again. */
const misnamed = new WeakSet<IConstruct>();

/** Reports a name that is no DNS label; the objects below the construct then keep silent about theirs. */
export function checkConstructName(scope: IConstruct, kind: string, name: string): void {
  const limit = LABEL_NAMED[kind] ?? 63;
  if (!isDnsLabel(name) || name.length > limit) {
    misnamed.add(scope);
    reportLabel(scope, kind, name, limit);
  }
}

/** Reports the name of an object that the API server would refuse. */
export function checkName(object: ApiObject, name: string): void {
  for (let at: IConstruct | undefined = object; at; at = at.node.scope) {
    if (misnamed.has(at)) {
      return;
    }
  }
  const limit = LABEL_NAMED[object.kind];
  if (limit !== undefined && (!isDnsLabel(name) || name.length > limit)) {
    reportLabel(object, object.kind, name, limit);
  } else if (limit === undefined && !FREELY_NAMED.has(object.kind) && !isDnsSubdomain(name)) {
    reportError(object, {
      property: 'name',
      value: `${object.kind} ${JSON.stringify(name)}`,
      rule: 'a name is a DNS subdomain: a-z, 0-9, - and ., at most 253 characters',
      fix: 'choose a plainer id or name',
    });
  }
}

function reportLabel(scope: IConstruct, kind: string, name: string, limit: number): void {
  reportError(scope, {
    property: 'name',
    value: `${kind} ${JSON.stringify(name)}, ${name.length} characters`,
    rule: `the name of a ${kind} is a DNS label of at most ${limit} characters: a-z, 0-9 and -, no - at the ends`,
    fix: 'choose a shorter or plainer id, or set the name through the identity',
  });
}
