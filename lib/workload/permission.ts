import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import type { Wire } from '../core/wire';
import { checkGrant, checkNamespaced } from './permission-checks';

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

  /**
   * The written reason why every Secret of the namespace is meant: a controller that watches those it makes itself, for
   * a list and a watch cannot be narrowed to names.
   *
   * @default - secrets are named
   */
  readonly everySecret?: string;

  /**
   * What the program needs it for. It stands on the controller, as the reason why its pods hold a token.
   *
   * @default - the verbs and the resource say it
   */
  readonly reason?: string;
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
   * The reason why every Secret is meant; undefined where they are named.
   *
   * @internal
   */
  public get _everySecret(): string | undefined {
    return this.options.everySecret?.trim() ? this.options.everySecret : undefined;
  }

  /**
   * Why the program needs it, in a few words.
   *
   * @internal
   */
  public get _reason(): string {
    const what = `${this.verbs.join(', ')} on ${this.resource}${this.options.names ? ' by name' : ''}`;
    return this.options.reason?.trim() ? `${what}: ${this.options.reason.trim()}` : what;
  }

  /**
   * Reports wildcards, secrets without names, and what the API does not have.
   *
   * @internal
   */
  public _check(scope: IConstruct, property: string): void {
    const { resource, verbs } = this;
    const { apiGroup = '', names } = this.options;
    checkGrant(scope, property, { resource, apiGroup, verbs, names }, 'Permission');
    checkNamespaced(scope, property, resource, apiGroup);
    if (resource === 'secrets' && names === undefined && !this._everySecret) {
      reportError(scope, {
        property,
        value: 'secrets without names',
        rule: 'who may read every Secret of a namespace holds every credential in it',
        fix: "give names: Permission.read('secrets', { names: ['…'] })",
      });
    }
  }
}
