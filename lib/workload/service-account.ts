import type { Construct } from 'constructs';
import { defineObject, namespaceOf } from '../core/define-object';
import { reportError } from '../core/diagnostic-registry';
import type { Phase } from '../core/phase';
import type { ClusterPermission } from './cluster-permission';
import { exceptionAnnotations } from '../core/checker-exceptions';
import type { Permission } from './permission';

/** The key under which the reason stands why a Role gives every Secret. */
const EVERY_SECRET = 'every-secret';

/** Whose account, and what it may do. */
export interface AccountParts {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly phase: Phase;
  readonly permissions: readonly Permission[];
  /** What it may do in the whole cluster. */
  readonly clusterPermissions?: readonly ClusterPermission[];
  /** What it carries, unless it exists already. */
  readonly annotations: Record<string, string>;
  /** The account exists already: it only gets the permissions. */
  readonly existing?: string;
}

/**
 * The account of a workload, a Role of its own where it has permissions, and a ClusterRole where it has some in the
 * whole cluster. Returns the name of the account.
 */
export function defineAccount(scope: Construct, parts: AccountParts): string {
  const { name, labels, phase, permissions } = parts;
  const account = parts.existing ?? name;
  if (parts.existing === undefined) {
    defineObject(scope, 'service-account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name,
      phase,
      labels,
      annotations: parts.annotations,
      content: () => ({ automountServiceAccountToken: false }),
    });
  }
  if (permissions.length > 0) {
    const everySecret = permissions.map(({ _everySecret }) => _everySecret).find((reason) => reason !== undefined);
    const role = defineObject(scope, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      name: `${name}-role`,
      phase,
      labels,
      annotations:
        everySecret === undefined ? undefined : exceptionAnnotations([{ id: EVERY_SECRET, reason: everySecret }]),
      content: () => ({ rules: permissions.map((permission) => permission._rule()) }),
    });
    defineObject(scope, 'role-binding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      name: `${name}-rolebinding`,
      phase,
      labels,
      // checkov complains about the binding, and sees no Secret among other rules.
      annotations:
        everySecret === undefined || permissions.length > 1
          ? undefined
          : exceptionAnnotations([{ id: EVERY_SECRET, reason: everySecret, checkov: ['CKV2_K8S_5'] }]),
      content: () => ({
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.name },
        subjects: [{ kind: 'ServiceAccount', name: account, namespace: role.namespace }],
      }),
    });
  }
  if (parts.clusterPermissions?.length) {
    defineClusterRole(scope, account, parts, parts.clusterPermissions);
  }
  return account;
}

/** Whether a program that may do this talks to the API server, and so holds a token. */
export function usesApi(parts: {
  readonly permissions?: readonly Permission[];
  readonly clusterPermissions?: readonly ClusterPermission[];
}): boolean {
  return (parts.permissions ?? []).length + (parts.clusterPermissions ?? []).length > 0;
}

/** A ClusterRole lives in no namespace: its name carries that of the account, so that no other takes it. */
function defineClusterRole(
  scope: Construct,
  account: string,
  { name, labels, phase }: AccountParts,
  permissions: readonly ClusterPermission[],
): void {
  const namespace = namespaceOf(scope);
  if (namespace === undefined) {
    reportError(scope, {
      property: 'clusterPermissions',
      value: 'permissions in the whole cluster, in a chart without a namespace',
      rule: 'a ClusterRoleBinding names the namespace of the account',
      fix: 'give the chart its namespace',
    });
    return;
  }
  const common = { name: `${namespace}-${name}`, apiVersion: 'rbac.authorization.k8s.io/v1', namespaced: false };
  const role = defineObject(scope, 'cluster-role', {
    ...common,
    kind: 'ClusterRole',
    phase,
    labels,
    content: () => ({ rules: permissions.map((permission) => permission._rule()) }),
  });
  defineObject(scope, 'cluster-role-binding', {
    ...common,
    kind: 'ClusterRoleBinding',
    phase,
    labels,
    content: () => ({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role.name },
      subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
    }),
  });
}
