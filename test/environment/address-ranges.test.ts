import { Cluster, Edge, Environment, Platform } from '../../lib';
import { problems } from '../support/findings';

function problemsOf(cluster: Cluster): readonly (readonly string[])[] {
  return problems(new Environment(new Platform({ name: 'shop' }), 'dev', { cluster }));
}

test.each<[string, Cluster]>([
  ['nodeCidrs', Cluster.generic({ nodeCidrs: ['10.60.0.0'] })],
  ['apiServerCidrs', Cluster.generic({ apiServerCidrs: ['10.60.0.0'] })],
  ['edge.subnetCidr', Cluster.generic({ edge: Edge.applicationGateway({ subnetCidr: '10.60.0.0' }) })],
])('a range without a prefix: %s', (property, cluster) => {
  expect(problemsOf(cluster)).toEqual([
    [
      `dev  cluster.${property}`,
      'got "10.60.0.0"',
      "the prefix length is missing; for the one address write '10.60.0.0/32'",
      '→ write the range in its canonical form, such as 10.1.0.0/16',
    ],
  ]);
});

test.each(['0.0.0.0/0', '::/0', '128.0.0.0/1'])('a range of every address: %s', (range) => {
  expect(problemsOf(Cluster.generic({ nodeCidrs: [range] }))).toEqual([
    [
      'dev  cluster.nodeCidrs',
      `got "${range}"`,
      'a range of half of all addresses or more closes nothing',
      '→ name the range of the subnet',
    ],
  ]);
});

test('ranges of subnets', () => {
  expect(
    problemsOf(Cluster.generic({ nodeCidrs: ['10.0.0.0/8', 'fd00::/48'], apiServerCidrs: ['10.0.0.1/32'] })),
  ).toEqual([]);
});
