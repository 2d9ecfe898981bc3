import type { ICredentialSource } from '../../contracts/credential-source';
import type { Endpoint } from '../../network/endpoint';
import type { Route } from '../../network/route';
import type { Identity } from '../../workload/identity';
import type { Image } from '../../workload/image';
import type { ImagePullPolicy } from '../../workload/image-pull-policy';
import type { Resources } from '../../workload/resources';
import type { Scheduling } from '../../workload/scheduling';
import type { WorkloadAlertOptions } from '../../workload/workload-alert-options';
import type { DashboardDiscovery } from './dashboard-discovery';

/** What an operator turns, environment by environment: plain data, as it stands in a settings file. */
export interface GrafanaSettings {
  /**
   * How much the claim holds: users, their settings, what they made by hand.
   *
   * @default '10Gi'
   */
  readonly size?: string;

  /**
   * The StorageClass of the claim.
   *
   * @default - what the cluster declares
   */
  readonly storageClass?: string;

  /**
   * What it asks for and never gets more than.
   *
   * @default - 100m up to one core, 256Mi up to 512Mi of memory
   */
  readonly resources?: Resources;

  /**
   * When a node pulls the images.
   *
   * @default - as for any workload
   */
  readonly imagePullPolicy?: ImagePullPolicy;
}

/** What Grafana is made of. */
export interface GrafanaProps {
  /**
   * The Prometheus that is asked where a dashboard names no other.
   *
   * @default - the one that the cluster declares
   */
  readonly prometheus?: Endpoint;

  /**
   * The bundle with `admin-password`, by which the first administrator logs in, and `secret-key`, by which Grafana
   * encrypts what it stores: any long text.
   *
   * @default - a bundle of its own, `<name>-credentials`
   */
  readonly credentials?: ICredentialSource;

  /**
   * The way in from outside, through the edge.
   *
   * @default - none
   */
  readonly route?: Route;

  /**
   * Where it looks for dashboards.
   *
   * @default DashboardDiscovery.everyNamespace()
   */
  readonly dashboards?: DashboardDiscovery;

  /**
   * Other settings, as Grafana reads them from variables (`GF_USERS_DEFAULT_THEME`). They win over what is derived.
   *
   * @default - none
   */
  readonly variables?: { [name: string]: string };

  /**
   * Names, selector and labels where they are not by convention.
   *
   * @default - named like the id
   */
  readonly identity?: Identity;

  /**
   * The image.
   *
   * @default - the official one, in a version that the environment may list
   */
  readonly image?: Image;

  /**
   * The image of what brings dashboards from ConfigMaps.
   *
   * @default - k8s-sidecar, in a version that the environment may list
   */
  readonly collectorImage?: Image;

  /**
   * On which nodes the pod runs.
   *
   * @default - any
   */
  readonly scheduling?: Scheduling;

  /**
   * When somebody is told that it does not run as it should.
   *
   * @default - as `WorkloadAlertOptions` says
   */
  readonly alerts?: WorkloadAlertOptions;

  /**
   * What an operator turns.
   *
   * @default - every default
   */
  readonly settings?: GrafanaSettings;
}
