import { App } from 'cdk8s';
import { Port } from '../../lib';
import { checkPorts, isPortNumber } from '../../lib/network/port-checks';
import { problemsOf } from '../support/trees';

function problemsAbout(...ports: Port[]): string {
  const app = new App();
  checkPorts(app, ports);
  return problemsOf(app);
}

const problem = (property: string, got: string, rule: string, fix: string): string =>
  `  (root)  ${property}\n    got ${got}\n    ${rule}\n    → ${fix}`;
const TWICE = 'names and numbers of ports are unique in a workload and on its Service';
const ONE = 'remove one of the two, or give it another name or number';

test.each([
  [1, true],
  [65535, true],
  [0, false],
  [65536, false],
  [80.5, false],
  [NaN, false],
])('%d can be a port: %s', (port, expected) => {
  expect(isPortNumber(port)).toBe(expected);
});

test('ports that differ in name and number, or in protocol', () => {
  expect(problemsAbout(Port.http(8080), Port.grpc(8081), Port.tcp('dns-tcp', 5353), Port.udp('dns-udp', 5353))).toBe(
    '',
  );
});

test('twice in name', () => {
  expect(problemsAbout(Port.http(8080), Port.http(8081))).toBe(
    problem('ports[1].name', 'http, which the port http has too', TWICE, ONE),
  );
});

test('twice in the container', () => {
  expect(problemsAbout(Port.http(8080), Port.grpc(8080, { servicePort: 81 }))).toBe(
    problem('ports[1].containerPort', '8080/TCP, which the port http has too', TWICE, ONE),
  );
});

test('twice on the Service', () => {
  expect(problemsAbout(Port.http(8080, { servicePort: 80 }), Port.grpc(8081, { servicePort: 80 }))).toBe(
    problem('ports[1].servicePort', '80/TCP, which the port http has too', TWICE, ONE),
  );
});

test.each(['Http', 'a-name-too-long-', 'double--hyphen', '8080', ''])('a name that is none: %j', (name) => {
  expect(problemsAbout(Port.tcp(name, 8080))).toBe(
    problem(
      'ports[0].name',
      JSON.stringify(name),
      'the name of a port has at most 15 of a-z, 0-9 and -, with a letter, and no - at the ends or twice in a row',
      'choose a short plain name such as http or amqp',
    ),
  );
});

test.each([0, -1, 65536, 8080.5, NaN])('a number that is none, in the container and on the Service: %d', (port) => {
  const rule = 'a port is a whole number from 1 to 65535';
  const fix = 'give the port that the program listens on';
  expect(problemsAbout(Port.http(port, { servicePort: 80 }))).toBe(
    problem('ports[0].containerPort', String(port), rule, fix),
  );
  expect(problemsAbout(Port.http(8080, { servicePort: port }))).toBe(
    problem('ports[0].servicePort', String(port), rule, fix),
  );
});

test.each([1, 80, 1023])('a container cannot listen on %i', (port) => {
  expect(problemsAbout(Port.http(port))).toBe(
    problem(
      'ports[0].containerPort',
      String(port),
      'a container without capabilities cannot listen below 1024',
      `let the program listen on a higher port and keep ${port} as servicePort`,
    ),
  );
  expect(problemsAbout(Port.http(1024, { servicePort: port }))).toBe('');
});
