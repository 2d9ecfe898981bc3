import type { Construct } from 'constructs';
import { defineObject } from '../core/define-object';
import type { Phase } from '../core/phase';
import type { Permission } from './permission';

/** Whose account, and what it may do. */
export interface AccountParts {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly phase: Phase;
  readonly permissions: readonly Permission[];
  /** What it carries, unless it exists already. */
  readonly annotations: Record<string, string>;
  /** The account exists already: it only gets the permissions. */
  readonly existing?: string;
}

/** The account of a workload, and a Role of its own where it has permissions. Returns the name of the account. */
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
    const role = defineObject(scope, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      name: `${name}-role`,
      phase,
      labels,
      content: () => ({ rules: permissions.map((permission) => permission._rule()) }),
    });
    defineObject(scope, 'role-binding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      name: `${name}-rolebinding`,
      phase,
      labels,
      content: () => ({
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.name },
        subjects: [{ kind: 'ServiceAccount', name: account, namespace: role.namespace }],
      }),
    });
  }
  return account;
}
