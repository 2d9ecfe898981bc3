import type { IConstruct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { RootState } from '../core/root-state';
import type { NetworkPort, ServiceReference } from '../contracts/network-peer';
import { environmentOf } from '../environment/environment-registry';
import type { Port } from './port';

/** A Service of a tree. */
export interface KnownService {
  readonly construct: IConstruct;
  readonly ports: readonly Port[];
  /** Whether its name resolves to the pods themselves. */
  readonly isHeadless: boolean;
}

const services = new RootState(() => new Map<string, KnownService>());

/** Makes a Service known by its name to whoever connects to it by that name. */
export function registerService(
  construct: IConstruct,
  reference: ServiceReference,
  ports: readonly Port[],
  isHeadless: boolean = false,
): void {
  services.of(construct).set(keyOf(construct, reference), { construct, ports, isHeadless });
}

/** The Service that a name means to a workload, where it is in the same environment. */
export function findService(workload: IConstruct, reference: ServiceReference): KnownService | undefined {
  const found = services.of(workload).get(keyOf(workload, reference));
  return found && environmentOf(found.construct) === environmentOf(workload) ? found : undefined;
}

/** The port of the pods behind a port of a Service; what is none of its ports is taken for one of the pods. */
export function podPort({ ports }: KnownService, { port, protocol }: NetworkPort): NetworkPort {
  const same = ports.filter((each) => each.protocol === (protocol ?? 'TCP'));
  const known =
    same.find(({ containerPort }) => containerPort === port) ?? same.find((each) => each.servicePort === port);
  return known?.toNetworkPort() ?? { port, protocol };
}

function keyOf(scope: IConstruct, { name, namespace }: ServiceReference): string {
  return `${clusterIdentityOf(scope)}\n${namespace ?? ''}\n${name}`;
}
