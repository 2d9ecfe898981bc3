import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import type { Wire } from '../core/wire';

/** Which objects of a kind. */
export interface PermissionOptions {
  /**
   * The API group; empty for the core group.
   *
   * @default ''
   */
  readonly apiGroup?: string;

  /**
   * The names of the objects.
   *
   * @default - every object of the kind in the namespace; for secrets names must be given
   */
  readonly names?: string[];
}

/** What a program may do through the Kubernetes API, in its own namespace. */
export class Permission {
  /** Get, list and watch. A list cannot be narrowed to names: with names it is get alone. */
  public static read(resource: string, options: PermissionOptions = {}): Permission {
    return new Permission(resource, options.names ? ['get'] : ['get', 'list', 'watch'], options);
  }

  /** Any verbs, each by its name. */
  public static of(resource: string, verbs: string[], options: PermissionOptions = {}): Permission {
    return new Permission(resource, [...verbs], options);
  }

  private constructor(
    /** The resource, in the plural. */
    public readonly resource: string,
    /** The verbs. */
    public readonly verbs: string[],
    private readonly options: PermissionOptions,
  ) {}

  /**
   * The permission in the words of the wire format.
   *
   * @internal
   */
  public _rule(): Wire<k8s.PolicyRule> {
    return {
      apiGroups: [this.options.apiGroup ?? ''],
      resources: [this.resource],
      resourceNames: this.options.names && [...this.options.names].sort(),
      verbs: [...this.verbs],
    };
  }

  /**
   * Reports wildcards and secrets without names.
   *
   * @internal
   */
  public _check(scope: IConstruct, property: string): void {
    const parts = [this.resource, this.options.apiGroup ?? '', ...this.verbs, ...(this.options.names ?? [])];
    if (parts.some((part) => part.includes('*')) || this.verbs.length === 0) {
      reportError(scope, {
        property,
        value: `${this.verbs.join(', ') || 'no verbs'} on ${this.resource}`,
        rule: 'a permission names its verbs and resources: a wildcard grants what does not exist yet',
        fix: "list what the program does: Permission.of('configmaps', ['get'])",
      });
    }
    if (this.options.names?.length === 0) {
      reportError(scope, {
        property: `${property}.names`,
        value: 'no names',
        rule: 'an empty list of names is no list for RBAC: it would grant every object of the kind',
        fix: 'name the objects, or leave names out where every object is meant',
      });
    } else if (this.resource === 'secrets' && !this.options.names?.length) {
      reportError(scope, {
        property,
        value: 'secrets without names',
        rule: 'who may read every Secret of a namespace holds every credential in it',
        fix: "give names: Permission.read('secrets', { names: ['…'] })",
      });
    }
  }
}
