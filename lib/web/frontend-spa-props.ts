import type { Exposure } from '../network/exposure';
import type { Route } from '../network/route';
import type { Scaling } from '../scaling/scaling';
import type { DisruptionBudget } from '../workload/disruption-budget';
import type { Identity } from '../workload/identity';
import type { Image } from '../workload/image';
import type { RolloutOptions } from '../workload/rollout';
import type { Scheduling } from '../workload/scheduling';
import type { Shutdown } from '../workload/shutdown';
import type { User } from '../workload/user';
import type { WorkloadAlertOptions } from '../workload/workload-alert-options';
import type { WorkloadSettings } from '../workload/workload-props';
import type { HashedAssets } from './hashed-assets';

/** What a frontend is made of. */
export interface FrontendSpaProps {
  /**
   * The image with nginx and the files, as one built from `nginxinc/nginx-unprivileged` is. Its own configuration and
   * entry point are not used; SIGQUIT as its stop signal lets downloads end.
   */
  readonly image: Image;

  /**
   * The image with nginx, where `image` has the files alone and a `cp`: a container copies them, at most 256Mi, before
   * the web server starts.
   *
   * @default - `image`
   */
  readonly webServer?: Image;

  /**
   * The folder of the files in `image`. Every user has to be able to read it.
   *
   * @default '/usr/share/nginx/html'
   */
  readonly folder?: string;

  /**
   * The way in from outside, through the edge. Below a pathPrefix the files are served without it.
   *
   * @default - none
   */
  readonly route?: Route;

  /**
   * What the program reads when it starts in a browser: JSON, at `/config.json`, never cached. It is public.
   *
   * @default - none: there is no `/config.json`
   */
  readonly configuration?: { [name: string]: unknown };

  /**
   * The global variable that a script at `/config.js` sets to the configuration, for a program that has it before it
   * runs itself: `<script src="/config.js"></script>`.
   *
   * @default - none: there is no `/config.js`
   */
  readonly configurationVariable?: string;

  /**
   * The files that a browser keeps for a year. Of all others it asks each time whether its copy is still good.
   *
   * @default HashedAssets.byName()
   */
  readonly hashedAssets?: HashedAssets;

  /**
   * Directives of the Content-Security-Policy in place of the default's, such as
   * `'connect-src': "'self' https://login.example.com"`.
   *
   * @default - everything from the own origin, inline styles, no frames around it
   */
  readonly contentSecurityPolicy?: { [directive: string]: string };

  /**
   * Headers of every answer in place of the defaults; an empty text leaves one out.
   *
   * @default - Referrer-Policy, Permissions-Policy, X-Content-Type-Options; Strict-Transport-Security with a route
   */
  readonly headers?: { [name: string]: string };

  /**
   * How many pods run, and what decides; not together with `replicas`.
   *
   * @default - `replicas`
   */
  readonly scaling?: Scaling;

  /**
   * The number of pods where nothing scales them.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * How many pods may be missing while nodes are drained.
   *
   * @default DisruptionBudget.maxUnavailable('1')
   */
  readonly disruptions?: DisruptionBudget;

  /**
   * How a new version replaces the old one.
   *
   * @default - one pod more at a time, none less
   */
  readonly rollout?: RolloutOptions;

  /**
   * How it is reached from outside past the edge.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * How a pod ends. Downloads may go on for the time of its draining, less 5 seconds.
   *
   * @default - SIGQUIT after 5 seconds in which it goes on serving, then 30 to drain
   */
  readonly shutdown?: Shutdown;

  /**
   * The user that the web server runs as.
   *
   * @default - 65532
   */
  readonly user?: User;

  /**
   * On which nodes pods run.
   *
   * @default - spread over zones and nodes
   */
  readonly scheduling?: Scheduling;

  /**
   * Names, selector and labels where they are not by convention.
   *
   * @default - named like the id
   */
  readonly identity?: Identity;

  /**
   * Labels of the workload and its pods, beside the recommended ones.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };

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
  readonly settings?: WorkloadSettings;
}
