import type { ImagePullPolicy } from '../../workload/image-pull-policy';
import type { Image } from '../../workload/image';
import type { Resources } from '../../workload/resources';
import type { Scheduling } from '../../workload/scheduling';
import type { AlertReceivers } from './alert-receivers';

/** What an operator turns of Alertmanager, environment by environment: plain data, as it stands in a settings file. */
export interface AlertmanagerSettings {
  /**
   * How much each claim holds: silences, and what was told already.
   *
   * @default '10Gi'
   */
  readonly size?: string;

  /**
   * The StorageClass of the claims.
   *
   * @default - what the cluster declares
   */
  readonly storageClass?: string;

  /**
   * What Alertmanager asks for and never gets more than.
   *
   * @default - 50m up to 200m, 128Mi up to 256Mi of memory
   */
  readonly resources?: Resources;

  /**
   * How many run. They tell each other what was told, so that nobody is told twice.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * When a node pulls the image.
   *
   * @default - as Kubernetes has it for the tag
   */
  readonly imagePullPolicy?: ImagePullPolicy;
}

/** What an Alertmanager is made of. */
export interface AlertmanagerProps {
  /**
   * Who is told.
   *
   * @default - nobody: `withoutReceivers` says why
   */
  readonly receivers?: AlertReceivers;

  /**
   * The written reason why nobody is told of alerts, for example on a laptop.
   *
   * @default - `receivers` are told
   */
  readonly withoutReceivers?: string;

  /**
   * The release, by which it is named: `<release>-kube-prometheus-alertmanager`.
   *
   * @default 'prometheus'
   */
  readonly release?: string;

  /**
   * The address by which people reach it, that links in messages begin with, such as `https://alerts.example.com`. An
   * address of the cluster would open nothing on a telephone.
   *
   * @default - messages have no link to it
   */
  readonly externalUrl?: string;

  /**
   * The image.
   *
   * @default - a release of Alertmanager that the operator was tried with
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
  readonly settings?: AlertmanagerSettings;
}
