import type { Construct } from 'constructs';
import { reportError, reportWarning } from '../../core/diagnostic-registry';
import { longestLookBack } from '../../observability/query-times';
import { claimedBytes } from './managed-resources';

const DURATION = /^(?:0|(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?)$/;
const SIZE = /^(\d+(?:\.\d+)?)([KMGTPE]?)(?:i?)B$/;
const POWERS = ['', 'K', 'M', 'G', 'T', 'P', 'E'];
const GIGABYTE = 2 ** 30;

/** The share of a claim that samples may take: the log of writes and a compaction need the rest. */
const LARGEST_SHARE = 0.85;
const USUAL_SHARE = 0.8;

/** What of a claim is kept for samples where nobody says. */
export function usualRetentionSize(claim: string): string {
  const bytes = claimedBytes(claim) * USUAL_SHARE;
  return bytes >= GIGABYTE ? `${Math.floor(bytes / GIGABYTE)}GB` : `${Math.max(Math.floor(bytes / 2 ** 20), 1)}MB`;
}

/** Reports a retention that Prometheus does not read, and one that fills its disk. */
export function checkRetention(scope: Construct, retention: string, retentionSize: string, claim: string): void {
  if (retention === '' || !DURATION.test(retention)) {
    reportError(scope, {
      property: 'settings.retention',
      value: JSON.stringify(retention),
      rule: 'it is no duration of Prometheus: the API server refuses it',
      fix: "write '30d', or '12h'",
    });
  }
  const kept = prometheusBytes(retentionSize);
  if (kept === undefined) {
    reportError(scope, {
      property: 'settings.retentionSize',
      value: JSON.stringify(retentionSize),
      rule: 'it is no size of Prometheus: the API server refuses it',
      fix: "write '40GB'",
    });
    return;
  }
  const available = claimedBytes(claim);
  const finding = {
    property: 'settings.retentionSize',
    value: `${retentionSize}, of a claim of ${claim}`,
    fix: `keep at most ${usualRetentionSize(claim)}, or enlarge the claim`,
  };
  if (available > 0 && kept >= available) {
    reportError(scope, {
      ...finding,
      rule: 'Prometheus would fill its disk before it removes anything: what is newest is not counted',
    });
  } else if (available > 0 && kept > available * LARGEST_SHARE) {
    reportWarning(scope, {
      ...finding,
      rule: 'the log of writes and a compaction need a sixth of the disk beside what is kept',
      id: 'retention-headroom',
    });
  }
}

/** Reports a retention that is shorter than what an alert of the cluster looks back: that alert would see a part. */
export function checkLookBack(scope: Construct, retention: string): void {
  const furthest = longestLookBack(scope);
  // Without a time, 0, Prometheus keeps what the size allows.
  const kept = DURATION.test(retention) ? prometheusSeconds(retention) : undefined;
  if (furthest !== undefined && kept !== undefined && kept > 0 && kept < furthest.seconds) {
    reportError(scope, {
      property: 'settings.retention',
      value: `${retention}, with ${furthest.alert}, which looks back ${furthest.seconds} s`,
      rule: 'what is older than the retention is removed: the alert would see a part of what it asks for',
      fix: 'keep samples for at least that long, or leave the alert out',
    });
  }
}

const UNITS: Readonly<Record<string, number>> = {
  y: 31_536_000,
  w: 604_800,
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
};

function prometheusSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|[ywdhms])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit], 0);
}

/** The units of Prometheus count by 1024, with an `i` or without. */
function prometheusBytes(text: string): number | undefined {
  const [, digits, unit] = SIZE.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** POWERS.indexOf(unit);
}
