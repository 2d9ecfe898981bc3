import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { reportWarning } from '../core/diagnostic-registry';
import { edgeGraph } from '../network/edge-graph';
import { findService, type KnownService } from '../network/service-registry';
import { allContainers, type WorkloadPlan } from './workload-plan';

/** An address as it stands in a variable. */
interface Address {
  readonly text: string;
  readonly host: string;
  /** The port that is written, or that of the scheme; undefined where neither says it. */
  readonly port: number | undefined;
}

/** Warns of addresses in variables that name a Service of the environment and do not lead there. */
export function checkAddresses(scope: Construct, plan: WorkloadPlan): void {
  for (const { property, variables, storedVariables } of allContainers(plan)) {
    for (const [name, value] of Object.entries({ ...storedVariables, ...variables })) {
      for (const address of addressesIn(value)) {
        const service = serviceAt(scope, address.host);
        if (service) {
          checkAddress(scope, `${property ? `${property}.` : ''}variables.${name}`, address, service);
        }
      }
    }
  }
}

function checkAddress(scope: Construct, property: string, address: Address, service: KnownService): void {
  const { host, port, text } = address;
  const own = service.ports.map(({ servicePort }) => servicePort);
  // Without an address of its own the name resolves to the pods, whatever port the Service has.
  const reached = service.isHeadless ? [...own, ...service.ports.map(({ containerPort }) => containerPort)] : own;
  if (port !== undefined && own.length > 0 && !reached.includes(port)) {
    reportWarning(scope, {
      property,
      value: text,
      rule: `the Service ${host} has no port ${port}: every request would fail`,
      fix: `write a port of it: ${own.join(', ')}; or use url() of what is behind it in endpoints, which also connects; or acknowledge it with the reason`,
      id: 'address-without-port',
    });
    return;
  }
  const graph = edgeGraph.of(scope);
  const behind = graph.workloadAround(service.construct);
  if (behind && behind !== scope && !graph.targetsOf(scope).has(behind)) {
    reportWarning(scope, {
      property,
      value: text,
      rule: `nothing connects this workload to ${behind.node.path}: its network policy would drop every request`,
      fix: 'use url() of it in endpoints, which also connects; or connectTo(…); or acknowledge that the program only passes the address on',
      id: 'address-without-connection',
    });
  }
}

const URL = /^([a-z][a-z0-9+.-]*):\/\/(?:[^\s/@]*@)?([a-z0-9.-]+)(?::(\d{1,5}))?(?=[/?#]|$)/;
const HOST_AND_PORT = /^([a-z0-9.-]+):(\d{1,5})$/;
const SERVICE_NAME = /^[a-z0-9-]+\.[a-z0-9-]+\.svc(?:\.cluster\.local)?$/;
const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ws: 80, wss: 443 };

function addressesIn(value: string): Address[] {
  // Most variables are no address: they are not taken apart.
  return value.includes(':') || value.includes('.svc') ? value.split(/[\s,;]+/).flatMap(addressOf) : [];
}

function addressOf(text: string): Address[] {
  const [, scheme, host, port] = URL.exec(text) ?? [];
  if (host !== undefined) {
    // What is before an @ may be a password.
    const shown = text.replace(/\/\/[^/@]*@/, '//…@');
    return [{ text: shown, host, port: port === undefined ? PORTS[scheme] : Number(port) }];
  }
  const [, plainHost, plainPort] = HOST_AND_PORT.exec(text) ?? [];
  if (plainHost !== undefined) {
    return [{ text, host: plainHost, port: Number(plainPort) }];
  }
  return SERVICE_NAME.test(text) ? [{ text, host: text, port: undefined }] : [];
}

/** The Service that a host name means to a pod: `name`, `name.namespace` or `name.namespace.svc`. */
function serviceAt(scope: IConstruct, host: string): KnownService | undefined {
  const [name, namespace = Chart.of(scope).namespace, ...rest] = host.split('.');
  return ['', 'svc', 'svc.cluster.local'].includes(rest.join('.'))
    ? findService(scope, { name, namespace })
    : undefined;
}
