import { ApiObject, Chart, Testing } from 'cdk8s';
import { Manifests } from '../../lib/testing';
import { app, messageOf, networkPolicy, workload } from './fixtures';

const config = (namespace: string, name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace, name },
  data,
});
const manifests = Manifests.ofObjects([
  config('prod', 'settings', { mode: 'fast', level: 'info' }),
  config('prod', 'shared', { region: 'west' }),
  config('test', 'shared', { region: 'none' }),
  null,
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } },
]);

describe('Manifests.of', () => {
  test('renders what is at or below a scope', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'first');
    const object = new ApiObject(chart, 'one', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' } });
    new ApiObject(new Chart(app, 'second'), 'two', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'two' } });

    Manifests.of(app).resourceCount('ConfigMap', 2);
    Manifests.of(chart).hasResource('ConfigMap', 'one');
    Manifests.of(chart).hasNoResource('ConfigMap', 'two');
    Manifests.of(object).resourceCount('ConfigMap', 1);
  });
});

describe('Manifests.ofObjects', () => {
  test('says which object is no manifest', () => {
    expect(messageOf(() => Manifests.ofObjects([{ kind: 'A' }, { name: 'b' }]))).toBe(
      'Object 2 is no manifest, it has no kind: {"name":"b"}',
    );
  });
});

describe('objects', () => {
  test('are those of a kind, or all', () => {
    expect(manifests.objects('ConfigMap').map((object) => object.metadata.name)).toEqual([
      'settings',
      'shared',
      'shared',
    ]);
    expect(manifests.objects()).toHaveLength(4);
    expect(manifests.objects('Secret')).toEqual([]);
  });
});

describe('resource', () => {
  test('is found by name, or by namespace and name', () => {
    expect(manifests.resource('ConfigMap', 'settings').data.mode).toBe('fast');
    expect(manifests.resource('ConfigMap', 'test/shared').data.region).toBe('none');
  });

  test('says which names exist', () => {
    expect(messageOf(() => manifests.resource('ConfigMap', 'setings'))).toBe(
      'There is no ConfigMap setings. Of that kind there is: prod/settings, prod/shared, test/shared.',
    );
    expect(messageOf(() => manifests.resource('Secret', 'settings'))).toBe(
      'There is no Secret settings. Of that kind there is nothing; there is: ConfigMap, Namespace.',
    );
    expect(messageOf(() => Manifests.ofObjects([]).resource('Secret', 'a'))).toBe(
      'There is no Secret a. Of that kind there is nothing; there is: no object at all.',
    );
  });

  test('says that a name is ambiguous', () => {
    expect(messageOf(() => manifests.resource('ConfigMap', 'shared'))).toBe(
      'ConfigMap shared is ambiguous: there is prod/shared and test/shared.',
    );
  });
});

describe('hasResource', () => {
  test('passes where what is given matches', () => {
    manifests.hasResource('ConfigMap', 'settings');
    manifests.hasResource('ConfigMap', 'settings', { data: { mode: 'fast', other: undefined } });
    manifests.hasResource('ConfigMap', 'prod/shared', { data: { region: 'west' } });
  });

  test('lists the closest objects where values differ', () => {
    expect(messageOf(() => manifests.hasResource('ConfigMap', 'test/shared', { data: { region: 'west' } }))).toBe(
      [
        'ConfigMap test/shared is not as expected. The closest, with !! where they differ:',
        '',
        'ConfigMap test/shared, 1 difference:',
        '    metadata:',
        '      name: "shared"',
        '      namespace: "test"',
        '    data:',
        '!!    region: "none"  # data.region: expected "west"',
        '',
        'ConfigMap prod/shared, 1 difference:',
        '    metadata:',
        '      name: "shared"',
        '!!    namespace: "prod"  # metadata.namespace: expected "test"',
        '    data:',
        '      region: "west"',
        '',
        'ConfigMap prod/settings, 3 differences:',
        '    metadata:',
        '!!    name: "settings"  # metadata.name: expected "shared"',
        '!!    namespace: "prod"  # metadata.namespace: expected "test"',
        '    data:',
        '!!    region: (missing)  # data.region: expected "west"',
      ].join('\n'),
    );
  });

  test('lists the closest objects where the name does not exist', () => {
    const message = messageOf(() => manifests.hasResource('ConfigMap', 'setting', { data: { mode: 'fast' } }));

    expect(message.split('\n').slice(0, 7)).toEqual([
      'There is no ConfigMap setting. The closest, with !! where they differ:',
      '',
      'ConfigMap prod/settings, 1 difference:',
      '    metadata:',
      '!!    name: "settings"  # metadata.name: expected "setting"',
      '    data:',
      '      mode: "fast"',
    ]);
  });

  test('says that there is nothing of the kind, or nothing to compare with', () => {
    expect(messageOf(() => manifests.hasResource('Secret', 'a', { data: {} }))).toBe(
      'There is no Secret a. Of that kind there is nothing; there is: ConfigMap, Namespace.',
    );
    expect(messageOf(() => manifests.hasResource('ConfigMap', 'settings', 'fast'))).toBe(
      'What ConfigMap settings has to match is no mapping: "fast"',
    );
  });
});

describe('hasNoResource', () => {
  test('passes and fails', () => {
    manifests.hasNoResource('ConfigMap', 'prod/other');
    manifests.hasNoResource('Secret', 'settings');

    expect(messageOf(() => manifests.hasNoResource('ConfigMap', 'shared'))).toBe(
      'Expected no ConfigMap shared, but there is prod/shared and test/shared.',
    );
  });
});

describe('resourceCount', () => {
  test('passes and fails', () => {
    manifests.resourceCount('ConfigMap', 3);
    manifests.resourceCount('Secret', 0);

    expect(messageOf(() => manifests.resourceCount('ConfigMap', 1))).toBe(
      'Expected 1 of kind ConfigMap, but there are 3. Of that kind there is: prod/settings, prod/shared, test/shared.',
    );
  });
});

describe('connections', () => {
  const policy = (name: string, spec: object) => networkPolicy('prod', name, spec);
  const connected = Manifests.ofObjects([
    workload('prod', 'api-gateway', 8000),
    workload('prod', 'orchestrator', 8000),
    workload('prod', 'postgres', 5432, 'StatefulSet'),
    policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    policy('api-gateway', {
      podSelector: app('api-gateway'),
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ to: [{ podSelector: app('orchestrator') }], ports: [{ port: 8000 }] }],
    }),
    policy('orchestrator', {
      podSelector: app('orchestrator'),
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: app('api-gateway') }], ports: [{ port: 'main' }] }],
    }),
  ]);

  test('allows and denies pass', () => {
    connected.allows('api-gateway', 'orchestrator', 8000);
    connected.allows('prod/api-gateway', 'orchestrator', 8000, { protocol: 'TCP' });
    connected.denies('api-gateway', 'orchestrator', 8000, { protocol: 'UDP' });
    connected.denies('api-gateway', 'postgres', 5432);
  });

  test('allows says which side refuses, and which policies select each', () => {
    expect(messageOf(() => connected.allows('api-gateway', 'postgres', 5432))).toBe(
      [
        'Expected api-gateway to reach postgres on 5432/TCP, but both sides refuse:',
        '  egress of prod/api-gateway: no rule of NetworkPolicy api-gateway allows 5432/TCP to prod/postgres',
        '    selected by NetworkPolicy default-deny, NetworkPolicy api-gateway',
        '  ingress of prod/postgres: no policy that selects it has a rule that allows ingress',
        '    selected by NetworkPolicy default-deny',
      ].join('\n'),
    );
    expect(messageOf(() => connected.allows('10.0.0.5', 'orchestrator', 8000))).toBe(
      [
        'Expected 10.0.0.5 to reach orchestrator on 8000/TCP, but the ingress side refuses:',
        '  ingress of prod/orchestrator: no rule of NetworkPolicy orchestrator allows 8000/TCP from 10.0.0.5',
        '    selected by NetworkPolicy default-deny, NetworkPolicy orchestrator',
      ].join('\n'),
    );
  });

  test('denies says what lets the connection through', () => {
    expect(messageOf(() => connected.denies('api-gateway', 'orchestrator', 8000))).toBe(
      [
        'Expected api-gateway not to reach orchestrator on 8000/TCP, but nothing refuses it:',
        '  egress of prod/api-gateway: allowed by egress rule 1 of NetworkPolicy api-gateway',
        '    selected by NetworkPolicy default-deny, NetworkPolicy api-gateway',
        '  ingress of prod/orchestrator: allowed by ingress rule 1 of NetworkPolicy orchestrator',
        '    selected by NetworkPolicy default-deny, NetworkPolicy orchestrator',
      ].join('\n'),
    );
    expect(messageOf(() => Manifests.ofObjects([workload('prod', 'api', 80)]).denies('api', '10.0.0.0/8', 443))).toBe(
      [
        'Expected api not to reach 10.0.0.0/8 on 443/TCP, but nothing refuses it:',
        '  egress of prod/api: open, no policy selects it',
      ].join('\n'),
    );
  });
});
