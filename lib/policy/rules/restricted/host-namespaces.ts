import { isTrue } from '../../field';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { BASELINE } from './standard';

/** Network, processes and memory of the node. */
export class HostNamespaces extends PodRule {
  public readonly id = 'Restricted.HostNamespaces';
  public readonly asks = 'pods share neither the network, nor the processes, nor the memory of their node';
  public readonly fix = 'leave hostNetwork, hostPID and hostIPC out';
  public readonly source = `${BASELINE}: Host Namespaces`;
  public override readonly exceptions = ['host-network'];

  protected fault({ spec, path }: PodView): Fault {
    if (spec.hostNetwork === undefined && spec.hostPID === undefined && spec.hostIPC === undefined) {
      return undefined;
    }
    return ['hostIPC', 'hostNetwork', 'hostPID']
      .filter((field) => isTrue(spec[field]))
      .map((field) => fault(`${path}.${field}`, true));
  }
}
