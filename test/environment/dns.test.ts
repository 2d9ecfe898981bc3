import { Cluster } from '../../lib';
import { dnsEgress } from '../../lib/environment/dns';

const PORTS = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
];

test('leads to kube-dns in kube-system by default', () => {
  expect(dnsEgress(Cluster.generic())).toEqual({
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ],
    ports: PORTS,
  });
});

test.each([
  ['169.254.20.10', '169.254.20.10/32'],
  ['fd00::10', 'fd00::10/128'],
])('leads to the declared pods and to the node-local cache at %s', (nodeLocalAddress, cidr) => {
  const dns = { namespace: 'dns', podLabels: { app: 'coredns' }, nodeLocalAddress };
  expect(dnsEgress(Cluster.generic({ dns }))).toEqual({
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dns' } },
        podSelector: { matchLabels: { app: 'coredns' } },
      },
      { ipBlock: { cidr } },
    ],
    ports: PORTS,
  });
});
