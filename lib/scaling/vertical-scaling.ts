import { RESOURCES } from './vertical-resources';

/** The least and the most that a container is given of a resource: quantities. */
export interface ResourceBounds {
  /**
   * The least.
   *
   * @default - none
   */
  readonly min?: string;

  /**
   * The most. The quota counts it, so what is changed by itself needs one.
   *
   * @default - none, which is an error unless it only recommends
   */
  readonly max?: string;
}

/** What of a container is scaled. */
export interface ContainerBounds {
  /**
   * The CPU; `{}` for no bounds.
   *
   * @default - left as it is
   */
  readonly cpu?: ResourceBounds;

  /**
   * The memory; `{}` for no bounds.
   *
   * @default - left as it is
   */
  readonly memory?: ResourceBounds;
}

/** What is scaled: of the main container, and of others by their names. */
export interface VerticalScalingOptions extends ContainerBounds {
  /**
   * What of the sidecars is scaled, by their names.
   *
   * @default - they are left as they are
   */
  readonly containers?: { [name: string]: ContainerBounds };
}

/**
 * How much the containers of a workload request, by what they have used: a VerticalPodAutoscaler. What a
 * HorizontalAutoscaler follows, CPU or memory, must not be changed as well: the one divides by what the other changes.
 * Limits keep their proportion to requests. The mode `Auto` of Kubernetes is deprecated and not offered: it is
 * `Recreate`.
 */
export class VerticalScaling {
  /** Say what the requests should be, and change nothing. Without options of CPU and memory of every container. */
  public static recommendOnly(options: VerticalScalingOptions = {}): VerticalScaling {
    return new VerticalScaling('Off', options);
  }

  /** Change requests when a pod is made, of running pods none. */
  public static initial(options: VerticalScalingOptions): VerticalScaling {
    return new VerticalScaling('Initial', options);
  }

  /** Change requests when a pod is made, and evict pods whose requests are far off; disruption budgets hold. */
  public static recreate(options: VerticalScalingOptions): VerticalScaling {
    return new VerticalScaling('Recreate', options);
  }

  private constructor(
    /** The mode: `Off`, `Initial` or `Recreate`. */
    public readonly mode: string,
    /**
     * What is scaled.
     *
     * @internal
     */
    public readonly _options: VerticalScalingOptions,
  ) {}

  /** Whether it changes anything. */
  public get isActive(): boolean {
    return this.mode !== 'Off';
  }

  /**
   * What is scaled of the containers of a pod, by their names.
   *
   * @internal
   */
  public _containers(main: string): [string, ContainerBounds][] {
    const { cpu, memory, containers = {} } = this._options;
    const ofMain: [string, ContainerBounds][] = cpu || memory ? [[main, { cpu, memory }]] : [];
    return [...ofMain, ...Object.entries(containers).sort(([a], [b]) => (a < b ? -1 : 1))];
  }

  /**
   * The resources that it changes.
   *
   * @internal
   */
  public get _resources(): string[] {
    const given = [this._options, ...Object.values(this._options.containers ?? {})];
    return this.isActive ? RESOURCES.filter((resource) => given.some((bounds) => bounds[resource])) : [];
  }
}
