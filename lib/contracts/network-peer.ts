import type { IConstruct } from 'constructs';
import type { ICredentialSource } from './credential-source';

/** A port that traffic goes to, as pods know it. */
export interface NetworkPort {
  /** The number of the port on the pod. */
  readonly port: number;

  /**
   * The protocol: `TCP`, `UDP` or `SCTP`.
   *
   * @default 'TCP'
   */
  readonly protocol?: string;
}

/** Pods as a network policy selects them. */
export interface PodGroup {
  /**
   * The namespace of the pods.
   *
   * @default - the namespace of the other end, unless `namespaceLabels` are given
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * The labels of the namespaces of the pods.
   *
   * @default - `namespace` decides
   */
  readonly namespaceLabels?: { [name: string]: string };

  /**
   * The labels of the pods.
   *
   * @default - every pod of the namespace
   */
  readonly podLabels?: { [name: string]: string };
}

/** A Service by its name. */
export interface ServiceReference {
  /** The name. */
  readonly name: string;

  /**
   * The namespace.
   *
   * @default - the namespace of the other end
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;
}

/** One end of an edge as a network policy writes it. At least one of its ways to say who it is is given. */
export interface NetworkTarget {
  /** What it is called in messages. */
  readonly description: string;

  /**
   * The workload it is, where it is in the same tree: its own policy then gets the other half of the edge.
   *
   * @default - it is not part of the tree
   */
  readonly workload?: IConstruct;

  /**
   * The Service it is, by its name. Where that turns out to be in the same tree, the workload behind it gets the other
   * half of the edge.
   *
   * @default - it is no Service
   */
  readonly service?: ServiceReference;

  /**
   * Groups of pods.
   *
   * @default - none
   */
  readonly pods?: PodGroup[];

  /**
   * Address ranges.
   *
   * @default - none
   */
  readonly cidrs?: string[];

  /**
   * A host name outside the cluster.
   *
   * @default - none
   */
  readonly hostname?: string;

  /**
   * Whether it is the API server, which Cilium knows by name.
   *
   * @default false
   */
  readonly apiServer?: boolean;

  /**
   * Whether it is the nodes themselves, which Cilium knows by name.
   *
   * @default false
   */
  readonly nodes?: boolean;

  /**
   * The ports that traffic to it uses.
   *
   * @default - none: then nothing can be opened towards it
   */
  readonly ports?: NetworkPort[];

  /**
   * The bundles of credentials of which a client uses one to log in.
   *
   * @default - none: it asks for no credentials, or for some that are not known here
   */
  readonly credentials?: ICredentialSource[];

  /**
   * The written reason for an opening that is wider than the peer.
   *
   * @default - the edge is no wider than it has to be
   */
  readonly reason?: string;

  /**
   * Why an edge to it cannot be written for the cluster of the other end, and what to do about it.
   *
   * @default - it can be written
   */
  readonly problem?: NetworkProblem;
}

/** Why an edge cannot be written. */
export interface NetworkProblem {
  /** The rule that is in the way. */
  readonly rule: string;

  /** What to do about it. */
  readonly fix: string;
}

/** Somebody that a workload can talk to, or that can talk to a workload. */
export interface INetworkPeer {
  /** Who it is, as the policy of a workload has to write it for that workload's cluster. */
  toNetworkTarget(workload: IConstruct): NetworkTarget;
}
