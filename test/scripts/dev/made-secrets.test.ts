import { App } from 'cdk8s';
import { Cluster, Credentials, Environment, NamespaceChart } from '../../../lib';
import { inventSecrets, knownValues, neededSecrets } from '../../../scripts/dev/made-secrets';

const needed = neededSecrets(tree());

function tree(): Environment {
  const environment = new Environment(new App(), 'dev', { cluster: Cluster.k3d() });
  const chart = new NamespaceChart(environment, 'shop');
  const server = new Credentials(chart, 'server', { keys: ['password'] });
  new Credentials(chart, 'client', { keys: ['PASSWORD', 'KEY'], sharedKeys: { PASSWORD: server.key('password') } });
  return environment;
}

function counting(): () => string {
  let count = 0;
  return () => `value-${++count}`;
}

test('the Secrets of a tree, and what they share', () => {
  expect(needed).toEqual([
    { namespace: 'shop', name: 'server', origins: { password: 'shop/server/password' } },
    {
      namespace: 'shop',
      name: 'client',
      origins: { PASSWORD: 'shop/server/password', KEY: 'shop/client/KEY' },
    },
  ]);
});

test('what is shared has one value', () => {
  expect(inventSecrets(needed, new Map(), counting())).toEqual([
    expect.objectContaining({ metadata: { name: 'server', namespace: 'shop' }, stringData: { password: 'value-1' } }),
    expect.objectContaining({
      metadata: { name: 'client', namespace: 'shop' },
      stringData: { PASSWORD: 'value-1', KEY: 'value-2' },
    }),
  ]);
});

test('a value that is in the cluster already is kept', () => {
  const [server, client] = needed;
  const encoded = Buffer.from('from before').toString('base64');
  const known = knownValues(needed, (secret) => (secret === server ? { password: encoded, other: 'eA==' } : undefined));
  expect(inventSecrets([client], known, counting())).toEqual([
    expect.objectContaining({ stringData: { PASSWORD: 'from before', KEY: 'value-1' } }),
  ]);
});
