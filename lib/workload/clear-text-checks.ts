import type { IConstruct } from 'constructs';
import { reportWarning } from '../core/diagnostic-registry';
import type { WorkloadPlan } from './workload-plan';

/** Schemes that say that nothing is encrypted. What a database negotiates with its clients is not seen in a URL. */
const CLEAR_TEXT = /^(amqp|ftp|http|ldap|mqtt|nats|redis|smtp|stomp|ws):\/\//;

/** Warns of credentials in an address outside the cluster that everybody on the way can read. */
export function checkClearText(scope: IConstruct, plan: WorkloadPlan): void {
  for (const [name, { address, credentials, peer }] of Object.entries(plan.props.endpoints ?? {})) {
    const scheme = CLEAR_TEXT.exec(address)?.[1];
    if (scheme === undefined || Object.keys(credentials).length === 0) {
      continue;
    }
    const target = peer.toNetworkTarget(scope);
    // A store says it of itself.
    const isOutside = !target.workload && !target.service && !target.pods?.length && !target.credentials;
    if (isOutside) {
      reportWarning(scope, {
        property: `endpoints.${name}`,
        value: `${scheme}://, with ${Object.keys(credentials).sort().join(' and ')}`,
        rule: `${target.description} is outside the cluster, and whoever is on the way can read user and password`,
        fix: 'use the scheme with TLS; or acknowledge it with the reason, such as a private network',
        id: 'credentials-in-clear-text',
      });
    }
  }
}
