import type { Selector } from './selector';

/** An autoscaler. */
export interface Scaler {
  /** The key of the kind: `HorizontalPodAutoscaler` or `keda.sh/ScaledObject`. */
  readonly kind: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** What it scales on: `cpu`, `memory`, the type of a trigger. */
  readonly metrics: readonly string[];
}

/** A VerticalPodAutoscaler that changes something. */
export interface Resizer {
  readonly name: string;
  /** What it changes: `cpu`, `memory`. */
  readonly resources: readonly string[];
}

/** A disruption budget. */
export interface Budget {
  readonly namespace: string;
  readonly name: string;
  readonly selector: Selector;
}

/** A policy of a network, as far as it says which directions of which pods it closes. */
export interface Closing {
  readonly namespace: string;
  readonly selector: Selector;
  readonly ingress: boolean;
  readonly egress: boolean;
  /** Whether it lets anybody in. */
  readonly admits: boolean;
  /** Whether it opens nothing to anybody but DNS. */
  readonly denies: boolean;
}

/** A Service. */
export interface ServiceFacts {
  readonly namespace: string;
  readonly selector: Selector;
  readonly selectsPods: boolean;
  readonly headless: boolean;
  /** Names and numbers of its ports. */
  readonly ports: ReadonlySet<string | number>;
}

/** A listener of a Gateway: its name and whether it terminates or passes TLS. */
export interface ListenerFacts {
  readonly name: string;
  readonly tls: boolean;
}
