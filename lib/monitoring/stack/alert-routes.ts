import type {
  AlertmanagerConfigSpec,
  AlertmanagerConfigSpecReceivers,
  AlertmanagerConfigSpecRoute,
} from '../../../imports/monitoring.coreos.com';
import type { Wire } from '../../core/wire';
import type { INetworkPeer } from '../../contracts/network-peer';
import { AlertSeverity } from '../../observability/alert-rule';
import type { AlertReceivers } from './alert-receivers';
import type { Receiver } from './receiver';

/** The alert that always fires. */
export const WATCHDOG = 'Watchdog';

/** The receiver that tells nobody. */
export const NOBODY = 'nobody';

type Receivers = Wire<AlertmanagerConfigSpecReceivers>;
type Route = Wire<AlertmanagerConfigSpecRoute>;

/** A receiver by the name that routes know it by. */
export type NamedReceiver = readonly [string, Receiver];

/** The receivers by the names that routes know them by. */
export function namedReceivers(receivers: AlertReceivers): NamedReceiver[] {
  return (['critical', 'warning', 'info', 'watchdog'] as const).flatMap((name): NamedReceiver[] => {
    const receiver = receivers[name];
    return receiver ? [[name, receiver]] : [];
  });
}

/** Whom Alertmanager talks to. */
export function receiverPeers(receivers: AlertReceivers): INetworkPeer[] {
  return namedReceivers(receivers).map(([, receiver]) => receiver._peer);
}

/**
 * Which alert goes where, and which is not told because another says it already.
 *
 * @param linked whether people can open the address of Alertmanager
 */
export function alertmanagerConfig(
  receivers: AlertReceivers | undefined,
  linked: boolean,
): Wire<AlertmanagerConfigSpec> {
  const nobody: Receivers = { name: NOBODY };
  if (!receivers) {
    return { route: { receiver: NOBODY, ...GROUPING }, receivers: [nobody] };
  }
  return {
    route: {
      // What no route knows is told rather than lost.
      receiver: AlertSeverity.WARNING,
      ...GROUPING,
      routes: [
        {
          matchers: [equals('alertname', WATCHDOG)],
          receiver: receivers.watchdog ? 'watchdog' : NOBODY,
          groupBy: ['alertname'],
          groupWait: '0s',
          groupInterval: '1m',
          repeatInterval: '1m',
        },
        {
          matchers: [equals('severity', AlertSeverity.CRITICAL)],
          receiver: AlertSeverity.CRITICAL,
          groupWait: '10s',
          repeatInterval: '1h',
        },
        { matchers: [equals('severity', AlertSeverity.WARNING)], receiver: AlertSeverity.WARNING },
        {
          matchers: [equals('severity', AlertSeverity.INFO)],
          receiver: receivers.info ? AlertSeverity.INFO : NOBODY,
        },
      ] satisfies Route[],
    },
    inhibitRules: [
      {
        // Without a namespace and a component everything would be about the same.
        sourceMatch: [equals('severity', AlertSeverity.CRITICAL), given('namespace'), given('component')],
        targetMatch: [{ name: 'severity', matchType: '=~', value: 'warning|info' }],
        equal: ['namespace', 'component'],
      },
    ],
    receivers: [nobody, ...namedReceivers(receivers).map(([name, receiver]) => rendered(name, receiver, linked))],
  };
}

/** What one thing has is told together: a page that names all of it, not a page for each. */
const GROUPING = {
  groupBy: ['namespace', 'component'],
  groupWait: '30s',
  groupInterval: '5m',
  repeatInterval: '12h',
};

function rendered(name: string, receiver: Receiver, linked: boolean): Receivers {
  return receiver._render(name, name !== 'watchdog', linked);
}

type Matcher = NonNullable<Route['matchers']>[number];

function equals(name: string, value: string): Matcher {
  return { name, matchType: '=', value };
}

function given(name: string): Matcher {
  return { name, matchType: '=~', value: '.+' };
}
