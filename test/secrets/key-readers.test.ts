import { type Chart } from 'cdk8s';
import { Acknowledgements, Credentials, Endpoint, Peer, Workload } from '../../lib';
import { warnings } from '../support/findings';
import { chartIn, IMAGE } from '../support/workload';

function bundle(chart: Chart = chartIn()): Credentials {
  return new Credentials(chart, 'login', { keys: ['one', 'two', 'three'] });
}

const found = (made: Credentials) => warnings(made).filter(([where]) => where.includes('/login  '));

test('keys that nothing reads, beside one that is read', () => {
  const login = bundle();
  new Workload(login.node.scope as Chart, 'api', { image: IMAGE, credentials: { ONE: login.key('one') } });
  expect(found(login)).toEqual([
    [
      'shop/login  keys  [key-without-reader]',
      'got two, three',
      'nothing here reads these keys, and where its source lacks one key of a bundle, no Secret is made',
      '→ leave it out, or use it: key(…); or acknowledge who reads it',
    ],
  ]);
});

test('one key that nothing reads', () => {
  const login = bundle();
  login.key('one');
  Endpoint.secret(login.key('two'), Peer.hostname('hooks.example.com', { port: 443 }));
  expect(found(login)).toMatchObject([
    [
      {},
      'got three',
      'nothing here reads this key, and where its source lacks one key of a bundle, no Secret is made',
      {},
    ],
  ]);
});

test('files are every key', () => {
  const login = bundle();
  login.key('one');
  new Workload(login.node.scope as Chart, 'api', { image: IMAGE, credentialFiles: { '/login': login } });
  expect(found(login)).toEqual([]);
});

test('a key that a bundle shares is read by the other one', () => {
  const chart = chartIn();
  const login = bundle(chart);
  login.key('one');
  const sharedKeys = { password: login.key('two'), user: login.key('three') };
  new Credentials(chart, 'client', { keys: ['password', 'user'], sharedKeys });
  expect(found(login)).toEqual([]);
});

test('a bundle that nothing here reads is for others, and one key may be, too', () => {
  expect(found(bundle())).toEqual([]);
  const login = bundle();
  login.key('one');
  Acknowledgements.of(login).add({ id: 'key-without-reader', reason: 'an operator reads the others' });
  expect(found(login)).toEqual([]);
});
