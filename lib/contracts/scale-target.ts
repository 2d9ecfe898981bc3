import type { IConstruct } from 'constructs';

/** What an autoscaler scales. */
export interface IScaleTarget extends IConstruct {
  /** The API version of the scaled object. */
  readonly apiVersion: string;

  /** The kind of the scaled object. */
  readonly kind: string;

  /** The name of the scaled object. */
  readonly name: string;

  /**
   * What each container of a pod requests: quantities by resource, by container. An autoscaler on CPU or memory divides
   * by these.
   *
   * @default - not known
   */
  readonly containerRequests?: { [container: string]: { [resource: string]: string } };

  /**
   * The limits of each container of a pod: quantities by resource, by container. A target above them is never reached.
   *
   * @default - not known
   */
  readonly containerLimits?: { [container: string]: { [resource: string]: string } };
}
