import { QueueScaling, ScalerAuthentication, ScalingTrigger } from '../../lib';
import { FakeBroker, key, SECRET } from '../support/event-source';
import { expectProblem, problems } from '../support/findings';
import { KEDA, scaledBy, worker } from '../support/worker';
import { chartIn } from '../support/workload';

const AT = 'test/shop/worker  scaling.triggers[0]';
const custom = (scaler: string, parameters: Record<string, string>, authentication?: ScalerAuthentication) =>
  scaledBy(() => ScalingTrigger.custom(scaler, { parameters, authentication }));

test('a type that KEDA does not have is named, with the one that was meant', () => {
  expectProblem(custom('rabitmq', {}), [
    `${AT}.type`,
    'got "rabitmq"',
    'KEDA 2.20.2 has no scaler of this type',
    '→ did you mean rabbitmq?',
  ]);
});

test('a type that is near to none', () => {
  const [[, , , fix]] = problems(custom('my-own-queue-of-things', {}));
  expect(fix).toBe("→ see KEDA's list of scalers");
});

test('a parameter that the scaler does not have', () => {
  expectProblem(custom('beanstalkd', { server: 'b:1', tubes: 't', tube: 't', value: '10' }), [
    `${AT}.tubes`,
    'got "t"',
    'the scaler beanstalkd of KEDA 2.20.2 has no such parameter, and would pass over it',
    '→ did you mean tube?',
  ]);
});

test('one that is near to none: all are named', () => {
  const [[, , , fix]] = problems(custom('beanstalkd', { server: 'b:1', tube: 't', value: '10', somethingElse: 'x' }));
  expect(fix).toBe('→ use one of: server, tube, value, activationValue, includeDelayed, timeout');
});

test('a parameter that is missing', () => {
  expectProblem(custom('beanstalkd', { server: 'b:1', value: '10' }), [
    `${AT}.tube`,
    'got nothing',
    'the scaler beanstalkd does not work without it',
    '→ give tube',
  ]);
});

test('an empty text counts as missing', () => {
  expect(problems(custom('beanstalkd', { server: 'b:1', tube: '', value: '10' }))).toEqual([
    [`${AT}.tube`, 'got an empty text', 'KEDA takes it for missing', '→ give a value, or leave it out'],
    [`${AT}.tube`, 'got nothing', 'the scaler beanstalkd does not work without it', '→ give tube'],
  ]);
});

test('a value that is no number, boolean or duration', () => {
  const wrong = { server: 'b:1', tube: 't', value: 'ten', includeDelayed: 'yes', timeout: 'soon' };
  expect(problems(custom('beanstalkd', wrong))).toEqual([
    [
      `${AT}.includeDelayed`,
      'got "yes"',
      'the scaler beanstalkd reads it as true or false',
      "→ give 'true' or 'false'",
    ],
    [
      `${AT}.timeout`,
      'got "soon"',
      'the scaler beanstalkd reads it as a duration, or a number of milliseconds',
      "→ give a duration such as '30s' or '1m30s'",
    ],
    [`${AT}.value`, 'got "ten"', 'the scaler beanstalkd reads it as a number', "→ give a number such as '10' or '0.5'"],
  ]);
});

test('a value that is not among those allowed', () => {
  const parameters = { bootstrapServers: 'k:1', consumerGroup: 'g', topic: 't', offsetResetPolicy: 'latests' };
  expectProblem(custom('kafka', parameters), [
    `${AT}.offsetResetPolicy`,
    'got "latests"',
    'the scaler kafka allows: latest, earliest',
    '→ did you mean latest?',
  ]);
});

test('a parameter that KEDA has given up', () => {
  const trigger = ScalingTrigger.custom('cpu', {
    parameters: { type: 'Utilization', value: '70' },
    metricType: 'Utilization' as never,
  });
  expectProblem(
    scaledBy(() => trigger),
    [
      `${AT}.type`,
      'got "Utilization"',
      'KEDA 2.20.2 refuses it: it was replaced',
      "→ see what KEDA's page on the scaler has in its place",
    ],
  );
});

describe('authentication', () => {
  const SQL = { query: 'SELECT 1', targetQueryValue: '1', host: 'h', port: '5432', dbName: 'd', sslmode: 'require' };

  test('that is missing', () => {
    expectProblem(custom('azure-servicebus', { queueName: 'q' }), [
      `${AT}.authentication`,
      'got nothing',
      'the scaler azure-servicebus wants connection',
      '→ give it as authentication: ScalerAuthentication.credentials({ connection: secrets.key(…) })',
    ]);
  });

  test('that is missing, of a scaler that always wants it', () => {
    expect(
      problems(
        custom('splunk', { savedSearchName: 's', valueField: 'v', host: 'h', targetValue: '1', activationValue: '1' }),
      ),
    ).toEqual([
      [
        `${AT}.username`,
        'got nothing',
        'the scaler splunk has to say who it is, and the authentication is missing',
        '→ give it as authentication: ScalerAuthentication.credentials({ username: secrets.key(…) })',
      ],
    ]);
  });

  test('that is given twice', () => {
    const twice = ScalerAuthentication.credentials({ userName: key('user'), host: key('host') });
    expectProblem(custom('postgresql', SQL, twice), [
      `${AT}.authentication.host`,
      'got the key "host" of broker, and host in the trigger',
      'it is given twice, and KEDA decides which of the two counts',
      '→ remove one of the two',
    ]);
  });

  test('that is given twice, once from a variable', () => {
    const twice = ScalerAuthentication.credentials({ userName: key('user'), password: key('password') });
    const [[at, value]] = problems(custom('postgresql', { ...SQL, passwordFromEnv: 'PASSWORD' }, twice));
    expect([at, value]).toEqual([
      `${AT}.authentication.password`,
      'got the key "password" of broker, and passwordFromEnv in the trigger',
    ]);
  });

  test('by a parameter that the scaler does not have, or reads elsewhere', () => {
    const wrong = ScalerAuthentication.credentials({ userName: key('a'), pasword: key('b'), query: key('c') });
    const { query: _query, ...rest } = SQL;
    expect(problems(custom('postgresql', { ...rest, query: 'SELECT 1' }, wrong))).toEqual([
      [
        `${AT}.authentication.pasword`,
        'got the key "b" of broker',
        'the scaler postgresql of KEDA 2.20.2 has no such parameter, and would pass over it',
        '→ did you mean password?',
      ],
      [
        `${AT}.authentication.query`,
        'got the key "c" of broker',
        'the scaler postgresql does not read it from an authentication',
        '→ use one of: connection, host, port, userName, dbName, sslmode, password',
      ],
    ]);
  });

  test('by a key that the bundle does not have', () => {
    const source = { ...SECRET, knownKeys: ['user'] };
    const wrong = ScalerAuthentication.credentials({ userName: { source, key: 'usr' } });
    expectProblem(custom('postgresql', SQL, wrong), [
      `${AT}.authentication.userName`,
      'got the key "usr" of broker',
      'the bundle has no such key: KEDA could not ask anybody',
      '→ use one of: user; or add the key to the bundle',
    ]);
  });

  test('by a Secret that only pods bring about', () => {
    const source = { ...SECRET, existsOnlyWhileMounted: true };
    const wrong = ScalerAuthentication.credentials({ userName: { source, key: 'user' } });
    expectProblem(custom('postgresql', SQL, wrong), [
      `${AT}.authentication.userName`,
      'got the key "user" of broker',
      'the Secret exists only while a pod mounts the bundle: KEDA reads it before there is one, and after',
      '→ use a source whose Secret stays, such as SecretSource.keyVault(…); or ScalerAuthentication.workloadIdentity()',
    ]);
  });

  test('by a credential that is written out', () => {
    expectProblem(custom('postgresql', { ...SQL, userName: 'u', password: 'hunter22' }), [
      `${AT}.password`,
      'a credential written out ends in the repository: the name says that it is a password',
      '→ give it as authentication: ScalerAuthentication.credentials({ password: secrets.key(…) })',
    ]);
    const inUrl = problems(
      custom('postgresql', { query: 'x', targetQueryValue: '1', host: 'postgres://u:hunter22@h/d' }),
    );
    expect(inUrl.map(([at]) => at)).toContain(`${AT}.host`);
  });

  test('in the metadata, where the scaler does not look', () => {
    const parameters = { queueName: 'q', host: 'http://h/', username: 'u' };
    const found = problems(custom('rabbitmq', parameters));
    expect(found).toContainEqual([
      `${AT}.username`,
      'the scaler rabbitmq does not read it there',
      '→ give it as authentication: ScalerAuthentication.credentials({ username: … }), or from a variable of the pod: usernameFromEnv',
    ]);
  });

  test('from a variable of the pod that the scaler does not read', () => {
    expectProblem(custom('rabbitmq', { queueName: 'q', host: 'http://h/', valueFromEnv: 'VALUE' }), [
      `${AT}.valueFromEnv`,
      'the scaler rabbitmq does not read it there',
      '→ give it as value',
    ]);
  });

  test('made elsewhere satisfies everything, for it cannot be seen', () => {
    const elsewhere = ScalerAuthentication.existing('shared');
    expect(problems(custom('azure-servicebus', { queueName: 'q' }, elsewhere))).toEqual([]);
  });
});

test('two triggers of one name', () => {
  const named = { triggerName: 'load', container: 'worker' };
  const scaling = QueueScaling.pods({ min: 1, max: 3 }).on(
    ScalingTrigger.cpu(70, named),
    ScalingTrigger.memory(70, named),
  );
  expectProblem(worker({ scaling }), [
    'test/shop/worker  scaling.triggers.triggerName',
    'got "load", twice',
    'KEDA tells triggers apart by their names',
    '→ give one of them another name, or leave it out',
  ]);
});

test('everything at once, and KEDA is let in by who is asked', () => {
  const chart = chartIn(KEDA);
  const broker = new FakeBroker(chart);
  const scaling = QueueScaling.pods({ min: 1, max: 3 }).on(
    ScalingTrigger.rabbitQueue(broker, 'q', { messagesPerPod: 5 }),
  );
  worker({ scaling }, chart);
  expect(problems(chart)).toEqual([]);
  expect(broker.admitted.map(({ request }) => request)).toEqual([{ scaler: 'rabbitmq', protocol: 'http' }]);
  expect(broker.admitted[0]?.caller.toNetworkTarget(chart)).toEqual({
    description: 'KEDA',
    pods: [{ namespace: 'keda', podLabels: { app: 'keda-operator' } }],
  });
});
