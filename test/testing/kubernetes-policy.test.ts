import { compileNetworkPolicy } from '../../lib/testing/kubernetes-policy';
import { networkPolicy } from './fixtures';

const compile = (spec: object) => compileNetworkPolicy(networkPolicy('prod', 'api', spec) as never);

test.each([
  [{}, true, false],
  [{ egress: [] }, true, false],
  [{ egress: [{}] }, true, true],
  [{ policyTypes: ['Egress'] }, false, true],
  [{ policyTypes: ['Ingress'], egress: [{}] }, true, false],
])('%j isolates ingress %s and egress %s', (spec, ingress, egress) => {
  const policy = compile(spec);

  expect([policy.isolates('ingress'), policy.concerns('ingress')]).toEqual([ingress, ingress]);
  expect([policy.isolates('egress'), policy.concerns('egress')]).toEqual([egress, egress]);
});

test('rules are named by direction and place, and never refuse', () => {
  const policy = compile({ ingress: [{}, {}], egress: [{}] });

  expect(policy.title).toBe('NetworkPolicy api');
  expect(policy.rules('ingress').map((rule) => rule.title)).toEqual(['ingress rule 1', 'ingress rule 2']);
  expect(policy.rules('egress').map((rule) => rule.refuses)).toEqual([false]);
  expect(policy.observes('a.example')).toBe(false);
});
