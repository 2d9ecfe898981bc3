/** The description of pods in a resource. */
export interface PolicyPod {
  /** The path of the spec: `spec.template.spec` in a Deployment. */
  readonly path: string;

  /** The labels of the pods. */
  readonly labels: { [name: string]: string };

  /** The spec as it stands in the manifest. */
  readonly spec: any;
}

/** A container in the pods of a resource. */
export interface PolicyContainer {
  /** The path: `spec.template.spec.containers[app]`. */
  readonly path: string;

  /** The name. */
  readonly name: string;

  /** Whether it ends before the others start. A sidecar does not. */
  readonly isInit: boolean;

  /** The container as it stands in the manifest. */
  readonly spec: any;
}
