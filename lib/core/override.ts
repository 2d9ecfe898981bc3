import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { canonical } from './canonical';
import { diagnosticRegistry, reportError } from './diagnostic-registry';
import type { JsonObject } from './json';
import type { KubernetesObject } from './kubernetes-object';
import { isLossless } from './object-registry';
import { applyOverrides, type OverrideOperation } from './override-operations';

/** Which of several objects of one kind is meant. */
export interface OverrideObjectOptions {
  /**
   * `metadata.name` of the object; for objects that are named by their content the part before the hash.
   *
   * @default - the only object of that kind below the construct
   */
  readonly name?: string;
}

/**
 * The way to any field of any object that a construct emits. Fields are named as in YAML, list elements by their
 * name or index (`spec.template.spec.containers[app].stdin`), keys that hold dots in quotes
 * (`metadata.annotations["example.com/owner"]`). What is set is kept whether or not a schema knows it; a parent that
 * does not exist is an error, and so is a kind or name that the construct does not emit.
 */
export class Override {
  /** The objects that a construct and all below it emit. */
  public static of(scope: IConstruct): Override {
    return new Override(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** One object by its kind and, where there are several, its name. */
  public ofKind(kind: string, options: OverrideObjectOptions = {}): ObjectOverride {
    const ofKind = this.scope.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child));
    const found = ofKind.filter(
      (object) => object.kind === kind && (options.name === undefined || baseName(object) === options.name),
    );
    if (found.length !== 1) {
      const asked = options.name === undefined ? kind : `${kind} ${options.name}`;
      reportError(this.scope, {
        property: `override of ${asked}`,
        value: found.length === 0 ? 'no such object' : `${found.length} such objects`,
        rule: 'an override changes exactly one object',
        fix: `name one of: ${
          ofKind
            .map((object) => `${object.kind} ${baseName(object)}`)
            .sort()
            .join(', ') || 'none'
        }`,
      });
    }
    return ObjectOverride._create(found.length === 1 ? found[0] : undefined);
  }
}

/** Changes to the fields of one object, made after it is rendered and before it is checked. */
export class ObjectOverride {
  /** @internal */
  public static _create(target: ApiObject | undefined): ObjectOverride {
    return new ObjectOverride(target);
  }

  private constructor(private readonly target: ApiObject | undefined) {}

  /** Sets a field or an element to a value in the words of the wire format. */
  public set(path: string, value: unknown): ObjectOverride {
    return this.apply({ path, value: canonical(value) ?? null });
  }

  /** Removes a field or an element. */
  public remove(path: string): ObjectOverride {
    return this.apply({ path, value: undefined });
  }

  private apply(operation: OverrideOperation): ObjectOverride {
    if (this.target && isLossless(this.target)) {
      (this.target as KubernetesObject)._override(operation);
    } else if (this.target) {
      overrideForeign(this.target, operation);
    }
    return this;
  }
}

/** Objects of cdk8s-plus and of generated classes drop what they do not know, so they are changed after they render. */
function overrideForeign(target: ApiObject, operation: OverrideOperation): void {
  const toJson = target.toJson.bind(target);
  target.toJson = () => {
    const manifest = toJson() as JsonObject;
    for (const problem of applyOverrides(manifest, [operation])) {
      reportError(target, problem);
    }
    return manifest;
  };
  // cdk8s itself renders foreign objects only after it has validated, when nothing can be reported any more.
  diagnosticRegistry.of(target).defer(() => void target.toJson());
}

function baseName(object: ApiObject): string {
  return object.metadata.name ?? object.name;
}
