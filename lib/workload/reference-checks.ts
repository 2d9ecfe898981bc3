import type { Construct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { closestName } from '../core/closest-name';
import { reportError } from '../core/diagnostic-registry';
import { circlesOf, mayRefer, referencesIn } from '../core/variable-references';
import type { Port } from '../network/port';
import type { Probe } from './probe';
import type { Shutdown } from './shutdown';

/** A container, as far as variables are referred to in it. */
interface ReferringContainer {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly storedVariables?: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly ports: readonly Port[];
  readonly readiness?: Probe;
  readonly liveness?: Probe;
  readonly startup?: Probe;
  readonly shutdown?: Shutdown;
}

/** The id under which it is acknowledged that a variable is added elsewhere, such as by an override. */
const UNKNOWN_VARIABLE = 'unknown-variable';

/** What the kubelet gives every container, whatever its manifest says: where the API server is. */
const GIVEN_BY_KUBELET: ReadonlySet<string> = new Set([
  'KUBERNETES_SERVICE_HOST',
  'KUBERNETES_SERVICE_PORT',
  'KUBERNETES_SERVICE_PORT_HTTPS',
  'KUBERNETES_PORT',
  'KUBERNETES_PORT_443_TCP',
  'KUBERNETES_PORT_443_TCP_ADDR',
  'KUBERNETES_PORT_443_TCP_PORT',
  'KUBERNETES_PORT_443_TCP_PROTO',
]);

/** Reports references to variables that Kubernetes would leave as they are: `$(NAME)` of a name that is unknown. */
export function checkReferences(
  scope: Construct,
  at: (property: string) => string,
  container: ReferringContainer,
): void {
  checkVariableReferences(scope, at, container);
  checkArgumentReferences(scope, at, container);
  checkCommands(scope, at, container);
}

function checkVariableReferences(
  scope: Construct,
  at: (property: string) => string,
  container: ReferringContainer,
): void {
  const { variables } = container;
  for (const circle of circlesOf(variables)) {
    const [name] = circle;
    const isSelf = circle.length === 2;
    reportError(scope, {
      property: at(`variables.${name}`),
      value: circle.join(' → '),
      rule: 'Kubernetes expands $(NAME) only from variables that stand before: the program would get the reference itself',
      fix: isSelf
        ? `write the whole value: what the image sets is not known here; for the text itself write $$(${name})`
        : 'write one of these values without a reference',
    });
  }
  for (const name of Object.keys(variables).sort()) {
    reportUnknown(scope, at(`variables.${name}`), referencesIn(variables[name]), container);
  }
}

function checkArgumentReferences(
  scope: Construct,
  at: (property: string) => string,
  container: ReferringContainer,
): void {
  const { command = [], args = [] } = container;
  const words = [...command, ...args];
  if (!words.some(mayRefer)) {
    return;
  }
  words.forEach((word, index) => {
    if (!isScript(words, index)) {
      const [property, number] = index < command.length ? ['command', index] : ['args', index - command.length];
      reportUnknown(scope, at(`${property}[${number}]`), referencesIn(word), container);
    }
  });
}

/** In the commands of probes and hooks the kubelet knows no value that comes from a ConfigMap or a Secret. */
function checkCommands(scope: Construct, at: (property: string) => string, container: ReferringContainer): void {
  const { readiness, liveness, startup, shutdown } = container;
  for (const [property, command] of [
    ['readiness', readiness?.command],
    ['liveness', liveness?.command],
    ['startup', startup?.command],
    ['shutdown', shutdown?._lifecycle(container.ports)?.preStop.exec?.command],
  ] as const) {
    (command ?? []).forEach((word, index, words) => {
      const [name] = isScript(words, index) ? [] : referencesIn(word);
      if (name !== undefined) {
        reportError(scope, {
          property: at(`${property}.command[${index}]`),
          value: `$(${name})`,
          rule: 'the kubelet does not expand variables of ConfigMaps and Secrets in the command of a probe or of a hook',
          fix: `let a shell read it: ['/bin/sh', '-c', 'check "$${name}"']`,
        });
      }
    });
  }
}

function reportUnknown(
  scope: Construct,
  property: string,
  names: readonly string[],
  container: ReferringContainer,
): void {
  const { variables, storedVariables = {}, credentials } = container;
  const unknown = names.filter(
    (name) =>
      ![variables, storedVariables, credentials].some((known) => Object.hasOwn(known, name)) &&
      !GIVEN_BY_KUBELET.has(name),
  );
  if (unknown.length === 0 || acknowledgementsOf(scope).covers(scope, UNKNOWN_VARIABLE)) {
    return;
  }
  const known = [...Object.keys(variables), ...Object.keys(storedVariables), ...Object.keys(credentials)].sort();
  for (const name of unknown) {
    const closest = closestName(name, known);
    reportError(scope, {
      property,
      value: `$(${name})`,
      rule: 'the container has no such variable: the program would get the reference itself',
      fix: `${closest === undefined ? 'add the variable.' : `did you mean $(${closest})?`} If the text itself is meant, write $$(${name}); if an override adds the variable, acknowledge it with the reason`,
      id: UNKNOWN_VARIABLE,
    });
  }
}

/** What a shell reads is a script, in which `$(name)` is what a command prints; so is a text of several lines. */
function isScript(words: readonly string[], index: number): boolean {
  return words[index].includes('\n') || (index > 0 && /^-[A-Za-z]*c$/.test(words[index - 1]));
}
