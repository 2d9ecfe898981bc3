import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { selectMatching } from './subject';

const METRIC = 'certmanager_certificate_expiration_timestamp_seconds';

/**
 * When certificates end, as cert-manager says it. Its series have a label `namespace` of their own, which Prometheus
 * renames where the scrape does not honor labels.
 */
export function certificateExpiration(namespace: string, names: readonly string[]): string {
  const pattern = names.map((name) => name.replace(/\./g, '\\.')).join('|');
  const series = ['exported_namespace', 'namespace']
    .map((label) => `${METRIC}${selectMatching({ [label]: namespace }, 'name', pattern)}`)
    .join('\nor\n');
  return `label_replace(\nmin by (name) (\n${series}\n),\n"namespace", ${JSON.stringify(namespace)}, "name", ".*"\n)`;
}

/** A certificate that nobody has renewed in time. */
export function certificateExpiring(namespace: string, names: readonly string[], left: Duration): AlertRule {
  return {
    name: 'CertificateExpiring',
    severity: AlertSeverity.WARNING,
    expression: `${certificateExpiration(namespace, names)} - time()\n< ${left.toSeconds()}`,
    summary: 'the certificate {{ $labels.namespace }}/{{ $labels.name }} ends in {{ $value | humanizeDuration }}',
    description:
      'It should have been renewed long before. See why it was not: kubectl -n {{ $labels.namespace }} describe certificate {{ $labels.name }}',
    runbook: {
      meaning:
        'cert-manager renews a certificate when a third of its time is left. This one was not renewed; when it has ended, every client refuses it.',
      checks: [
        'What cert-manager says: `kubectl -n NAMESPACE describe certificate NAME`, then its CertificateRequest, Order and Challenge.',
        'Whether others have it, too: then it is the issuer: `kubectl describe clusterissuer NAME`.',
        'Whether the host name still leads to this cluster, if the issuer asks for proof.',
      ],
      remedies: [
        'The issuer refuses for too many tries: wait as long as it says.',
        'The proof fails: mend the name in DNS, or the way of `/.well-known/acme-challenge/` through the edge.',
        'Try again at once: `cmctl renew -n NAMESPACE NAME`.',
      ],
    },
  };
}
