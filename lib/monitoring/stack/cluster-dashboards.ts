import { Construct } from 'constructs';
import { Dashboard } from '../dashboard';
import { clusterRows } from './dashboards/cluster-rows';
import { nodeRows } from './dashboards/node-rows';
import { FOLDER_ANNOTATION } from './dashboard-marks';

/** How the dashboards of a cluster are called. */
export interface ClusterDashboardsProps {
  /**
   * What the names of the ConfigMaps begin with.
   *
   * @default - the id
   */
  readonly name?: string;

  /**
   * The folder in Grafana.
   *
   * @default 'Cluster'
   */
  readonly folder?: string;
}

/** What a cluster shows of itself in Grafana: the cluster as a whole, and its nodes. A cluster has it once. */
export class ClusterDashboards extends Construct {
  /** The cluster as a whole: room, namespaces, the API server. */
  public readonly cluster: Dashboard;

  /** Its nodes, all of them or those that whoever looks chooses. */
  public readonly nodes: Dashboard;

  constructor(scope: Construct, id: string, props: ClusterDashboardsProps = {}) {
    super(scope, id);
    const { name = id, folder = 'Cluster' } = props;
    const annotations = { [FOLDER_ANNOTATION]: folder };
    this.cluster = new Dashboard(this, 'cluster', {
      title: 'Cluster',
      name: `${name}-cluster`,
      tags: ['cluster'],
      annotations,
      rows: clusterRows(),
    });
    this.nodes = new Dashboard(this, 'nodes', {
      title: 'Nodes',
      name: `${name}-nodes`,
      tags: ['cluster'],
      annotations,
      variables: [{ name: 'node', series: 'kube_node_info', title: 'Node', multiple: true }],
      rows: nodeRows(),
    });
  }
}
