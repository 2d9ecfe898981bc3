import { App } from 'cdk8s';
import { Cluster, Environment, Manifests, NamespaceChart, PodSecurity } from '../../lib';
import { expectProblem } from '../support/findings';

const chartOf = (podSecurity?: PodSecurity): NamespaceChart =>
  new NamespaceChart(new Environment(new App(), 'test', { cluster: Cluster.generic() }), 'agents', { podSecurity });

test.each<[string, PodSecurity | undefined, string | undefined]>([
  ['restricted', undefined, undefined],
  ['restricted', PodSecurity.restricted(), undefined],
  ['baseline', PodSecurity.baseline({ reason: 'an old program' }), 'an old program'],
  ['privileged', PodSecurity.privileged({ reason: 'an agent of nodes' }), 'an agent of nodes'],
])('a namespace that admits what is %s', (level, podSecurity, reason) => {
  const chart = chartOf(podSecurity);
  const { labels, annotations } = Manifests.of(chart).resource('Namespace', 'agents').metadata;
  for (const mode of ['enforce', 'audit', 'warn']) {
    expect(labels[`pod-security.kubernetes.io/${mode}`]).toBe(level);
    expect(labels[`pod-security.kubernetes.io/${mode}-version`]).toBe('v1.30');
  }
  expect(annotations?.['tradewind.dev/pod-security']).toBe(reason);
  expect(chart.podSecurity.level).toBe(level);
});

test('a way out without a reason', () => {
  expectProblem(chartOf(PodSecurity.privileged({ reason: ' ' })), [
    'test/agents  podSecurity',
    'got privileged, with an empty reason',
    'a namespace that admits more than hardened pods has a reason that an auditor reads',
    '→ say in a sentence what runs there, and why it cannot run hardened',
  ]);
});
