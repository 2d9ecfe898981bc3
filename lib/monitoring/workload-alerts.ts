import { Duration } from 'cdk8s';
import type { AlertRule } from '../observability/alert-rule';
import { MonitoredKind, type MonitoringProfile } from '../observability/monitoring-profile';
import { certificateExpiring } from '../observability/rules/certificate';
import { memoryNearLimit, scrapeFailing } from '../observability/rules/monitored';
import type { MonitoringThresholds } from './monitoring-props';

/** What keeps data is meant to fill its memory, and tells itself when that is short. */
const KEEPERS = [MonitoredKind.DATABASE, MonitoredKind.OBJECT_STORE, MonitoredKind.QUEUE];

/** What is told of a workload beside what it tells of itself. */
export function workloadAlerts(
  profile: MonitoringProfile,
  namespace: string,
  thresholds: MonitoringThresholds,
): AlertRule[] {
  const { certificates = [], controllerKind: kind, name, scrapedPorts } = profile;
  const subject = { namespace, name };
  const { memoryShare = 0.9, memoryShareFor = Duration.minutes(15) } = thresholds;
  return [
    ...(KEEPERS.includes(profile.kind) ? [] : [memoryNearLimit(kind, subject, memoryShare, memoryShareFor)]),
    ...(scrapedPorts.length > 0
      ? [scrapeFailing(kind, subject, thresholds.scrapeFailing ?? Duration.minutes(10))]
      : []),
    ...(certificates.length > 0
      ? [certificateExpiring(namespace, certificates, thresholds.certificateLeft ?? Duration.days(14))]
      : []),
  ];
}
