import { problems } from '../../support/findings';
import { type Mutation, mutated } from '../../support/mutated';

const GATEWAY = "new ApiService(this, 'api-gateway', {";
const ORCHESTRATOR = "new ApiService(this, 'orchestrator', {";
const WORKER_TRIGGER = "ScalingTrigger.rabbitQueue(queue, 'condense', { messagesPerPod: 50 })";
const ORCHESTRATOR_LIVENESS =
  "liveness: Probe.http('/health/live'),\n      scaling: Scaling.pods(settings.orchestrator.pods)";

/** A line of the composition, and another one. */
const intent = (from: string, to: string): Mutation => ({ file: 'balance-plus/balance-plus.ts', from, to });

/** A further line in the props of a workload. */
const withProp = (workload: string, line: string): Mutation => intent(workload, `${workload}\n      ${line}`);

/** A setting of prod, and another one. */
const setting = (from: string, to: string): Mutation => ({ file: 'balance-plus/settings/prod.ts', from, to });

/** A declared fact of the AKS clusters that is gone. */
const undeclared = (fact: string): Mutation => ({ file: 'balance-plus/main.ts', from: `  ${fact},\n`, to: '' });

/** A further line at the end of the composition's constructor. */
const furthermore = (line: string): Mutation =>
  intent('      settings: settings.frontend,\n    });', `      settings: settings.frontend,\n    });\n    ${line}`);

/** What else of the library a mistake needs. */
const imported = (...names: string[]): Mutation =>
  intent('  FrontendSpa,\n', `  FrontendSpa,\n${names.map((name) => `  ${name},\n`).join('')}`);

const overridden = (kind: string, name: string, operation: string): Mutation[] => [
  imported('Override'),
  furthermore(`Override.of(this).ofKind('${kind}', { name: '${name}' }).${operation};`),
];

/** Every mistake: what is changed, where in prod it is found, and what the message says to do. */
const MISTAKES: [string, Mutation | Mutation[], string, string][] = [
  [
    'the edge of the worker to its queue is dropped',
    intent('      endpoints: { BROKER_URL: queue.url() },\n      liveness', '      liveness'),
    '/condenser-worker  scaling.triggers[0]  [no-way-to-queue]',
    '→ tell the program its address: endpoints: { BROKER_URL: queue.url() }; or connectTo(queue); or acknowledge it with the reason',
  ],
  [
    'the edge of the gateway is dropped',
    intent('      endpoints: { ORCHESTRATOR_URL: orchestrator.url() },\n', ''),
    '/orchestrator/service  spec.selector  [Production.ReachableService]',
    '→ tell a client its address (endpoints: { …: service.url() }), or use allowFrom or a route; else remove the Service',
  ],
  [
    'a minimum over the maximum',
    setting('apiGateway: { pods: { min: 2, max: 8 }', 'apiGateway: { pods: { min: 9, max: 8 }'),
    '/api-gateway  scaling.max',
    '→ raise max to at least 9, or lower min',
  ],
  [
    'a worker of no pods at most',
    setting('pods: { min: 1, max: 20 }', 'pods: { min: 0, max: 0 }'),
    '/condenser-worker  scaling.max',
    '→ give a whole number of at least the minimum',
  ],
  [
    'a literal password',
    withProp(GATEWAY, "variables: { DATABASE_PASSWORD: 'hunter2-hunter2' },"),
    '/api-gateway/variables  data.DATABASE_PASSWORD',
    '→ use credentials: { … } with a key of Credentials; rotate the value if it was real',
  ],
  [
    'a URL with a password in it',
    withProp(GATEWAY, "variables: { CACHE: 'redis://default:s3cr3t-w0rd@cache:6379' },"),
    '/api-gateway/variables  data.CACHE',
    '→ use credentials: { … } with a key of Credentials; rotate the value if it was real',
  ],
  [
    'a NodePort',
    [withProp(GATEWAY, 'exposure: Exposure.nodePort(30080, {}),'), imported('Exposure')],
    '/api-gateway  exposure  [TR-K8S-6]',
    '→ use route: Route.host(…), or give the reason: Exposure.nodePort(30080, { reason: … })',
  ],
  [
    'a load balancer without a reason',
    [withProp(GATEWAY, "exposure: Exposure.loadBalancer({ reason: ' ' }),"), imported('Exposure')],
    '/api-gateway  exposure  [TR-K8S-6]',
    '→ use route: Route.host(…), or give the reason: Exposure.loadBalancer({ reason: … })',
  ],
  [
    'no limits',
    overridden('Deployment', 'api-gateway', "remove('spec.template.spec.containers[api-gateway].resources.limits')"),
    '/api-gateway  spec.template.spec.containers[api-gateway].resources  [TR-K8S-3]',
    '→ give resources: { requests: { cpu, memory }, limits: { cpu, memory } }',
  ],
  [
    'no requests and no limits',
    overridden('Deployment', 'api-gateway', "remove('spec.template.spec.containers[api-gateway].resources')"),
    '/api-gateway  spec.template.spec.containers  [TR-K8S-4]',
    '→ give at least one container a request of cpu or memory',
  ],
  [
    'no default deny',
    overridden('NetworkPolicy', 'default-deny', "set('spec.policyTypes', ['Ingress'])"),
    '/api-gateway  metadata.namespace  [TR-K8S-7]',
    '→ make the chart a NamespaceChart, or add a NetworkPolicy with podSelector: {} and both policyTypes, and no rules but DNS',
  ],
  [
    'a privileged container',
    overridden(
      'Deployment',
      'orchestrator',
      "set('spec.template.spec.containers[orchestrator].securityContext.privileged', true)",
    ),
    '/orchestrator  spec.template.spec.containers[orchestrator].securityContext.privileged  [Restricted.Privileged]',
    '→ leave securityContext.privileged out, or set it to false',
  ],
  [
    'an API that nothing scales',
    intent('      scaling: Scaling.pods(settings.orchestrator.pods).onCpu(70).onMemory(80),\n', ''),
    '/orchestrator  spec.replicas  [TR-K8S-5]',
    '→ use scaling: Scaling.pods({ min, max }).onCpu(70), or for a worker ScalingTrigger.rabbitQueue(…)',
  ],
  [
    'a scaler without metrics',
    intent(
      'scaling: Scaling.pods(settings.apiGateway.pods).onCpu(70).onMemory(80)',
      'scaling: Scaling.pods(settings.apiGateway.pods)',
    ),
    '/api-gateway  scaling',
    '→ add .onCpu(70) or .onMemory(80)',
  ],
  [
    'a worker without a trigger',
    intent(".on(\n        ScalingTrigger.rabbitQueue(queue, 'condense', { messagesPerPod: 50 }),\n      )", ''),
    '/condenser-worker  scaling',
    "→ add one: .on(ScalingTrigger.rabbitQueue(queue, 'tasks', { messagesPerPod: 10 }))",
  ],
  [
    'a queue without a name',
    intent("rabbitQueue(queue, 'condense'", "rabbitQueue(queue, ''"),
    '/condenser-worker  scaling.triggers[0].queueName',
    '→ give a value, or leave it out',
  ],
  [
    'a scaler that KEDA does not have',
    intent(WORKER_TRIGGER, "ScalingTrigger.custom('rabbit-mq', {})"),
    '/condenser-worker  scaling.triggers[0].type',
    '→ did you mean rabbitmq?',
  ],
  [
    'a target of no messages',
    intent('messagesPerPod: 50', 'messagesPerPod: 0'),
    '/condenser-worker  scaling.triggers[0]',
    '→ give a number above 0',
  ],
  [
    'a probe of a port that is not there',
    intent(ORCHESTRATOR_LIVENESS, ORCHESTRATOR_LIVENESS.replace("'/health/live'", "'/health/live', { port: 'admin' }")),
    '/orchestrator  liveness.port',
    '→ name one of: http',
  ],
  [
    'one question for both probes',
    intent(ORCHESTRATOR_LIVENESS, ORCHESTRATOR_LIVENESS.replace("live')", "ready')")),
    '/orchestrator  liveness',
    '→ ask liveness about the process alone, readiness about what it needs; or leave liveness out',
  ],
  [
    'no readiness',
    intent(
      "      readiness: Probe.http('/health/ready'),\n      liveness: Probe.http('/health/live'),\n      scaling: Scaling.pods(settings.apiGateway",
      "      liveness: Probe.http('/health/live'),\n      scaling: Scaling.pods(settings.apiGateway",
    ),
    '/api-gateway  readiness  [without-readiness]',
    "→ ask it something, such as Probe.http('/health/ready'); or acknowledge it with the reason",
  ],
  [
    'a quantity that is none',
    setting("memory: '4Gi' }, limits", "memory: '4GB' }, limits"),
    '/postgres  settings.resources.requests.memory',
    "→ write cores as '250m' or '2', bytes as '128Mi' or '1Gi'",
  ],
  [
    'a request over its limit',
    setting("requests: { cpu: '500m', memory: '512Mi' }", "requests: { cpu: '500m', memory: '2Gi' }"),
    '/condenser-worker  settings.resources.requests.memory',
    '→ lower the request to at most 1Gi, or raise the limit',
  ],
  [
    'a host that is none',
    setting("host: 'balance-plus.example.com'", "host: 'https://balance-plus.example.com'"),
    '/api-gateway  route.hostname',
    "→ write it as 'api.example.com'",
  ],
  [
    'an empty list of allowed sources',
    setting('  frontend: {', '  allowedSources: [],\n  frontend: {'),
    '/api-gateway  route.allowedSources',
    '→ give the ranges that clients come from, or leave it out to let everybody in',
  ],
  [
    'a range with bits beyond its prefix',
    setting("cidr: '10.50.0.0/28'", "cidr: '10.50.0.1/28'"),
    '/condenser-worker  connectTo rabbitmq.example.com',
    '→ write the range in its canonical form, such as 10.1.0.0/16',
  ],
  [
    'two services on one path',
    intent("route('/api')", "route('/')"),
    '/frontend  route',
    '→ give one of the two another pathPrefix, such as /api, or another host name',
  ],
  [
    'a key that the bundle does not have',
    withProp(ORCHESTRATOR, "credentials: { TOKEN: new Credentials(this, 'extra', { keys: ['a'] }).key('b') },"),
    '/orchestrator  credentials.TOKEN',
    '→ use one of: a; or add the key to the bundle',
  ],
  [
    'a schedule that is none',
    setting("backup: { size: '350Gi', deadlineMinutes: 240 }", "backup: { schedule: '0 25 * * *' }"),
    '/postgres/backups/backup  controller.schedule',
    "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
  ],
  [
    'images without a registry',
    undeclared("registry: 'balanceplus.azurecr.io'"),
    '/api-gateway  image',
    '→ declare registry on the cluster, or write it into the name',
  ],
  [
    'an image that no version is listed for',
    intent("Image.of('balance-plus-frontend')", "Image.of('balance-plus-fronted')"),
    '/frontend  image',
    "→ give a version: Image.of('balance-plus-fronted', '1.0.0'), or list it in the versions of the environment",
  ],
  [
    'the tag latest',
    intent("Image.of('balance-plus-frontend')", "Image.of('balance-plus-frontend', 'latest')"),
    '/frontend  image',
    '→ give the tag of a release, or a digest',
  ],
  [
    'a cluster without KEDA',
    undeclared("keda: { namespace: 'kube-system' }"),
    '/condenser-worker  scaling',
    '→ declare it on the cluster: keda: {}; or scale on CPU and memory alone',
  ],
  [
    'a cluster without an edge',
    undeclared("edge: Edge.nginx({ clusterIssuer: 'letsencrypt' })"),
    '/api-gateway  allowFrom the edge',
    '→ declare subnetCidr on Edge.applicationGateway',
  ],
  [
    'two services of one name',
    [
      withProp("new FrontendSpa(this, 'frontend', {", "identity: Identity.of({ name: 'api-gateway' }),"),
      imported('Identity'),
    ],
    '/frontend  name',
    '→ give one of them another id or name, or make the object once and refer to it',
  ],
  [
    'a Secret with its value',
    [
      intent("import { Duration } from 'cdk8s';", "import { ApiObject, Duration } from 'cdk8s';"),
      furthermore(
        "new ApiObject(this, 'secret', { apiVersion: 'v1', kind: 'Secret', data: { password: 'aHVudGVyMg==' } });",
      ),
    ],
    '/secret  data.password',
    '→ use credentials: { … } with a key of Credentials; rotate the value if it was real',
  ],
  [
    'an acknowledgement of nothing',
    intent("id: 'credentials-in-environment'", "id: 'credentials-in-enviroment'"),
    '  acknowledgement of credentials-in-enviroment',
    '→ remove the acknowledgement, or correct its id',
  ],
  [
    'an acknowledgement without a reason',
    intent("reason: 'the programs read their settings from environment variables alone'", "reason: ''"),
    '  acknowledgement of credentials-in-environment',
    '→ say in a sentence why the finding is accepted',
  ],
];

test.each(MISTAKES)('%s', (_what, mutations, where, fix) => {
  const found = problems(mutated('balance-plus', ...[mutations].flat()).platform())
    .filter(([place]) => place.startsWith('prod/balance-plus'))
    .map((lines) => [lines[0].replace('prod/balance-plus', ''), lines[lines.length - 1]]);
  expect(found).toContainEqual([where, fix]);
});
