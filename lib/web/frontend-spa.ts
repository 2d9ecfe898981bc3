import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Configuration } from '../config/configuration';
import type { IConfigurationSource } from '../contracts/configuration-source';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { isLabelValue } from '../core/dns-name';
import { Label } from '../core/labels';
import { Cluster } from '../environment/cluster';
import { Port } from '../network/port';
import { Volume } from '../storage/volume';
import { Container } from '../workload/container';
import type { Image } from '../workload/image';
import { Probe } from '../workload/probe';
import { Shutdown } from '../workload/shutdown';
import { ApiService } from './api-service';
import { checkConfigurationPaths } from './configuration-paths';
import { checkHeaders, frontendHeaders, type HeaderSources } from './frontend-headers';
import type { FrontendSpaProps } from './frontend-spa-props';
import { HashedAssets } from './hashed-assets';
import { LIVENESS_PATH, nginxConfiguration, READINESS_PATH } from './nginx-configuration';
import { checkConfiguration, configurationFiles } from './runtime-configuration';

/** Where the configuration of the web server is mounted. */
const FOLDER = '/etc/frontend';

/** Where files are copied to that come from another image than the web server. */
const COPIES = '/srv/frontend';

/** No port below 1024, which would take a privilege. */
const PORT = 8080;

/**
 * A single-page application: static files behind an unprivileged nginx with a configuration of ours. Hashed files are
 * cached for a year and everything else is asked for each time, an unknown page is index.html and a missing file is
 * 404, headers are hardened, and what differs between environments is read at run time. Only the edge reaches it, and
 * it reaches nobody.
 */
export class FrontendSpa extends ApiService {
  constructor(scope: Construct, id: string, props: FrontendSpaProps) {
    const { configuration, configurationVariable, hashedAssets, contentSecurityPolicy, headers, ...others } = props;
    const folder = props.folder ?? '/usr/share/nginx/html';
    const ownConfiguration = new LaterConfiguration();
    const copied = props.webServer && copyOf(props.image, folder);
    const shutdown = props.shutdown ?? defaultShutdown(scope);
    super(scope, id, {
      ...others,
      image: props.webServer ?? props.image,
      labels: { ...versionOf(props, scope), ...props.labels },
      initContainers: copied?.containers,
      ports: [Port.http(PORT, { servicePort: 80 })],
      // Past the entry point of the image, which writes to its root.
      command: ['nginx', '-e', 'stderr', '-c', `${FOLDER}/nginx.conf`],
      volumes: { ...copied?.volumes, [FOLDER]: Volume.configuration('web-server', ownConfiguration) },
      readiness: Probe.http(READINESS_PATH),
      liveness: Probe.http(LIVENESS_PATH),
      shutdown,
    });
    const sources: HeaderSources = {
      contentSecurityPolicy: contentSecurityPolicy ?? {},
      headers: headers ?? {},
      throughEdge: props.route !== undefined,
    };
    const assets = hashedAssets ?? HashedAssets.byName();
    const files = configurationFiles(configuration && { values: configuration, variable: configurationVariable });
    const { route } = props;
    ownConfiguration.configuration = new Configuration(this, 'web-server', {
      name: `${this.name}-web`,
      labels: this.objectLabels,
      data: {
        ...files,
        'nginx.conf': nginxConfiguration({
          port: PORT,
          root: copied ? COPIES : folder,
          configurationFolder: FOLDER,
          served: Object.keys(files).sort(),
          prefix: !route || route.stripPrefix ? '' : route.pathPrefix.replace(/\/+$/, ''),
          hashedAssets: assets.pattern,
          headers: frontendHeaders(sources),
          drainSeconds: Math.max(shutdown.drainSeconds - 5, 1),
        }),
      },
    });
    diagnosticRegistry.of(this).defer(() => {
      checkFolder(this, folder);
      assets._check(this);
      checkHeaders(this, sources);
      if (configuration) {
        checkConfiguration(this, { values: configuration, variable: configurationVariable });
        if (route) {
          checkConfigurationPaths(this, route, configuration);
        }
      } else if (configurationVariable !== undefined) {
        reportError(this, {
          property: 'configurationVariable',
          value: JSON.stringify(configurationVariable),
          rule: 'without a configuration there is nothing to set it to',
          fix: 'give configuration, or leave configurationVariable out',
        });
      }
    });
  }
}

/** A configuration whose name is asked for when the pod is rendered: it is made after the pod that mounts it. */
class LaterConfiguration implements IConfigurationSource {
  configuration?: Configuration;

  get configMapName(): string {
    return this.configuration?.configMapName ?? '';
  }
}

/** The version of a frontend is that of its files, and not of the web server. */
function versionOf({ image, webServer }: FrontendSpaProps, scope: Construct): Record<string, string> {
  const version = webServer && image.versionFor(scope)?.split('@')[0];
  return version !== undefined && isLabelValue(version) ? { [Label.VERSION]: version } : {};
}

function copyOf(image: Image, folder: string): { containers: Container[]; volumes: Record<string, Volume> } {
  const volumes = { [COPIES]: Volume.scratch('files', { size: '256Mi' }) };
  const command = ['cp', '-R', `${folder}/.`, COPIES];
  return { containers: [Container.of('files', { image, command, volumes })], volumes };
}

/** Before Kubernetes 1.30 the kubelet cannot wait by itself; images with nginx have a shell. */
function defaultShutdown(scope: Construct): Shutdown {
  return Shutdown.afterSleep(Duration.seconds(5), { shell: !Cluster.of(scope).runsAtLeast('1.30') });
}

function checkFolder(scope: Construct, folder: string): void {
  if (!/^(?:\/[\w.-]+)+$/.test(folder)) {
    reportError(scope, {
      property: 'folder',
      value: JSON.stringify(folder),
      rule: 'the files are in a folder below the root: letters, digits, -, _ and . between slashes',
      fix: "write it as '/usr/share/nginx/html'",
    });
  }
}
