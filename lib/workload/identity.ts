/** What a workload is called, where it has a name or labels of its own already. */
export interface IdentityOptions {
  /**
   * The name of the workload and of what is around it.
   *
   * @default - the id
   */
  readonly name?: string;

  /**
   * The labels that its pods are selected by. They can never change, so no version and no path is in them.
   *
   * @default - `app.kubernetes.io/name` and `app.kubernetes.io/instance`
   */
  readonly selector?: { [name: string]: string };

  /**
   * The name of the container.
   *
   * @default - the name of the workload
   */
  readonly container?: string;

  /**
   * The name of the Service for clients, of a workload that has one.
   *
   * @default - the name of the workload
   */
  readonly service?: string;
}

/** The names, the selector and the labels of a workload: by convention, or as an existing system has them. */
export class Identity {
  /** An identity that differs from the convention in what is given. */
  public static of(options: IdentityOptions): Identity {
    return new Identity(options.name, options.selector && { ...options.selector }, options.container, options.service);
  }

  private constructor(
    /** The name; undefined: the id. */
    public readonly name: string | undefined,
    /** The labels that pods are selected by; undefined: the recommended ones. */
    public readonly selector: { [name: string]: string } | undefined,
    /** The name of the container; undefined: the name of the workload. */
    public readonly container: string | undefined,
    /** The name of the Service for clients; undefined: the name of the workload. */
    public readonly service: string | undefined,
  ) {}
}
