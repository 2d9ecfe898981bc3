import {
  Alertmanager,
  Credentials,
  Endpoint,
  Manifests,
  type NamespaceChart,
  Peer,
  Receiver,
  SecretSource,
  WorkloadIdentity,
} from '../../../lib';
import { expectProblem, problems } from '../../support/findings';
import { chartOf, declared } from './support';

const PEER = Peer.cidr('192.0.2.1/32', { port: 443 });
const AT = 'test/monitoring/alertmanager  receivers.critical';

function alertmanager(chart: NamespaceChart, critical: Receiver, externalUrl?: string): Alertmanager {
  return new Alertmanager(chart, 'alertmanager', {
    externalUrl,
    receivers: { critical, warning: critical, withoutWatchdog: 'a test' },
  });
}

function rendered(make: (keys: Credentials) => Receiver, externalUrl?: string): unknown {
  const chart = chartOf();
  alertmanager(chart, make(new Credentials(chart, 'keys', { keys: ['key'] })), externalUrl);
  return Manifests.of(chart).objects('AlertmanagerConfig')[0].spec.receivers[1];
}

const KEY = { name: 'keys', key: 'key' };

test('a webhook by its address', () => {
  expect(rendered(() => Receiver.webhook(PEER.url('https', '/alerts')))).toEqual({
    name: 'critical',
    webhookConfigs: [{ url: 'https://192.0.2.1:443/alerts', sendResolved: true }],
  });
});

test('a webhook by a secret address', () => {
  expect(rendered((keys) => Receiver.webhook(Endpoint.secret(keys.key('key'), PEER)))).toEqual({
    name: 'critical',
    webhookConfigs: [{ urlSecret: KEY, sendResolved: true }],
  });
});

test.each<[string, (keys: Credentials) => Receiver, object]>([
  [
    'Slack',
    (keys) => Receiver.slack(Endpoint.secret(keys.key('key'), PEER), { channel: '#a' }),
    { slackConfigs: [{ apiURL: KEY, channel: '#a' }] },
  ],
  [
    'Microsoft Teams',
    (keys) => Receiver.msTeams(Endpoint.secret(keys.key('key'), PEER)),
    { msteamsv2Configs: [{ webhookURL: KEY }] },
  ],
  [
    'PagerDuty',
    (keys) => Receiver.pagerDuty(keys.key('key'), { peer: PEER }),
    { pagerdutyConfigs: [{ routingKey: KEY }] },
  ],
  [
    'a mailbox without a login',
    () => Receiver.email({ recipient: 'a@b', sender: 'c@d', server: 'mail:25', peer: PEER }),
    { emailConfigs: [{ to: 'a@b', from: 'c@d', smarthost: 'mail:25', requireTLS: true }] },
  ],
])('%s by a key of a bundle', (_, make, expected) => {
  expect(rendered(make)).toMatchObject(expected);
});

const NO_LINK = '{{ "" }}';
const WITH_LINK = expect.stringMatching(/\{\{ \.ExternalURL \}\}$/);
const WITHOUT_LINK = expect.not.stringContaining('ExternalURL');

test.each<[string, (keys: Credentials) => Receiver, object, object]>([
  [
    'Slack',
    (keys) => Receiver.slack(Endpoint.secret(keys.key('key'), PEER), { channel: '#a' }),
    { slackConfigs: [{ titleLink: NO_LINK, text: WITHOUT_LINK }] },
    { slackConfigs: [expect.not.objectContaining({ titleLink: expect.anything() })] },
  ],
  [
    'Microsoft Teams',
    (keys) => Receiver.msTeams(Endpoint.secret(keys.key('key'), PEER)),
    { msteamsv2Configs: [{ text: WITHOUT_LINK }] },
    { msteamsv2Configs: [{ text: WITH_LINK }] },
  ],
  [
    'PagerDuty',
    (keys) => Receiver.pagerDuty(keys.key('key'), { peer: PEER }),
    { pagerdutyConfigs: [{ clientURL: NO_LINK, details: [{ value: WITHOUT_LINK }, { value: WITHOUT_LINK }] }] },
    { pagerdutyConfigs: [expect.not.objectContaining({ clientURL: expect.anything() })] },
  ],
  [
    'a mailbox',
    () => Receiver.email({ recipient: 'a@b', sender: 'c@d', server: 'mail:25', peer: PEER }),
    { emailConfigs: [{ html: '', text: WITHOUT_LINK }] },
    { emailConfigs: [{ html: '', text: WITH_LINK }] },
  ],
])('%s links to Alertmanager where people can open its address, and nowhere else', (_, make, without, linked) => {
  expect(rendered(make)).toMatchObject(without);
  expect(rendered(make, 'https://alerts.example.com')).toMatchObject(linked);
});

test('each says what it is', () => {
  const chart = chartOf();
  const key = new Credentials(chart, 'keys', { keys: ['key'] }).key('key');
  expect(Receiver.webhook(PEER.url('https')).kind).toBe('webhook');
  expect(Receiver.pagerDuty(key).kind).toBe('pagerDuty');
});

test('PagerDuty is reached by its name, which a cluster may not be able to filter', () => {
  const chart = chartOf();
  const key = new Credentials(chart, 'keys', { keys: ['key'] }).key('key');
  alertmanager(chart, Receiver.pagerDuty(key));
  expectProblem(chart, [
    'test/monitoring/alertmanager/pods  connectTo events.pagerduty.com',
    'the cluster declares no filtering by host name, and no address range is known',
    '→ give cidr, or the reason why any address may be reached: anyAddress, or declare hostnameFiltering',
  ]);
});

test('an address in plain text of a chat is an error', () => {
  const chart = chartOf();
  alertmanager(chart, Receiver.slack(PEER.url('https'), { channel: '#a' }));
  for (const name of ['critical', 'warning']) {
    expect(() => Manifests.of(chart)).toThrow(`receivers.${name}`);
  }
  expect(() => Manifests.of(chart)).toThrow('whoever knows this address can write there: it is a credential');
});

test.each<[string, Receiver, readonly string[]]>([
  [
    'an address without a scheme',
    Receiver.webhook(PEER.address),
    [
      'got "192.0.2.1:443"',
      'Alertmanager calls a webhook by HTTP, at an address with a scheme',
      "→ give peer.url('https', '/path'), or the address as a secret: Endpoint.secret(key, peer)",
    ],
  ],
  [
    'a mail server without a port',
    Receiver.email({ recipient: 'a@b', sender: 'c@d', server: 'mail', peer: PEER }),
    ['got "mail"', 'the server that takes mail is a host with a port', "→ write 'smtp.example.com:587'"],
  ],
  [
    'a user without a password',
    Receiver.email({ recipient: 'a@b', sender: 'c@d', server: 'mail:25', peer: PEER, userName: 'a' }),
    ['got userName without a password', 'who logs in has a name and a password', '→ give both, or neither'],
  ],
])('%s is an error', (_, critical, lines) => {
  const chart = chartOf();
  new Alertmanager(chart, 'alertmanager', {
    receivers: { critical, warning: Receiver.webhook(PEER.url('https')), withoutWatchdog: 'a test' },
  });
  expectProblem(chart, [AT, ...lines]);
});

test('a key that the bundle does not have is an error', () => {
  const chart = chartOf();
  const keys = new Credentials(chart, 'keys', { keys: ['key'] });
  new Alertmanager(chart, 'alertmanager', {
    receivers: {
      critical: Receiver.pagerDuty(keys.key('other'), { peer: PEER }),
      warning: Receiver.webhook(PEER.url('https')),
      withoutWatchdog: 'a test',
    },
  });
  expectProblem(chart, [
    AT,
    'got the key "other" of keys',
    'the bundle has no such key: Alertmanager would keep its last configuration, or have none',
    '→ use one of: key; or add the key to the bundle',
  ]);
});

test('a bundle that is there only while a pod mounts it is an error', () => {
  const id = '11111111-2222-3333-4444-555555555555';
  const chart = chartOf(
    declared({ workloadIdentity: { tenantId: id, issuer: 'https://oidc.example/', loginCidrs: ['192.0.2.1/32'] } }),
  );
  const source = SecretSource.secretsStore('vault', { identity: WorkloadIdentity.azure(id, { tenantId: id }) });
  const keys = new Credentials(chart, 'keys', { keys: ['key'], source });
  new Alertmanager(chart, 'alertmanager', {
    receivers: {
      critical: Receiver.pagerDuty(keys.key('key'), { peer: PEER }),
      warning: Receiver.webhook(PEER.url('https')),
      withoutWatchdog: 'a test',
    },
  });
  expectProblem(chart, [
    AT,
    'got keys, which is there only while a pod mounts it',
    'prometheus-operator reads the credentials of receivers, and no pod mounts them',
    '→ give the bundle another source: SecretSource.keyVault(…) by External Secrets',
  ]);
});

test.each(['', '#my alerts', '#'])('a message of Slack to the channel %j', (channel) => {
  const chart = chartOf();
  const keys = new Credentials(chart, 'keys', { keys: ['key'] });
  alertmanager(chart, Receiver.slack(Endpoint.secret(keys.key('key'), PEER), { channel }));
  expect(problems(chart)).toContainEqual([
    `${AT}.channel`,
    `got ${JSON.stringify(channel)}`,
    'a message of Slack goes to a channel: prometheus-operator refuses an empty one, and Slack one with spaces',
    "→ write '#alerts', '@name' or the id of the channel",
  ]);
});

test.each(['alerts', '@duty', 'C0123ABC'])('a message of Slack goes to %s', (channel) => {
  const chart = chartOf();
  const keys = new Credentials(chart, 'keys', { keys: ['key'] });
  alertmanager(chart, Receiver.slack(Endpoint.secret(keys.key('key'), PEER), { channel }));
  expect(problems(chart)).toEqual([]);
});

test.each(['recipient', 'sender'])('mail without an address of its %s', (name) => {
  const chart = chartOf();
  const addresses = { recipient: 'team@shop.example', sender: 'alerts@shop.example', [name]: 'team' };
  alertmanager(chart, Receiver.email({ ...addresses, server: 'smtp.shop.example:587', peer: PEER }));
  expect(problems(chart)).toContainEqual([
    `${AT}.${name}`,
    'got "team"',
    'mail goes from an address to an address',
    "→ write 'alerts@example.com'",
  ]);
});
