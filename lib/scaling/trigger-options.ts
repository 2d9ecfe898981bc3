import type { IEventSource } from '../contracts/event-source';
import type { ScalerAuthentication } from './scaler-authentication';

/** How the value of a trigger is compared with its target. */
export enum TriggerMetricType {
  /** Divided by the number of pods. */
  AVERAGE_VALUE = 'AverageValue',

  /** As it is, whatever the number of pods. */
  VALUE = 'Value',

  /** As a share of what the pods request; for CPU and memory alone. */
  UTILIZATION = 'Utilization',
}

/** What every trigger has in common. */
export interface TriggerOptions {
  /**
   * The name of the trigger, once in a scaler.
   *
   * @default - none: KEDA counts them
   */
  readonly triggerName?: string;

  /**
   * How its value is compared with its target.
   *
   * @default TriggerMetricType.AVERAGE_VALUE
   */
  readonly metricType?: TriggerMetricType;

  /**
   * Whether the HorizontalPodAutoscaler is answered with what the last poll found, instead of a question of its own each
   * time: fewer questions to a broker, older answers. Not for CPU, memory and cron.
   *
   * @default false
   */
  readonly cachedMetrics?: boolean;

  /**
   * Further parameters of the scaler, by the names that KEDA gives them. They are checked against KEDA's schema.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };
}

/** What every trigger has in common that asks somebody. */
export interface RemoteTriggerOptions extends TriggerOptions {
  /**
   * As whom the scaler asks.
   *
   * @default - as who is asked says, where the library knows it; else as nobody
   */
  readonly authentication?: ScalerAuthentication;

  /**
   * The value above which pods are made where there are none. At zero pods only this counts, not the target.
   *
   * @default 0
   */
  readonly activation?: number;
}

/** When an answer of Prometheus says that there are too few pods. */
export interface PrometheusTriggerOptions extends RemoteTriggerOptions {
  /** The address, such as `http://prometheus.monitoring.svc:9090`. */
  readonly serverAddress: string;

  /** The value that one pod is meant for. */
  readonly valuePerPod: number;

  /**
   * Whether an empty answer counts as zero, instead of as a failure.
   *
   * @default false
   */
  readonly emptyIsZero?: boolean;
}

/** When the number that a query gives says that there are too few pods. */
export interface PostgreSqlTriggerOptions extends RemoteTriggerOptions {
  /** The value that one pod is meant for. */
  readonly valuePerPod: number;
}

/** Pods at set times. */
export interface CronTriggerOptions {
  /** When it begins: five fields, minute, hour, day of the month, month, day of the week. */
  readonly start: string;

  /** When it ends: five fields. */
  readonly end: string;

  /**
   * The IANA time zone.
   *
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;

  /** How many pods there are meanwhile at least. */
  readonly pods: number;

  /**
   * The name of the trigger, once in a scaler.
   *
   * @default - none: KEDA counts them
   */
  readonly triggerName?: string;
}

/** What the resources of pods are measured for. */
export interface ResourceTriggerOptions {
  /**
   * The container that is measured.
   *
   * @default - all of a pod together
   */
  readonly container?: string;

  /**
   * The name of the trigger, once in a scaler.
   *
   * @default - none: KEDA counts them
   */
  readonly triggerName?: string;
}

/** A form in which an API answers. */
export enum MetricsFormat {
  /** JSON. */
  JSON = 'json',

  /** XML. */
  XML = 'xml',

  /** YAML. */
  YAML = 'yaml',

  /** The exposition format of Prometheus. */
  PROMETHEUS = 'prometheus',
}

/** When the number that an API gives says that there are too few pods. */
export interface MetricsApiOptions extends RemoteTriggerOptions {
  /** Where in the answer the number is: a path such as `queue.waiting`, or the name of a metric of Prometheus. */
  readonly valueLocation: string;

  /** The value that one pod is meant for. */
  readonly valuePerPod: number;

  /**
   * The form of the answer.
   *
   * @default MetricsFormat.JSON
   */
  readonly format?: MetricsFormat;
}

/** A scaler of KEDA by its name. */
export interface CustomTriggerOptions extends TriggerOptions {
  /**
   * As whom the scaler asks.
   *
   * @default - as `source` says; else as nobody
   */
  readonly authentication?: ScalerAuthentication;

  /**
   * Who is asked, where the library knows it: it gives the address, and lets KEDA in.
   *
   * @default - as the parameters say
   */
  readonly source?: IEventSource;

  /**
   * The protocol in which `source` is asked, where there are several.
   *
   * @default - what the scaler speaks by itself
   */
  readonly protocol?: string;
}
