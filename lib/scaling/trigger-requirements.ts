import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import type { BoundTrigger } from './bound-triggers';
import type { Scaler, ScalerParameter } from './scaler-schema';
import type { Requirement } from './schema-corrections';

/** The scalers that a workload identity of Azure can ask by. */
const WITH_AZURE_IDENTITY = new Set([
  'azure-app-insights',
  'azure-blob',
  'azure-data-explorer',
  'azure-eventhub',
  'azure-log-analytics',
  'azure-monitor',
  'azure-pipelines',
  'azure-queue',
  'azure-servicebus',
  'external',
  'external-push',
  'mssql',
  'postgresql',
  'prometheus',
  'rabbitmq',
]);

/** Reports what a scaler cannot do without. */
export function checkRequirements(scope: IConstruct, scaler: Scaler, trigger: BoundTrigger): void {
  const { property, definition, metadata, credentials, identity } = trigger;
  if (identity && !WITH_AZURE_IDENTITY.has(scaler.type)) {
    reportError(scope, {
      property: `${property}.authentication`,
      value: 'a workload identity',
      rule: `the scaler ${scaler.type} cannot ask by an identity of Azure`,
      fix: 'use ScalerAuthentication.credentials(…)',
    });
  }
  // What somebody else put into an authentication cannot be seen.
  if (definition.authentication?.existingName !== undefined) {
    return;
  }
  const isGiven = (name: string): boolean =>
    Boolean(metadata[name]) ||
    (Boolean(metadata[`${name}FromEnv`]) && scaler.parameters.get(name)?.inEnvironment === true) ||
    name in credentials;
  for (const parameter of scaler.parameters.values()) {
    if (parameter.required && !isGiven(parameter.name)) {
      reportMissing(scope, property, scaler, parameter);
    }
  }
  for (const requirement of scaler.requirements) {
    const applies = requirement.identity === undefined || requirement.identity === Boolean(identity);
    if (applies && !requirement.oneOf.some((combination) => isComplete(combination, isGiven))) {
      reportCombination(scope, property, scaler, requirement, isGiven);
    }
  }
}

function isComplete(combination: string, isGiven: (name: string) => boolean): boolean {
  return combination
    .split(' ')
    .every((term) => (term.startsWith('-') ? !isGiven(term.slice(1)) : term.split('|').some(isGiven)));
}

function reportMissing(scope: IConstruct, at: string, scaler: Scaler, parameter: ScalerParameter): void {
  const { name, inMetadata } = parameter;
  reportError(scope, {
    property: `${at}.${name}`,
    value: 'nothing',
    rule: inMetadata
      ? `the scaler ${scaler.type} does not work without it`
      : `the scaler ${scaler.type} has to say who it is, and the authentication is missing`,
    fix: inMetadata && !isSecret(name) ? `give ${name}` : authenticationFix([name]),
  });
}

function reportCombination(
  scope: IConstruct,
  at: string,
  scaler: Scaler,
  { oneOf, identity }: Requirement,
  isGiven: (name: string) => boolean,
): void {
  const names = [...new Set(oneOf.flatMap((combination) => combination.split(' ')))].flatMap((term) =>
    term.replace(/^-/, '').split('|'),
  );
  const given = [...new Set(names)].filter(isGiven);
  const [first] = oneOf.map(wantedOf);
  const isMissing = given.length === 0 && first.length > 0 && first.every(isSecret);
  reportError(scope, {
    property: isMissing ? `${at}.authentication` : at,
    value: given.length > 0 ? given.join(', ') : 'nothing',
    rule: `the scaler ${scaler.type} wants ${oneOf.map(spoken).join('; or ')}${identity ? ', with a workload identity' : ''}`,
    fix: isMissing ? authenticationFix(first) : 'give what is missing, and nothing beside it',
  });
}

function authenticationFix(names: readonly string[]): string {
  const keys = names.map((name) => `${name}: secrets.key(…)`).join(', ');
  return `give it as authentication: ScalerAuthentication.credentials({ ${keys} })`;
}

function wantedOf(combination: string): string[] {
  return combination.split(' ').filter((term) => !term.startsWith('-'));
}

function spoken(combination: string): string {
  const wanted = wantedOf(combination).map((term) => term.replaceAll('|', ' or '));
  const unwanted = combination.split(' ').flatMap((term) => (term.startsWith('-') ? [term.slice(1)] : []));
  const without = unwanted.length > 0 ? `without ${unwanted.join(' or ')}` : '';
  return [wanted.join(' and '), without].filter(Boolean).join(' ');
}

/** Whether what a parameter holds is nothing for a manifest. */
function isSecret(name: string): boolean {
  return /password|secret|token|connection|credential|apikey|username/i.test(name);
}
