import type { Construct, IConstruct } from 'constructs';
import type { ICredentialSource } from '../contracts/credential-source';
import type { NetworkTarget } from '../contracts/network-peer';
import { PortRole } from '../network/port';
import { Service } from '../network/service';
import { Workload } from '../workload/workload';
import type { WorkloadProps } from '../workload/workload-props';

/**
 * Something that keeps data, run in the cluster: a StatefulSet with claims, a headless Service for its pods and one
 * with an address for its clients. Nobody reaches it but who connects to it, and Prometheus on its metrics port.
 */
export abstract class DataStore extends Workload {
  /** The Service that clients use. */
  public readonly service: Service;

  /** The construct that messages about it name. */
  public readonly construct: IConstruct;

  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id, props);
    this.construct = this;
    this.service = new Service(this, 'service', {
      name: this.serviceName,
      selector: this.selector,
      // Metrics are scraped of each pod: they stand on the headless Service alone, or would be read twice.
      ports: this.ports.filter(({ role }) => role !== PortRole.METRICS),
      labels: this.objectLabels,
    });
  }

  /** The pods, their service ports, and what clients log in with. */
  public override toNetworkTarget(workload: IConstruct): NetworkTarget {
    return { ...super.toNetworkTarget(workload), credentials: this.clientCredentials };
  }

  /** The bundles of which a client uses one to log in. */
  protected abstract get clientCredentials(): ICredentialSource[];

  /** The name by which clients reach the service ports. */
  protected override get serviceHost(): string {
    return this.namespace === undefined ? this.serviceName : `${this.serviceName}.${this.namespace}.svc`;
  }
}
