import { toYaml } from '../../core/yaml';
import type { Route } from '../../network/route';

/** Where Grafana finds what it is told, and keeps what it is told by its users. */
export const GrafanaFolder = {
  CREDENTIALS: '/etc/grafana/credentials',
  DASHBOARDS: '/var/lib/grafana-dashboards',
  DATA: '/var/lib/grafana',
  DATA_SOURCES: '/etc/grafana/provisioning/datasources',
  PROVIDERS: '/etc/grafana/provisioning/dashboards',
} as const;

/** The keys of its bundle of credentials. */
export const GRAFANA_KEYS = ['admin-password', 'secret-key'];

/** How often Grafana looks for changed dashboards; below ten seconds it would watch files instead, in vain. */
const SECONDS_BETWEEN_LOOKS = 30;

/**
 * The settings of Grafana, as variables: nobody gets in without a password, and nothing goes out that nobody asked for.
 * Its own alerting is off, for Prometheus has rules that a review has seen.
 */
export function grafanaVariables(route: Route | undefined): Record<string, string> {
  return {
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_FEEDBACK_LINKS_ENABLED: 'false',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_AUTH_ANONYMOUS_ENABLED: 'false',
    GF_LOG_CONSOLE_FORMAT: 'json',
    GF_LOG_MODE: 'console',
    GF_NEWS_NEWS_FEED_ENABLED: 'false',
    GF_PLUGINS_PLUGIN_ADMIN_ENABLED: 'false',
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
    GF_SECURITY_ADMIN_PASSWORD__FILE: `${GrafanaFolder.CREDENTIALS}/admin-password`,
    GF_SECURITY_DISABLE_GRAVATAR: 'true',
    GF_SECURITY_SECRET_KEY__FILE: `${GrafanaFolder.CREDENTIALS}/secret-key`,
    GF_SNAPSHOTS_EXTERNAL_ENABLED: 'false',
    GF_UNIFIED_ALERTING_ENABLED: 'false',
    GF_USERS_ALLOW_SIGN_UP: 'false',
    ...(route && {
      GF_SECURITY_COOKIE_SECURE: 'true',
      GF_SERVER_ROOT_URL: `https://${route.hostname}${route.pathPrefix === '/' ? '/' : `${route.pathPrefix}/`}`,
      ...(route.pathPrefix !== '/' && !route.stripPrefix && { GF_SERVER_SERVE_FROM_SUB_PATH: 'true' }),
    }),
  };
}

/** The one data source: nobody edits it by hand, so that it is what the manifest says. */
export function dataSources(url: string): string {
  return toYaml({
    apiVersion: 1,
    prune: true,
    datasources: [
      {
        name: 'Prometheus',
        uid: 'prometheus',
        type: 'prometheus',
        access: 'proxy',
        url,
        isDefault: true,
        editable: false,
        jsonData: { httpMethod: 'POST', timeInterval: `${SECONDS_BETWEEN_LOOKS}s` },
      },
    ],
  });
}

/** Dashboards are files, in folders as they lie. They are changed where they come from, not by hand. */
export function dashboardProviders(): string {
  return toYaml({
    apiVersion: 1,
    providers: [
      {
        name: 'dashboards',
        type: 'file',
        allowUiUpdates: false,
        disableDeletion: true,
        updateIntervalSeconds: SECONDS_BETWEEN_LOOKS,
        options: { path: GrafanaFolder.DASHBOARDS, foldersFromFilesStructure: true },
      },
    ],
  });
}
