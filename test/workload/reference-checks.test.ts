import {
  Acknowledgements,
  ApiService,
  Container,
  Credentials,
  Migration,
  Port,
  PostgreSql,
  Probe,
  RabbitMq,
  Shutdown,
  type Workload,
} from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { variablesInPod } from '../support/kubelet-expansion';
import { chartIn, containerOf, IMAGE, manifestsOf, podOf, workload } from '../support/workload';

const RULE_UNKNOWN = 'the container has no such variable: the program would get the reference itself';

function programOf(made: Workload, container = containerOf(made)): Record<string, string> {
  return variablesInPod(container, manifestsOf(made).objects('ConfigMap'));
}

test('what refers to a variable stands after it, in every container of every task', () => {
  const chart = chartIn();
  const database = new PostgreSql(chart, 'postgres');
  const queue = new RabbitMq(chart, 'rabbitmq');
  const made = new ApiService(chart, 'api', {
    image: IMAGE,
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    endpoints: { DATABASE_URL: database.url(), RABBIT_URL: queue.url() },
    variables: {
      ALEMBIC_URL: '$(DATABASE_URL)?application_name=alembic',
      AUDIT: '$(BASE)/audit',
      BASE: 'https://$(HOST)',
      CELERY_BROKER_URL: '$(RABBIT_URL)',
      HOST: 'api.example.com',
    },
    migration: Migration.run(['/migrate'], {
      endpoints: { DATABASE_URL: database.url() },
      variables: { ALEMBIC_URL: '$(DATABASE_URL)' },
    }),
    sidecars: [Container.of('proxy', { image: IMAGE, variables: { A: '$(B)', B: '$(C)', C: 'c' } })],
    initContainers: [Container.of('init', { image: IMAGE, variables: { A: '$(Z)-a', Z: '$(C)-z', C: 'c' } })],
  });
  expect(problems(chart)).toEqual([]);

  const url = 'postgresql://secret:POSTGRES_USERNAME:secret:POSTGRES_PASSWORD@postgres.shop.svc:5432/app';
  expect(programOf(made)).toMatchObject({
    ALEMBIC_URL: `${url}?application_name=alembic`,
    AUDIT: 'https://api.example.com/audit',
    CELERY_BROKER_URL: 'amqp://secret:RABBITMQ_USERNAME:secret:RABBITMQ_PASSWORD@rabbitmq.shop.svc:5672/%2F',
  });
  expect(programOf(made, podOf(made).containers[1])).toEqual({ A: 'c', B: 'c', C: 'c' });
  expect(programOf(made, podOf(made).initContainers[0])).toEqual({ A: 'c-z-a', Z: 'c-z', C: 'c' });
  const job = manifestsOf(made).objects('Job')[0].spec.template.spec.containers[0];
  expect(programOf(made, job)).toMatchObject({ ALEMBIC_URL: url, DATABASE_URL: url });
});

test('where no reference decides, variables stand by name', () => {
  const made = workload({ variables: { D: '$(X)', C: '$(D)', B: '$(X)', A: '$(X)', X: 'x' } });
  expect(containerOf(made).env.map(({ name }: { name: string }) => name)).toEqual(['A', 'B', 'D', 'C']);
});

test('what stands in parentheses is text where it is escaped, or is the name of no variable', () => {
  const made = workload({
    variables: { A: '$$(B)', B: 'b', C: '$(not a name) $(', D: 'costs $$5 for $(B)', E: 'costs $$5', F: '$$$(B)' },
  });
  expect(problems(made)).toEqual([]);
  expect(programOf(made)).toEqual({
    A: '$(B)',
    B: 'b',
    C: '$(not a name) $(',
    D: 'costs $$5 for b',
    E: 'costs $$5',
    F: '$b',
  });
});

test('a reference to a variable that the container does not have', () => {
  expectProblem(workload({ variables: { DATABASE_URL: 'postgresql://db', REPORTS: '$(DATABSE_URL)/reports' } }), [
    'shop/api  variables.REPORTS  [unknown-variable]',
    'got $(DATABSE_URL)',
    RULE_UNKNOWN,
    '→ did you mean $(DATABASE_URL)? If the text itself is meant, write $$(DATABSE_URL); if an override adds the variable, acknowledge it with the reason',
  ]);
});

test('a container knows its own variables alone', () => {
  const sidecar = Container.of('proxy', { image: IMAGE, variables: { TARGET: 'http://$(HOSTNAME_OF_API)' } });
  expectProblem(workload({ variables: { HOSTNAME_OF_API: 'api' }, sidecars: [sidecar] }), [
    'shop/api  sidecars[0].variables.TARGET  [unknown-variable]',
    'got $(HOSTNAME_OF_API)',
    RULE_UNKNOWN,
    '→ add the variable. If the text itself is meant, write $$(HOSTNAME_OF_API); if an override adds the variable, acknowledge it with the reason',
  ]);
});

test('a variable that an override adds is acknowledged', () => {
  const made = workload({ variables: { ADDRESS: '$(POD_IP):8080' } });
  Acknowledgements.of(made).add({ id: 'unknown-variable', reason: 'an override adds POD_IP as the first variable' });
  expect(problems(made)).toEqual([]);
});

test('credentials and what the kubelet gives are known', () => {
  const chart = chartIn();
  const secrets = new Credentials(chart, 'secrets', { keys: ['token'] });
  const made = workload(
    {
      credentials: { TOKEN: secrets.key('token') },
      variables: { HEADER: 'Bearer $(TOKEN)', API: 'https://$(KUBERNETES_SERVICE_HOST)' },
    },
    chart,
  );
  expect(problems(made)).toEqual([]);
});

test('variables that refer to each other', () => {
  expectProblem(workload({ variables: { C: '$(A)', A: '$(B)', B: '$(C)' } }), [
    'shop/api  variables.A',
    'got A → B → C → A',
    'Kubernetes expands $(NAME) only from variables that stand before: the program would get the reference itself',
    '→ write one of these values without a reference',
  ]);
});

test('a variable that extends what the image sets', () => {
  expectProblem(workload({ variables: { PATH: '/opt/bin:$(PATH)' } }), [
    'shop/api  variables.PATH',
    'got PATH → PATH',
    'Kubernetes expands $(NAME) only from variables that stand before: the program would get the reference itself',
    '→ write the whole value: what the image sets is not known here; for the text itself write $$(PATH)',
  ]);
});

test('an argument refers to a variable that there is not', () => {
  expectProblem(
    workload({
      command: ['/api', '--port=$(PORT)'],
      args: ['--level', '$(LEVL)'],
      variables: { PORT: '8080', LEVEL: 'info' },
    }),
    [
      'shop/api  args[1]  [unknown-variable]',
      'got $(LEVL)',
      RULE_UNKNOWN,
      '→ did you mean $(LEVEL)? If the text itself is meant, write $$(LEVL); if an override adds the variable, acknowledge it with the reason',
    ],
  );
});

test.each([
  ['a shell', ['/bin/sh', '-c', 'echo $(date) > /tmp/started; exec /api']],
  ['a shell with flags', ['tini', '--', 'bash', '-ec', 'host=$(hostname)']],
  ['the arguments of an entry point', ['-c', 'exec /api --id=$(hostname)']],
  ['several lines', ['/run', 'a=$(hostname)\nexec /api']],
  ['a command with words', ['/run', '--id=$(hostname -f)']],
])('%s may substitute what a command prints', (_, args) => {
  expect(problems(workload({ args }))).toEqual([]);
});

test('no variable is expanded in a probe or a hook', () => {
  const made = workload({
    variables: { TARGET: 'localhost' },
    readiness: Probe.exec(['/check', '$(TARGET)']),
    liveness: Probe.exec(['/bin/sh', '-c', 'test "$(cat /tmp/alive)"']),
    shutdown: Shutdown.afterCommand(['/leave', '--from=$(TARGET)']),
  });
  const rule = 'the kubelet does not expand variables of ConfigMaps and Secrets in the command of a probe or of a hook';
  const fix = `→ let a shell read it: ['/bin/sh', '-c', 'check "$TARGET"']`;
  expect(problems(made)).toEqual([
    ['shop/api  readiness.command[1]', 'got $(TARGET)', rule, fix],
    ['shop/api  shutdown.command[1]', 'got $(TARGET)', rule, fix],
  ]);
});

test('values that are no text, in every container', () => {
  const given = JSON.parse('{ "PORT": 8080, "DEBUG": true, "HOSTS": ["a"], "REGION": null, "NAME": "api" }');
  const made = workload({
    variables: given,
    sidecars: [Container.of('proxy', { image: IMAGE, variables: { PORT: 1.5 as never } })],
  });
  const rule = 'the value is text: the API server refuses anything else';
  expect(problems(made)).toEqual([
    ['shop/api  sidecars[0].variables.PORT', 'got 1.5, a number', rule, '→ write it as text: "1.5"'],
    ['shop/api  variables.DEBUG', 'got true, a boolean', rule, '→ write it as text: "true"'],
    ['shop/api  variables.HOSTS', 'got ["a"], an object', rule, '→ write it as text: "[\\"a\\"]"'],
    ['shop/api  variables.PORT', 'got 8080, a number', rule, '→ write it as text: "8080"'],
    ['shop/api  variables.REGION', 'got null', rule, '→ give the text, or leave the entry out'],
  ]);
});

test('a variable of the process that is not set', () => {
  expectProblem(workload({ variables: { REGION: process.env.TRADEWIND_NOT_SET as string } }), [
    'shop/api  variables.REGION',
    'got undefined',
    'the value is text: the API server refuses anything else',
    '→ give the text, or leave the entry out',
  ]);
});
