import type { k8s } from 'cdk8s-plus-28';
import type { CiliumNetworkPolicySpec, CiliumNetworkPolicySpecEgressToPortsPorts } from '../../imports/cilium.io';
import type { Wire } from '../../lib/core/wire';

// The type checker tests these: `npm run lint:types` fails where a line does not compile, or where an error is missing.

const service: Wire<k8s.ServiceSpec> = {
  clusterIP: 'None',
  loadBalancerIP: '10.0.0.1',
  ports: [{ port: 80, targetPort: 'http' }],
};

const pod: Wire<k8s.PodSpec> = {
  hostIPC: false,
  hostPID: false,
  containers: [
    {
      name: 'app',
      resources: { limits: { cpu: '500m', memory: 1024 } },
      ports: [{ containerPort: 80, hostIP: '127.0.0.1' }],
      livenessProbe: { httpGet: { port: 80 } },
    },
  ],
};

const cilium: Wire<CiliumNetworkPolicySpec> = {
  egress: [{ toFQDNs: [{ matchName: 'example.com' }], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] }],
};

const time: Wire<k8s.ObjectMeta> = { creationTimestamp: '2020-01-02T03:04:05Z' };

// @ts-expect-error: the name of the generated type is not the name on the wire
const renamed: Wire<k8s.ServiceSpec> = { clusterIp: 'None' };

// @ts-expect-error: a wrapped quantity is no plain value
const wrapped: Wire<k8s.ResourceRequirements> = { limits: { cpu: { value: '1' } } };

type CiliumProtocol = NonNullable<Wire<CiliumNetworkPolicySpecEgressToPortsPorts>['protocol']>;

// @ts-expect-error: no such protocol
const protocol: CiliumProtocol = 'tcp';

// Fields of a wire type can be written, those of a generated type cannot.
service.clusterIP = undefined;

test('it costs nothing at run time', async () => {
  expect(Object.keys(await import('../../lib/core/wire'))).toEqual([]);
  expect([service, pod, cilium, time, renamed, wrapped, protocol]).toHaveLength(7);
});
