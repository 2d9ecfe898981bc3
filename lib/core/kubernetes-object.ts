import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { canonical } from './canonical';
import { withCustomResolvers } from './custom-resolvers';
import { reportError } from './diagnostic-registry';
import { contentHash } from './dns-name';
import { copyOf, isJsonObject, type JsonObject } from './json';
import { losslessObjects } from './object-registry';
import { applyOverrides, type OverrideOperation } from './override-operations';
import type { ObjectContent } from './object-content';
import { Phase } from './phase';
import { renderedValidation } from './validation';

/** What a Kubernetes object is made of. */
export interface KubernetesObjectProps {
  /** Group and version, for example `apps/v1`. */
  readonly apiVersion: string;

  /** The kind, for example `Deployment`. */
  readonly kind: string;

  /** `metadata.name`. */
  readonly name: string;

  /**
   * Whether the kind lives in a namespace; others never carry one.
   *
   * @default true
   */
  readonly namespaced?: boolean;

  /**
   * `metadata.namespace`.
   *
   * @default - the namespace of the chart
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * `metadata.labels`.
   *
   * @default - the labels of the chart
   */
  readonly labels?: { [name: string]: string };

  /**
   * `metadata.annotations`.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * When the object is applied.
   *
   * @default Phase.MAIN
   */
  readonly phase?: Phase;

  /**
   * Whether a hash of the content ends the name: for objects that cannot be changed, such as Jobs and immutable
   * ConfigMaps. `name` of the construct is then final once the object is rendered.
   *
   * @default false
   */
  readonly namedByContent?: boolean;

  /**
   * Everything besides `apiVersion`, `kind` and `metadata`, in the words of the wire format. Nothing in it is dropped,
   * whether a schema knows it or not.
   *
   * @default - nothing
   */
  readonly content?: { [field: string]: unknown };
}

/**
 * A Kubernetes object that keeps every field it is given, whatever the schemas of any release know. It is a cdk8s
 * `ApiObject`, so metadata and JSON patches work as usual, and `Override.of` reaches it by wire path.
 */
export class KubernetesObject extends ApiObject {
  /** When the object is applied. */
  public readonly phase: Phase;

  /**
   * What is asked for the content when the object is rendered.
   *
   * @internal
   */
  public _source: ObjectContent;

  private readonly _namespaced: boolean;
  private readonly _namedByContent: boolean;
  private readonly _baseName: string;
  private readonly _patches: JsonPatch[] = [];
  private readonly _overrides: OverrideOperation[] = [];
  private _reasons: Readonly<Record<string, string>> = {};
  private _manifest?: JsonObject;
  private _finalName?: string;
  private _closed = false;

  constructor(scope: Construct, id: string, props: KubernetesObjectProps) {
    super(scope, id, {
      apiVersion: props.apiVersion,
      kind: props.kind,
      metadata: {
        name: props.name,
        namespace: props.namespace,
        labels: props.labels,
        annotations: props.annotations,
      },
    });
    this.phase = props.phase ?? Phase.MAIN;
    this._source = { content: () => props.content ?? {} };
    this._namespaced = props.namespaced ?? true;
    this._namedByContent = props.namedByContent ?? false;
    this._baseName = props.name;
    if (this._namedByContent) {
      Object.defineProperty(this, 'name', { get: () => this._contentName() });
    }
    losslessObjects.of(this).push(this);
    renderedValidation.of(this);
  }

  /** Adds RFC 6902 operations that are applied to the rendered manifest. Throws once the object has been rendered. */
  public override addJsonPatch(...operations: JsonPatch[]): void {
    this._assertOpen('a JSON patch');
    this._patches.push(...operations);
  }

  /** The manifest. */
  public override toJson(): any {
    return copyOf(this._render());
  }

  /**
   * Adds an operation on the rendered manifest.
   *
   * @internal
   */
  public _override(operation: OverrideOperation): void {
    this._assertOpen('an override');
    this._overrides.push(operation);
  }

  /**
   * Whether the manifest is final.
   *
   * @internal
   */
  public get _rendered(): boolean {
    return this._closed;
  }

  /**
   * The manifest, rendered once; not to be changed by who reads it.
   *
   * @internal
   */
  public _render(): JsonObject {
    this._manifest ??= this._produce();
    this._closed = true;
    return this._manifest;
  }

  /**
   * Writes reasons onto the manifest, as annotations: what is known only once it was looked at.
   *
   * @internal
   */
  public _explain(reasons: Readonly<Record<string, string>>): void {
    this._reasons = { ...this._reasons, ...reasons };
    this._manifest &&= withAnnotations(this._manifest, reasons);
  }

  /**
   * Lets the manifest go; it is rendered again, to the same, for who asks again.
   *
   * @internal
   */
  public _release(): void {
    this._manifest = undefined;
  }

  /**
   * The namespace the object lives in; undefined for kinds that live in none.
   *
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  public get namespace(): string | undefined {
    return this._namespaced ? this.metadata.namespace : undefined;
  }

  /**
   * What stands before the hash in a name by content; undefined for other names.
   *
   * @internal
   */
  public get _contentNameBase(): string | undefined {
    return this._namedByContent ? this._baseName : undefined;
  }

  private _contentName(): string {
    this._finalName ??= String(metadataOf(this._render()).name);
    return this._finalName;
  }

  private _produce(): JsonObject {
    const draft = this._draft();
    const patched = this._patches.length > 0 ? (JsonPatch.apply(draft, ...this._patches) as JsonObject) : draft;
    for (const problem of applyOverrides(patched, this._overrides)) {
      reportError(this, problem);
    }
    if (this._namedByContent) {
      const { metadata: _metadata, ...content } = patched;
      metadataOf(patched).name = `${this._baseName}-${contentHash(content)}`;
    }
    return withAnnotations(patched, this._reasons);
  }

  private _draft(): JsonObject {
    const identity = { apiVersion: this.apiVersion, kind: this.kind, metadata: this._metadata() };
    const content = this._source.content();
    try {
      return canonical(withCustomResolvers(this, { ...identity, ...content })) as JsonObject;
    } catch (error) {
      // Thrown, it would hide every other finding and not say whose value it is.
      reportError(this, {
        property: 'content',
        rule: error instanceof Error ? error.message : String(error),
        fix: 'give a value that YAML can hold, or leave the field out',
      });
      return canonical(identity) as JsonObject;
    }
  }

  private _metadata(): object {
    const metadata = this.metadata as unknown as MetadataFields;
    const late = this._source.lateAnnotations?.();
    const fields: Record<string, unknown> = {
      name: this._baseName,
      namespace: this._namespaced ? this.metadata.namespace : undefined,
      labels: nonEmpty(metadata.labels),
      annotations: nonEmpty(late ? { ...metadata.annotations, ...late } : metadata.annotations),
      finalizers: metadata.finalizers.length > 0 ? metadata.finalizers : undefined,
      ownerReferences: metadata.ownerReferences.length > 0 ? metadata.ownerReferences : undefined,
    };
    for (const name in metadata._additionalAttributes) {
      if (!Object.hasOwn(fields, name)) {
        fields[name] = metadata._additionalAttributes[name];
      }
    }
    return fields;
  }

  private _assertOpen(what: string): void {
    if (this._rendered) {
      throw new Error(`${this.node.path}: ${what} came after the object was rendered; add it before synthesis`);
    }
  }
}

/** The private fields of cdk8s's metadata: its own toJson() resolves and sanitizes each object a second time. */
interface MetadataFields {
  readonly labels: Record<string, unknown>;
  readonly annotations: Record<string, unknown>;
  readonly finalizers: unknown[];
  readonly ownerReferences: unknown[];
  readonly _additionalAttributes: Record<string, unknown>;
}

/** The manifest with further annotations; nothing below its metadata is copied. */
function withAnnotations(manifest: JsonObject, further: Readonly<Record<string, string>>): JsonObject {
  if (!nonEmpty(further)) {
    return manifest;
  }
  const metadata = metadataOf(manifest);
  const annotations = isJsonObject(metadata.annotations) ? metadata.annotations : {};
  return { ...manifest, metadata: canonical({ ...metadata, annotations: { ...annotations, ...further } }) };
}

function nonEmpty(values: Record<string, unknown>): Record<string, unknown> | undefined {
  for (const _name in values) {
    return values;
  }
  return undefined;
}

function metadataOf(manifest: JsonObject): JsonObject {
  return isJsonObject(manifest.metadata) ? manifest.metadata : {};
}
