import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isPortName } from '../core/dns-name';
import type { Port } from './port';

/** Whether a number can be a port. */
export function isPortNumber(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}

/** Reports ports that the API server would refuse, and ports that a restricted container cannot open. */
export function checkPorts(scope: IConstruct, ports: readonly Port[]): void {
  const names = new Map<string, Port>();
  const containerPorts = new Map<string, Port>();
  const servicePorts = new Map<string, Port>();
  ports.forEach((port, index) => {
    const property = `ports[${index}]`;
    if (!isPortName(port.name)) {
      reportError(scope, {
        property: `${property}.name`,
        value: JSON.stringify(port.name),
        rule: 'the name of a port has at most 15 of a-z, 0-9 and -, with a letter, and no - at the ends or twice in a row',
        fix: 'choose a short plain name such as http or amqp',
      });
    }
    for (const [what, number] of [
      ['containerPort', port.containerPort],
      ['servicePort', port.servicePort],
    ] as const) {
      if (!isPortNumber(number)) {
        reportError(scope, {
          property: `${property}.${what}`,
          value: String(number),
          rule: 'a port is a whole number from 1 to 65535',
          fix: 'give the port that the program listens on',
        });
      }
    }
    if (port.containerPort >= 1 && port.containerPort < 1024) {
      reportError(scope, {
        property: `${property}.containerPort`,
        value: String(port.containerPort),
        rule: 'a container without capabilities cannot listen below 1024',
        fix: `let the program listen on a higher port and keep ${port.containerPort} as servicePort`,
      });
    }
    twice(scope, `${property}.name`, port.name, names, port);
    twice(scope, `${property}.containerPort`, `${port.containerPort}/${port.protocol}`, containerPorts, port);
    twice(scope, `${property}.servicePort`, `${port.servicePort}/${port.protocol}`, servicePorts, port);
  });
}

function twice(scope: IConstruct, property: string, key: string, seen: Map<string, Port>, port: Port): void {
  const other = seen.get(key);
  if (other) {
    reportError(scope, {
      property,
      value: `${key}, which the port ${other.name} has too`,
      rule: 'names and numbers of ports are unique in a workload and on its Service',
      fix: 'remove one of the two, or give it another name or number',
    });
  } else {
    seen.set(key, port);
  }
}
