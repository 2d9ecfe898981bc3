import type { IConstruct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { reportWarning } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import type { Query } from './promql';

/** The alert of a cluster that looks back furthest. */
export interface LookBack {
  readonly alert: string;
  readonly seconds: number;
}

/** How often Prometheus scrapes where nothing says otherwise, in seconds. */
export const USUAL_SCRAPE = 30;

const lookBacks = new RootState(() => new Map<string, LookBack>());

/** Reports a rate that has no two samples, and records how far an alert looks back. */
export function checkQueryTimes(
  scope: IConstruct,
  property: string,
  { name: alert, expression }: { readonly name: string; readonly expression: string },
  { spans }: Query,
): void {
  const known = lookBacks.of(scope);
  const cluster = clusterIdentityOf(scope);
  const seconds = spans?.lookBack ?? 0;
  if (seconds > (known.get(cluster)?.seconds ?? 0)) {
    known.set(cluster, { alert, seconds });
  }
  const rate = spans?.shortestRate;
  if (rate !== undefined && rate < 2 * USUAL_SCRAPE) {
    reportWarning(scope, {
      property,
      value: expression,
      rule: `a range of ${rate} s seldom holds two samples where Prometheus scrapes every ${USUAL_SCRAPE} s, and gives nothing without`,
      fix: 'take a range of at least 4 scrapes, such as [2m]; or acknowledge it with the interval of the scrape',
      id: 'rate-of-one-sample',
    });
  }
}

/** The alert of the cluster of a construct that looks back furthest, among those that have been checked. */
export function longestLookBack(scope: IConstruct): LookBack | undefined {
  return lookBacks.of(scope).get(clusterIdentityOf(scope));
}
