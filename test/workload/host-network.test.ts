import { podOf, workload } from '../support/workload';

test('a pod in the network of its node resolves the names of Services', () => {
  expect(podOf(workload({ hostNetwork: 'it joins multicast groups' }))).toMatchObject({
    hostNetwork: true,
    dnsPolicy: 'ClusterFirstWithHostNet',
  });
});

test('another pod keeps the default of Kubernetes', () => {
  expect(podOf(workload())).not.toHaveProperty('dnsPolicy');
});
