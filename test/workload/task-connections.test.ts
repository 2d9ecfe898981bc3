import { Duration } from 'cdk8s';
import { Acknowledgements, Controller, Credentials, Peer, Port, Workload, type WorkloadProps } from '../../lib';
import { warnings } from '../support/findings';
import { chartIn, IMAGE, workload } from '../support/workload';

const controller = Controller.job({ deadline: Duration.minutes(5) });

function task(props: Partial<WorkloadProps> = {}): Workload {
  const chart = chartIn();
  const login = new Credentials(chart, 'login', { keys: ['url'] });
  return workload({ controller, credentials: { DATABASE_URL: login.key('url') }, ...props }, chart);
}

test('a task with credentials that reaches nothing is a warning', () => {
  expect(warnings(task())).toEqual([
    [
      'shop/api  connectTo  [task-without-connection]',
      'got no connection, with credentials of login',
      'the network policy of a task lets it reach what it is connected to and DNS: a task with credentials that logs in anywhere fails',
      '→ use url() of the store in endpoints, or connect the task: connectTo; or acknowledge that it uses the credentials without the network',
    ],
  ]);
});

test('a connection to a peer is enough', () => {
  expect(warnings(task().connectTo(Peer.cidr('10.1.0.0/28', { port: 5432 })))).toEqual([]);
});

test('a connection that the other end allows is enough', () => {
  const made = task();
  const server = new Workload(made.node.scope as never, 'server', { image: IMAGE, ports: [Port.http(8080)] });
  server.allowFrom(made);
  expect(warnings(made)).toEqual([]);
});

test('credentials may be used without the network', () => {
  const made = task();
  Acknowledgements.of(made).add({ id: 'task-without-connection', reason: 'it signs a file on its volume' });
  expect(warnings(made)).toEqual([]);
});

test.each<[string, Partial<WorkloadProps>]>([
  ['a task without credentials', { credentials: {} }],
  ['a task on the network of its node, for which no policy holds', { hostNetwork: 'it sets up the node' }],
])('%s is not asked', (_, props) => {
  expect(warnings(task(props)).map(([where]) => where)).not.toContain('shop/api  connectTo  [task-without-connection]');
});

test('a service that holds credentials for its own clients is not asked', () => {
  const found = warnings(task({ controller: Controller.deployment() }));
  expect(found.map(([where]) => where)).toEqual(['shop/api  credentials  [credentials-in-environment]']);
});
