import type { IConstruct } from 'constructs';
import type { Metric } from './metric';
import type { Panel } from './panel';

/** What a monitored thing is: alerts and panels follow from it. */
export enum MonitoredKind {
  /** It answers requests. */
  SERVICE = 'service',

  /** It holds streams that last. */
  STREAM = 'stream',

  /** It works off what waits somewhere. */
  WORKER = 'worker',

  /** It keeps messages until somebody takes them. */
  QUEUE = 'queue',

  /** It keeps records. */
  DATABASE = 'database',

  /** It keeps objects. */
  OBJECT_STORE = 'object-store',

  /** It runs to its end, once or by a schedule. */
  BATCH = 'batch',
}

/** A port that is scraped. */
export interface ScrapedPort {
  /** Its name. */
  readonly name: string;

  /**
   * The labels of the Service that has it; Prometheus then finds it by a ServiceMonitor.
   *
   * @default - no Service has it: it is found at the pods, by a PodMonitor
   */
  readonly serviceLabels?: { [name: string]: string };

  /**
   * The path of its metrics.
   *
   * @default '/metrics'
   */
  readonly path?: string;
}

/** What a thing tells of itself to whoever monitors it. */
export interface MonitoringProfile {
  /** What it is. */
  readonly kind: MonitoredKind;

  /** Its name. */
  readonly name: string;

  /**
   * Its namespace.
   *
   * @default - unknown: a chart without one
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /** The kind of what keeps its pods, for example `Deployment`. */
  readonly controllerKind: string;

  /** The labels of its pods. */
  readonly podLabels: { [name: string]: string };

  /** The ports that are scraped. */
  readonly scrapedPorts: ScrapedPort[];

  /** The metrics that it declares. */
  readonly metrics: Metric[];

  /**
   * The name of the HorizontalPodAutoscaler that scales it.
   *
   * @default - nobody does
   */
  readonly autoscaler?: string;

  /**
   * The names of the certificates, of cert-manager, of its routes.
   *
   * @default - none in its namespace
   */
  readonly certificates?: string[];

  /** What a dashboard shows of it, beside what every workload has. */
  readonly panels: Panel[];
}

/** Something that can be monitored. */
export interface IMonitored extends IConstruct {
  /** What it tells of itself. */
  toMonitoringProfile(): MonitoringProfile;
}
