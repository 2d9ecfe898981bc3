import type { IPolicyRule } from '../../policy-rule';
import { AppArmor } from './app-armor';
import { Capabilities } from './capabilities';
import { HostNamespaces } from './host-namespaces';
import { HostPorts } from './host-ports';
import { HostProbes } from './host-probes';
import { HostProcess } from './host-process';
import { NonRoot } from './non-root';
import { NonRootUser } from './non-root-user';
import { Privileged } from './privileged';
import { PrivilegeEscalation } from './privilege-escalation';
import { ProcMount } from './proc-mount';
import { Seccomp } from './seccomp';
import { SeLinux } from './selinux';
import { Sysctls } from './sysctls';
import { VolumeTypes } from './volume-types';

/** Every control of the standard. */
export function restrictedRules(): IPolicyRule[] {
  return [
    new HostProcess(),
    new HostNamespaces(),
    new Privileged(),
    new Capabilities(),
    new VolumeTypes(),
    new HostPorts(),
    new HostProbes(),
    new AppArmor(),
    new SeLinux(),
    new ProcMount(),
    new Sysctls(),
    new PrivilegeEscalation(),
    new NonRoot(),
    new NonRootUser(),
    new Seccomp(),
  ];
}
