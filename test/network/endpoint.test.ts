import { Credentials, Endpoint, Manifests, Peer } from '../../lib';
import { chartWith, problemsWith, testChart, testWorkload } from '../support/trees';

const DATABASE = Peer.cidr('10.1.0.5/32', { port: 1521 });

test('an address of a peer in any form, and the way there for the workload that is told it', () => {
  const chart = testChart();
  testWorkload(chart, 'api', { endpoints: { DB: Endpoint.of('jdbc:oracle:thin:@10.1.0.5:1521', DATABASE) } });
  const manifests = Manifests.of(chart);
  expect(manifests.objects('ConfigMap')[0].data).toEqual({ DB: 'jdbc:oracle:thin:@10.1.0.5:1521' });
  manifests.allows('api', '10.1.0.5', 1521);
  manifests.denies('api', '10.1.0.6', 1521);
});

test('an address made of credentials brings their variables before its own, and no value', () => {
  const manifests = Manifests.of(
    chartWith((chart) => {
      const bundle = new Credentials(chart, 'ledger', { keys: ['username', 'password'] });
      const credentials = { DB_USER: bundle.key('username'), DB_PASSWORD: bundle.key('password') };
      const address = 'postgresql://$(DB_USER):$(DB_PASSWORD)@10.1.0.5:1521/ledger';
      testWorkload(chart, 'api', { endpoints: { DB_URL: Endpoint.of(address, DATABASE, { credentials }) } });
    }),
  );
  expect(manifests.objects('Deployment')[0].spec.template.spec.containers[0].env).toEqual([
    { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'ledger', key: 'password' } } },
    { name: 'DB_USER', valueFrom: { secretKeyRef: { name: 'ledger', key: 'username' } } },
    { name: 'DB_URL', value: 'postgresql://$(DB_USER):$(DB_PASSWORD)@10.1.0.5:1521/ledger' },
  ]);
  manifests.allows('api', '10.1.0.5', 1521);
});

test('an address that is a secret as a whole comes from its key, and the way there is opened', () => {
  const manifests = Manifests.of(
    chartWith((chart) => {
      const bundle = new Credentials(chart, 'ledger', { keys: ['url'] });
      testWorkload(chart, 'api', { endpoints: { DB_URL: Endpoint.secret(bundle.key('url'), DATABASE) } });
    }),
  );
  expect(manifests.objects('Deployment')[0].spec.template.spec.containers[0].env).toEqual([
    { name: 'DB_URL', valueFrom: { secretKeyRef: { name: 'ledger', key: 'url' } } },
  ]);
  expect(manifests.objects('ConfigMap')).toEqual([]);
  manifests.allows('api', '10.1.0.5', 1521);
});

test('two credentials under the name of one variable are refused, the same one twice is not', () => {
  const bundleOf = (chart: Parameters<Parameters<typeof chartWith>[0]>[0], name: string): Credentials =>
    new Credentials(chart, name, { keys: ['url', 'user'] });
  expect(
    problemsWith((chart) => {
      const [one, other] = [bundleOf(chart, 'one'), bundleOf(chart, 'other')];
      testWorkload(chart, 'api', {
        credentials: { DB_URL: one.key('url') },
        endpoints: { DB_URL: Endpoint.secret(other.key('url'), DATABASE) },
      });
    }),
  ).toMatchInlineSnapshot(`
    "  test/shop/api  endpoints.DB_URL
        got DB_URL from other/url, which is one/url already
        a variable is set once
        → give one of the two another name"
  `);
  expect(
    problemsWith((chart) => {
      const one = bundleOf(chart, 'one');
      const credentials = { DB_USER: one.key('user') };
      testWorkload(chart, 'api', {
        credentials,
        endpoints: { DB_URL: Endpoint.of('sql://$(DB_USER)@10.1.0.5', DATABASE, { credentials }) },
      });
    }),
  ).toBe('');
});
