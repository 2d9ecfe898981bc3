import { reportError } from '../core/diagnostic-registry';
import type { EventSourceStore } from './event-source-store';

/** Reports a store that a scaler asks by a name which only its own namespace could resolve. */
export function checkScalerNamespace(store: EventSourceStore): void {
  if (store.namespace === undefined) {
    reportError(store, {
      property: 'scaling',
      value: 'a scaler that asks it',
      rule: 'KEDA runs in another namespace, and the chart of the server names none',
      fix: 'give the chart its namespace',
    });
  }
}
