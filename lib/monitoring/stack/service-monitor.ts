import type { Construct } from 'constructs';
import { Label, MANAGER } from '../../core/labels';
import { defineServiceMonitor } from './scrape';

/** What Prometheus scrapes of a part of the stack. */
export interface OwnMonitorParts {
  /** The name of the part, which is that of the monitor and of its job. */
  readonly name: string;
  /** The label by which the Service is found, beside those of the library. */
  readonly instance: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** The names of the ports that are scraped. */
  readonly ports: readonly string[];
}

/** Has Prometheus scrape a part of the stack itself. The Services that the operator makes of the same pods are left out. */
export function defineOwnMonitor(scope: Construct, id: string, parts: OwnMonitorParts): void {
  defineServiceMonitor(scope, id, {
    name: parts.name,
    labels: parts.labels,
    spec: () => ({
      // However the Service is called: rules look for the part by its name.
      jobLabel: Label.INSTANCE,
      selector: { matchLabels: { ...parts.instance, [Label.MANAGED_BY]: MANAGER } },
      endpoints: parts.ports.map((port) => ({ port, path: '/metrics' })),
    }),
  });
}
