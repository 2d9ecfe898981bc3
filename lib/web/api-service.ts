import type { Construct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import type { Port } from '../network/port';
import { ServedWorkload } from '../workload/served-workload';
import type { ServedWorkloadOptions } from '../workload/served-workload-props';

/** What a service that answers requests is made of. */
export interface ApiServiceProps extends ServedWorkloadOptions {
  /** The ports that it listens on, at least one of them for clients. */
  readonly ports: Port[];
}

/** A service that answers requests over HTTP, gRPC or TCP. */
export class ApiService extends ServedWorkload {
  constructor(scope: Construct, id: string, props: ApiServiceProps) {
    super(scope, id, props);
    diagnosticRegistry.of(this).defer(() => this.checkProbes(props));
  }

  private checkProbes(props: ApiServiceProps): void {
    for (const probe of ['readiness', 'liveness'] as const) {
      const id = `without-${probe}`;
      if (!props[probe] && acknowledgementsOf(this).reasonFor(this, id) === undefined) {
        reportError(this, {
          property: probe,
          value: 'nothing',
          rule:
            probe === 'readiness'
              ? 'without it clients are sent to pods that cannot answer yet'
              : 'without it a program that hangs is never started anew',
          fix: `ask it something, such as Probe.http('/health/${probe === 'readiness' ? 'ready' : 'live'}'); or acknowledge it with the reason`,
          id,
        });
      }
    }
  }
}
