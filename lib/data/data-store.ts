import type { Construct, IConstruct } from 'constructs';
import type { IEventSource, ScalerConnection, ScalerRequest } from '../contracts/event-source';
import type { INetworkPeer } from '../contracts/network-peer';
import { type Port, PortRole } from '../network/port';
import { Service } from '../network/service';
import { Workload } from '../workload/workload';
import type { WorkloadProps } from '../workload/workload-props';

/**
 * Something that keeps data, run in the cluster: a StatefulSet with claims, a headless Service for its pods and one
 * with an address for its clients. Nobody reaches it but who connects to it, Prometheus on its metrics port, and KEDA
 * where a scaler asks it.
 */
export abstract class DataStore extends Workload implements IEventSource {
  /** The Service that clients use. */
  public readonly service: Service;

  /** The construct that messages about it name. */
  public readonly construct: IConstruct;

  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id, props);
    this.construct = this;
    this.service = new Service(this, 'service', {
      name: this.name,
      selector: this.selector,
      // Metrics are scraped of each pod: they stand on the headless Service alone, or would be read twice.
      ports: this.ports.filter(({ role }) => role !== PortRole.METRICS),
      labels: this.objectLabels,
    });
  }

  /** How a scaler asks it. */
  public abstract toScalerConnection(request: ScalerRequest): ScalerConnection;

  /** Opens the port that a scaler asks. */
  public admitScaler(peer: INetworkPeer, request: ScalerRequest): void {
    this.allowPort(peer, this.scalerPort(request));
  }

  /** The port that a scaler asks. */
  protected abstract scalerPort(request: ScalerRequest): Port;

  /** The name by which clients reach the service ports. */
  protected override get serviceHost(): string {
    return this.namespace === undefined ? this.name : `${this.name}.${this.namespace}.svc`;
  }
}
