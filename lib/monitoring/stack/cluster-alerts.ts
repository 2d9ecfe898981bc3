import { Construct } from 'constructs';
import { diagnosticRegistry, reportError } from '../../core/diagnostic-registry';
import { ANNOTATION_PREFIX } from '../../core/labels';
import type { AlertRule } from '../../observability/alert-rule';
import { Alerts } from '../../observability/alerts';
import type {
  ApiServerAlertOptions,
  ClusterStateAlertOptions,
  KubeletAlertOptions,
  NodeAlertOptions,
  TargetAlertOptions,
} from './cluster-alert-options';
import { checkThresholds } from './cluster-alert-checks';
import { apiServerAlerts } from './rules/api-server';
import { clusterStateAlerts } from './rules/cluster-state';
import { kubeletAlerts } from './rules/kubelet';
import { nodeMemoryAlerts } from './rules/node-memory';
import { nodeStateAlerts } from './rules/node-state';
import { nodeStorageAlerts } from './rules/node-storage';
import { nodeSystemAlerts } from './rules/node-system';
import { targetAlerts } from './rules/targets';

/** Of what of a cluster somebody is told, and when. */
export interface ClusterAlertsProps {
  /**
   * The API server.
   *
   * @default - every default
   */
  readonly apiServer?: ApiServerAlertOptions;

  /**
   * Nodes, as the cluster sees them, and their kubelets.
   *
   * @default - every default
   */
  readonly kubelet?: KubeletAlertOptions;

  /**
   * The machines, as node-exporter sees them.
   *
   * @default - every default
   */
  readonly node?: NodeAlertOptions;

  /**
   * What kube-state-metrics itself lacks.
   *
   * @default - every default
   */
  readonly clusterState?: ClusterStateAlertOptions;

  /**
   * Whatever Prometheus scrapes.
   *
   * @default - every default
   */
  readonly targets?: TargetAlertOptions;

  /**
   * Alerts that are left out, by their name, each with its written reason.
   *
   * @default - none
   */
  readonly without?: { [alert: string]: string };
}

/**
 * What somebody is told of a cluster as a whole: its API server, its nodes and kubelets, its machines, and whether
 * Prometheus sees them. A cluster has it once. Alerts about workloads come with the workloads.
 */
export class ClusterAlerts extends Construct {
  /** The alerts, by what they are about. */
  public readonly groups: Alerts[];

  constructor(scope: Construct, id: string, props: ClusterAlertsProps = {}) {
    super(scope, id);
    const { apiServer, kubelet, node, clusterState, targets, without = {} } = props;
    const groups: Record<string, AlertRule[]> = {
      'api-server': apiServerAlerts(apiServer),
      'cluster-state': clusterStateAlerts(clusterState),
      kubelet: [...nodeStateAlerts(kubelet), ...kubeletAlerts(kubelet)],
      node: [...nodeStorageAlerts(node), ...nodeMemoryAlerts(node), ...nodeSystemAlerts(node)],
      targets: targetAlerts(targets),
    };
    this.groups = Object.entries(groups).map(([about, rules]) => {
      const left = rules.filter(({ name }) => Object.hasOwn(without, name)).map(({ name }) => name);
      return new Alerts(this, about, {
        rules: rules.filter(({ name }) => !left.includes(name)),
        annotations:
          left.length > 0
            ? { [`${ANNOTATION_PREFIX}/without-alerts`]: left.map((name) => `${name}: ${without[name]}`).join('; ') }
            : undefined,
      });
    });
    const offered = Object.values(groups).flatMap((rules) => rules.map(({ name }) => name));
    diagnosticRegistry.of(this).defer(() => {
      this.checkLeftOut(without, offered);
      checkThresholds(this, { apiServer, kubelet, node, clusterState, targets });
    });
  }

  private checkLeftOut(without: Readonly<Record<string, string>>, offered: readonly string[]): void {
    for (const [alert, reason] of Object.entries(without)) {
      if (!offered.includes(alert)) {
        reportError(this, {
          property: `without.${alert}`,
          rule: 'there is no such alert about a cluster',
          fix: `name one of: ${offered.join(', ')}`,
        });
      }
      if (reason.trim() === '') {
        reportError(this, {
          property: `without.${alert}`,
          value: 'an empty reason',
          rule: 'what nobody is told about has a reason that an auditor reads',
          fix: 'say in a sentence why nobody has to know',
        });
      }
    }
  }
}
