import { listOf, textOf } from '../../field';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { BASELINE } from './standard';

const SAFE = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

/** Settings of the kernel that reach beyond the pod. */
export class Sysctls extends PodRule {
  public readonly id = 'Restricted.Sysctls';
  public readonly asks = 'only settings of the kernel are changed that are the own of the pod';
  public readonly fix = `use none but ${[...SAFE].join(', ')}`;
  public readonly source = `${BASELINE}: Sysctls`;

  protected fault({ spec, path }: PodView): Fault {
    return listOf(spec.securityContext?.sysctls)
      .filter(({ name }) => !SAFE.has(textOf(name) ?? ''))
      .map(({ name }) => fault(`${path}.securityContext.sysctls`, name));
  }
}
