import { MonitoredKind, type MonitoringProfile } from '../observability/monitoring-profile';
import type { Panel } from '../observability/panel';
import { certificatesPanel } from '../observability/panels/certificate';
import { autoscalerPanel, replicasPanel, restartsPanel } from '../observability/panels/replicas';
import { cpuPanel, memoryPanel, networkPanel } from '../observability/panels/resources';
import { taskPanels } from '../observability/panels/tasks';

/** What a dashboard shows of a workload: what every one has, by what it is, then what only this one has. */
export function workloadPanels(profile: MonitoringProfile, namespace: string): Panel[] {
  const { autoscaler, certificates = [], controllerKind: kind, name } = profile;
  const subject = { namespace, name };
  return [
    ...(profile.kind === MonitoredKind.BATCH || kind === 'ScaledJob'
      ? taskPanels(kind, subject)
      : [
          replicasPanel(kind, subject),
          ...(autoscaler === undefined ? [] : [autoscalerPanel({ namespace, name: autoscaler })]),
          restartsPanel(kind, subject),
        ]),
    cpuPanel(kind, subject),
    memoryPanel(kind, subject),
    networkPanel(kind, subject),
    ...profile.panels,
    ...(certificates.length > 0 ? [certificatesPanel(namespace, certificates)] : []),
  ];
}
