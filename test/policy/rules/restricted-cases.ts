import { API, APP, type Case, container, pod, POD } from './case';

/** The controls of the Pod Security Standard. */
export const RESTRICTED_CASES: Case[] = [
  [
    'Restricted.HostProcess',
    'a pod and a container of the host',
    pod((spec) => {
      spec.securityContext.windowsOptions = { hostProcess: true };
      spec.containers[0].securityContext.windowsOptions = { hostProcess: true };
    }),
    [
      [API, `${POD}.securityContext.windowsOptions.hostProcess`, 'true'],
      [API, `${APP}.securityContext.windowsOptions.hostProcess`, 'true'],
    ],
  ],
  [
    'Restricted.HostNamespaces',
    'network and processes of the node',
    pod((spec) => Object.assign(spec, { hostNetwork: true, hostPID: true, hostIPC: false })),
    [
      [API, `${POD}.hostNetwork`, 'true'],
      [API, `${POD}.hostPID`, 'true'],
    ],
  ],
  [
    'Restricted.Privileged',
    'in a ScaledJob, too',
    ({ ScaledJob }) => {
      ScaledJob.convert.spec.jobTargetRef.template.spec.containers[0].securityContext.privileged = true;
    },
    [['ScaledJob convert', 'spec.jobTargetRef.template.spec.containers[app].securityContext.privileged', 'true']],
  ],
  [
    'Restricted.HostPorts',
    'a port of the node',
    container((spec) => (spec.ports[0].hostPort = 8080)),
    [[API, `${APP}.ports.hostPort`, '8080']],
  ],
  [
    'Restricted.HostProbes',
    'a probe and a hook that ask another host',
    container((spec) => {
      spec.readinessProbe.httpGet.host = '169.254.169.254';
      spec.lifecycle.preStop = { tcpSocket: { host: 'elsewhere', port: 1 } };
    }),
    [
      [API, `${APP}.readinessProbe.httpGet.host`, '169.254.169.254'],
      [API, `${APP}.lifecycle.preStop.tcpSocket.host`, 'elsewhere'],
    ],
  ],
  [
    'Restricted.AppArmor',
    'unconfined, as a field and as an annotation',
    ({ Deployment }) => {
      const { template } = Deployment.api.spec;
      template.spec.securityContext.appArmorProfile = { type: 'Unconfined' };
      template.metadata.annotations = {
        'container.apparmor.security.beta.kubernetes.io/app': 'unconfined',
        'container.apparmor.security.beta.kubernetes.io/other': 'localhost/mine',
      };
    },
    [
      [API, `${POD}.securityContext.appArmorProfile.type`, 'Unconfined'],
      [API, 'spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/app]', 'unconfined'],
    ],
  ],
  [
    'Restricted.SELinux',
    'a type of the host, and a role',
    container((spec) => (spec.securityContext.seLinuxOptions = { type: 'spc_t', role: 'sysadm_r', level: 's0' })),
    [
      [API, `${APP}.securityContext.seLinuxOptions.type`, 'spc_t'],
      [API, `${APP}.securityContext.seLinuxOptions.role`, 'sysadm_r'],
    ],
  ],
  [
    'Restricted.ProcMount',
    'unmasked',
    container((spec) => (spec.securityContext.procMount = 'Unmasked')),
    [[API, `${APP}.securityContext.procMount`, 'Unmasked']],
  ],
  [
    'Restricted.Sysctls',
    'one that is safe and one that is not',
    pod(
      (spec) =>
        (spec.securityContext.sysctls = [
          { name: 'net.ipv4.tcp_syncookies', value: '1' },
          { name: 'kernel.msgmax', value: '1' },
        ]),
    ),
    [[API, `${POD}.securityContext.sysctls`, 'kernel.msgmax']],
  ],
  [
    'Restricted.VolumeTypes',
    'a path of the node',
    pod((spec) => spec.volumes.push({ name: 'logs', hostPath: { path: '/var/log' } })),
    [[API, `${POD}.volumes[logs].hostPath`, '{"path":"/var/log"}']],
  ],
  [
    'Restricted.PrivilegeEscalation',
    'nothing said',
    container((spec) => delete spec.securityContext.allowPrivilegeEscalation),
    [[API, `${APP}.securityContext.allowPrivilegeEscalation`, 'nothing']],
  ],
  [
    'Restricted.PrivilegeEscalation',
    'nothing said, on Windows',
    pod((spec) => {
      spec.os = { name: 'windows' };
      delete spec.containers[0].securityContext.allowPrivilegeEscalation;
    }),
    [],
  ],
  [
    'Restricted.NonRoot',
    'said by nobody, in an init container, too',
    pod((spec) => {
      delete spec.securityContext.runAsNonRoot;
      spec.containers[0].securityContext.runAsNonRoot = true;
      spec.initContainers = [{ ...spec.containers[0], name: 'first', securityContext: { runAsNonRoot: false } }];
    }),
    [[API, `${POD}.initContainers[first].securityContext.runAsNonRoot`, 'false']],
  ],
  [
    'Restricted.NonRootUser',
    'the user 0',
    container((spec) => (spec.securityContext.runAsUser = 0)),
    [[API, `${APP}.securityContext.runAsUser`, '0']],
  ],
  [
    'Restricted.Seccomp',
    'unconfined in a container',
    container((spec) => (spec.securityContext.seccompProfile = { type: 'Unconfined' })),
    [[API, `${APP}.securityContext.seccompProfile.type`, 'Unconfined']],
  ],
  [
    'Restricted.Capabilities',
    'not all dropped',
    container((spec) => (spec.securityContext.capabilities = { drop: ['NET_RAW'] })),
    [[API, `${APP}.securityContext.capabilities.drop`, '["NET_RAW"]']],
  ],
  [
    'Restricted.Capabilities',
    'one added beside the one that may be',
    container((spec) => (spec.securityContext.capabilities.add = ['NET_BIND_SERVICE', 'SYS_ADMIN'])),
    [[API, `${APP}.securityContext.capabilities.add`, 'SYS_ADMIN']],
  ],
];
