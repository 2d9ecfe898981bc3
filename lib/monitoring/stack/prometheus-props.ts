import type { Duration } from 'cdk8s';
import type { Image } from '../../workload/image';
import type { Scheduling } from '../../workload/scheduling';
import type { Alertmanager } from './alertmanager';
import type { PrometheusSettings } from './prometheus-settings';

/** What a Prometheus is made of. */
export interface PrometheusProps {
  /**
   * Who is told of alerts that fire.
   *
   * @default - nobody
   */
  readonly alertmanager?: Alertmanager;

  /**
   * The release, by which it is named: `<release>-kube-prometheus-prometheus`.
   *
   * @default 'prometheus'
   */
  readonly release?: string;

  /**
   * Labels of everything that leaves it: alerts, and what is written elsewhere.
   *
   * @default - `cluster`, where the cluster has a name
   */
  readonly externalLabels?: { [name: string]: string };

  /**
   * The address by which people reach it, that links in alerts begin with, such as `https://prometheus.example.com`. An
   * address of the cluster would open nothing on a telephone.
   *
   * @default - none
   */
  readonly externalUrl?: string;

  /**
   * How often metrics are scraped where a monitor says nothing.
   *
   * @default Duration.seconds(30)
   */
  readonly scrapeInterval?: Duration;

  /**
   * How often rules are evaluated where a group says nothing.
   *
   * @default Duration.seconds(30)
   */
  readonly evaluationInterval?: Duration;

  /**
   * The image.
   *
   * @default - a release of Prometheus that the operator was tried with
   */
  readonly image?: Image;

  /**
   * On which nodes pods run.
   *
   * @default - spread over zones and nodes
   */
  readonly scheduling?: Scheduling;

  /**
   * What an operator turns.
   *
   * @default - every default
   */
  readonly settings?: PrometheusSettings;
}
