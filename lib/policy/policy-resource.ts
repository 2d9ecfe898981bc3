import { type Field, labelsOf, listOf, textOf } from './field';
import { kindKeyOf, podTemplateIn } from './kinds';
import { PolicyObject } from './policy-object';
import type { PolicyContainer, PolicyPod } from './policy-pod';
import type { ClosedResource, ContainerView, PodView } from './views';
import { type Workload, workloadOf } from './workload';

/** An object as it is rendered, after all overrides, with what most rules look at. Nothing in it may be changed. */
export class PolicyResource {
  /**
   * What is made of a manifest.
   *
   * @internal
   */
  public static _of(manifest: Field): PolicyResource {
    return new PolicyResource(manifest);
  }

  /** The identity. */
  public readonly identity: PolicyObject;

  /** The manifest, as plain JSON. */
  public readonly manifest: any;

  /** The annotations. */
  public readonly annotations: { [name: string]: string };

  private _podView: PodView | null | undefined;
  private _containerViews?: ContainerView[];
  private _kept?: ClosedResource;
  private _workload: Workload | null | undefined;

  private constructor(manifest: Field) {
    const apiVersion = textOf(manifest.apiVersion) ?? '';
    const kind = textOf(manifest.kind) ?? '';
    const { metadata } = manifest;
    const name = textOf(metadata?.name) ?? '';
    const labels = labelsOf(metadata?.labels);
    this.manifest = manifest;
    this.annotations = labelsOf(metadata?.annotations);
    this.identity = PolicyObject._create(
      apiVersion,
      kind,
      name,
      textOf(metadata?.namespace),
      labels,
      kindKeyOf(apiVersion, kind),
    );
  }

  /** The description of pods, where it has one. */
  public get pod(): PolicyPod | undefined {
    return this._pod;
  }

  /** Every container of its pods, init containers and ephemeral ones too. */
  public get containers(): PolicyContainer[] {
    return this._containers;
  }

  /**
   * The manifest, for rules of the library.
   *
   * @internal
   */
  public get _manifest(): Field {
    return this.manifest as Field;
  }

  /**
   * The pods, for rules of the library.
   *
   * @internal
   */
  public get _pod(): PodView | undefined {
    if (this._podView === undefined) {
      const found = podTemplateIn(this.identity._kindKey, this._manifest);
      const metadata = found?.template.metadata;
      this._podView = found
        ? {
            path: `${found.path}spec`,
            templatePath: found.path,
            labels: labelsOf(metadata?.labels),
            annotations: labelsOf(metadata?.annotations),
            spec: found.template.spec as Field,
          }
        : null;
    }
    return this._podView ?? undefined;
  }

  /**
   * The containers, for rules of the library.
   *
   * @internal
   */
  public get _containers(): ContainerView[] {
    if (!this._containerViews) {
      this._containerViews = [];
      const pod = this._pod;
      if (pod) {
        for (const list of CONTAINER_LISTS) {
          listOf(pod.spec[list]).forEach((spec, index) => {
            const name = textOf(spec.name) ?? String(index);
            const isInit = list === 'initContainers' && (spec.restartPolicy as unknown) !== 'Always';
            this._containerViews?.push({ path: `${pod.path}.${list}[${name}]`, name, isInit, spec });
          });
        }
      }
    }
    return this._containerViews;
  }

  /**
   * What may be kept when the manifest goes.
   *
   * @internal
   */
  public _closed(): ClosedResource {
    this._kept ??= { identity: this.identity, annotations: this.annotations };
    return this._kept;
  }

  /**
   * What others need to know of its pods; undefined where it has none.
   *
   * @internal
   */
  public get _facts(): Workload | undefined {
    if (this._workload === undefined) {
      this._workload = this._pod
        ? workloadOf(this.identity, this._manifest.spec ?? {}, this._pod, this._containers)
        : null;
    }
    return this._workload ?? undefined;
  }
}

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;
