import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { defineObject } from '../../core/define-object';
import { Port } from '../../network/port';
import type { Volume } from '../../storage/volume';
import { Container } from '../../workload/container';
import { ClusterPermission } from '../../workload/cluster-permission';
import type { Image } from '../../workload/image';
import { Permission } from '../../workload/permission';
import { Probe } from '../../workload/probe';
import type { DashboardDiscovery } from './dashboard-discovery';
import { DASHBOARD_LABEL, FOLDER_ANNOTATION } from './dashboard-marks';
import { GrafanaFolder } from './grafana-configuration';
import { DASHBOARD_COLLECTOR } from './images/dashboard-collector';

const CONFIG_MAPS = 'configmaps';

/** What brings dashboards from ConfigMaps into a folder that Grafana looks into. It knows no password of Grafana. */
export function dashboardCollector(
  image: Image,
  folder: Volume,
  { names }: DashboardDiscovery,
  ownNamespace: string | undefined,
): Container {
  const [port] = DASHBOARD_COLLECTOR.ports;
  const where = names && [...new Set([...(ownNamespace === undefined ? [] : [ownNamespace]), ...names])].join(',');
  return Container.of('dashboards', {
    image,
    ports: [Port.admin(port, { name: 'health' })],
    variables: {
      FOLDER: GrafanaFolder.DASHBOARDS,
      FOLDER_ANNOTATION,
      HEALTH_PORT: String(port),
      LABEL: DASHBOARD_LABEL.name,
      LABEL_VALUE: DASHBOARD_LABEL.value,
      NAMESPACE: where ?? 'ALL',
      PYTHONDONTWRITEBYTECODE: '1',
      RESOURCE: 'configmap',
      // Two namespaces may have a dashboard of one name.
      UNIQUE_FILENAMES: 'true',
    },
    // It reads every ConfigMap where it looks; Grafana, which others reach, must not.
    apiToken: true,
    volumes: { [GrafanaFolder.DASHBOARDS]: folder },
    // No readiness: without new dashboards Grafana shows the old ones, and must not be taken from its users.
    liveness: Probe.http('/healthz', {
      port: 'health',
      period: Duration.seconds(30),
      timeout: Duration.seconds(5),
      failures: 10,
    }),
    resources: { requests: { cpu: '20m', memory: '96Mi' }, limits: { cpu: '200m', memory: '192Mi' } },
  });
}

/** What the collector may read: RBAC knows no labels, so it is every ConfigMap where it looks. */
export function collectorPermissions({ names }: DashboardDiscovery): {
  permissions: Permission[];
  clusterPermissions: ClusterPermission[];
} {
  return names
    ? { permissions: [Permission.read(CONFIG_MAPS)], clusterPermissions: [] }
    : { permissions: [], clusterPermissions: [ClusterPermission.read(CONFIG_MAPS)] };
}

/** Lets the collector read in namespaces of others. */
export function defineForeignRoles(
  scope: Construct,
  account: { readonly name: string; readonly namespace: string },
  discovery: DashboardDiscovery,
  labels: Readonly<Record<string, string>>,
): void {
  const group = 'rbac.authorization.k8s.io';
  for (const namespace of (discovery.names ?? []).filter((name) => name !== account.namespace)) {
    const name = `${account.namespace}-${account.name}-dashboards`;
    const common = { apiVersion: `${group}/v1`, name, namespace, labels: { ...labels } };
    defineObject(scope, `role-${namespace}`, {
      ...common,
      kind: 'Role',
      content: () => ({ rules: [Permission.read(CONFIG_MAPS)._rule()] }),
    });
    defineObject(scope, `role-binding-${namespace}`, {
      ...common,
      kind: 'RoleBinding',
      content: () => ({
        roleRef: { apiGroup: group, kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', name: account.name, namespace: account.namespace }],
      }),
    });
  }
}
