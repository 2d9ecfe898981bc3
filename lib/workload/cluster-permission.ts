import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import type { Wire } from '../core/wire';
import { checkGrant } from './permission-checks';

/** Which objects of a kind, in the whole cluster. */
export interface ClusterPermissionOptions {
  /**
   * The API group; empty for the core group.
   *
   * @default ''
   */
  readonly apiGroup?: string;

  /**
   * The names of the objects.
   *
   * @default - every object of the kind; for secrets names must be given
   */
  readonly names?: string[];
}

/**
 * What a program may do through the Kubernetes API in every namespace, and with kinds that live in none. It is for what
 * a cluster has once, such as what watches all of it; a program of a system has a `Permission` in its own namespace.
 */
export class ClusterPermission {
  /** Get, list and watch. A list cannot be narrowed to names: with names it is get alone. */
  public static read(resource: string, options: ClusterPermissionOptions = {}): ClusterPermission {
    return new ClusterPermission(resource, options.names ? ['get'] : ['get', 'list', 'watch'], options, false);
  }

  /** Any verbs, each by its name. */
  public static of(resource: string, verbs: string[], options: ClusterPermissionOptions = {}): ClusterPermission {
    return new ClusterPermission(resource, [...verbs], options, false);
  }

  /** Get of a path of the API server that is no resource, such as `/metrics`. */
  public static path(url: string): ClusterPermission {
    return new ClusterPermission(url, ['get'], {}, true);
  }

  private constructor(
    /** The resource, in the plural, or the path. */
    public readonly resource: string,
    /** The verbs. */
    public readonly verbs: string[],
    private readonly options: ClusterPermissionOptions,
    private readonly isPath: boolean,
  ) {}

  /**
   * The permission in the words of the wire format.
   *
   * @internal
   */
  public _rule(): Wire<k8s.PolicyRule> {
    return this.isPath
      ? { nonResourceURLs: [this.resource], verbs: [...this.verbs] }
      : {
          apiGroups: [this.options.apiGroup ?? ''],
          resources: [this.resource],
          resourceNames: this.options.names && [...this.options.names].sort(),
          verbs: [...this.verbs],
        };
  }

  /**
   * Reports wildcards, secrets without names, and paths that are none.
   *
   * @internal
   */
  public _check(scope: IConstruct, property: string): void {
    const { resource, verbs } = this;
    const { apiGroup = '', names } = this.options;
    checkGrant(scope, property, { resource, apiGroup, verbs, names, isPath: this.isPath }, 'ClusterPermission');
    if (this.isPath && !resource.startsWith('/')) {
      reportError(scope, {
        property,
        value: JSON.stringify(resource),
        rule: 'a path of the API server starts with a slash',
        fix: "write it like ClusterPermission.path('/metrics')",
      });
    }
    if (resource === 'secrets' && names === undefined) {
      reportError(scope, {
        property,
        value: 'secrets without names, in every namespace',
        rule: 'who may read every Secret of a cluster holds every credential in it',
        fix: "give names, or narrow it to the namespace of the program: Permission.read('secrets', { names: ['…'] })",
      });
    }
  }
}
