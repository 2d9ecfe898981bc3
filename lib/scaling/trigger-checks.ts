import type { IConstruct } from 'constructs';
import { closestName } from '../core/closest-name';
import { reportError } from '../core/diagnostic-registry';
import { secretLiteral } from '../core/secret-literal';
import type { BoundTrigger } from './bound-triggers';
import { KEDA_VERSION } from './keda-schema';
import { kindOfParameter } from './parameter-kinds';
import { parameterOf, type Scaler, scalerOf, scalerTypes } from './scaler-schema';
import { checkRequirements } from './trigger-requirements';
import { checkTriggerRules } from './trigger-rules';

const FROM_ENVIRONMENT = 'FromEnv';

/** Reports what KEDA would refuse of triggers, at run time at the earliest: the API server takes anything. */
export function checkTriggers(scope: IConstruct, triggers: readonly BoundTrigger[]): void {
  const names = triggers.flatMap(({ definition: { name } }) => (name === undefined ? [] : [name]));
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index))) {
    reportError(scope, {
      property: 'scaling.triggers.triggerName',
      value: `${JSON.stringify(name)}, twice`,
      rule: 'KEDA tells triggers apart by their names',
      fix: 'give one of them another name, or leave it out',
    });
  }
  for (const trigger of triggers) {
    const { property, definition } = trigger;
    const scaler = scalerOf(definition.type);
    if (scaler) {
      checkMetadata(scope, scaler, trigger);
      checkCredentials(scope, scaler, trigger);
      checkRequirements(scope, scaler, trigger);
    } else {
      reportError(scope, {
        property: `${property}.type`,
        value: JSON.stringify(definition.type),
        rule: `KEDA ${KEDA_VERSION} has no scaler of this type`,
        fix: suggestion(definition.type, scalerTypes()) ?? "see KEDA's list of scalers",
      });
    }
    checkTriggerRules(scope, trigger);
  }
}

function checkMetadata(scope: IConstruct, scaler: Scaler, { property, metadata }: BoundTrigger): void {
  for (const [key, value] of Object.entries(metadata)) {
    const at = `${property}.${key}`;
    if (value === '') {
      reportError(scope, {
        property: at,
        value: 'an empty text',
        rule: 'KEDA takes it for missing',
        fix: 'give a value, or leave it out',
      });
      continue;
    }
    checkMetadatum(scope, at, scaler, { key, value });
  }
}

function checkMetadatum(
  scope: IConstruct,
  at: string,
  scaler: Scaler,
  { key, value }: { readonly key: string; readonly value: string },
): void {
  const exact = parameterOf(scaler, key);
  const name = !exact && key.endsWith(FROM_ENVIRONMENT) ? key.slice(0, -FROM_ENVIRONMENT.length) : key;
  const parameter = exact ?? parameterOf(scaler, name);
  const fromEnvironment = name !== key;
  const secret = fromEnvironment ? undefined : secretLiteral(key, value);
  if (secret !== undefined) {
    reportError(scope, {
      property: at,
      rule: `a credential written out ends in the repository: ${secret}`,
      fix: `give it as authentication: ScalerAuthentication.credentials({ ${key}: secrets.key(…) })`,
    });
  } else if (!parameter) {
    if (!scaler.open) {
      const known = [...scaler.parameters.values()].filter(({ gone }) => !gone);
      reportError(scope, {
        property: at,
        value: JSON.stringify(value),
        rule: `the scaler ${scaler.type} of KEDA ${KEDA_VERSION} has no such parameter, and would pass over it`,
        fix:
          suggestion(
            key,
            known.map((each) => each.name),
          ) ?? `use one of: ${known.map((each) => each.name).join(', ')}`,
      });
    }
  } else if (parameter.gone) {
    reportError(scope, {
      property: at,
      value: JSON.stringify(value),
      rule: `KEDA ${KEDA_VERSION} refuses it: it was replaced`,
      fix: "see what KEDA's page on the scaler has in its place",
    });
  } else if (fromEnvironment ? !parameter.inEnvironment : !parameter.inMetadata) {
    const elsewhere = [
      ...(parameter.inAuthentication ? [`as authentication: ScalerAuthentication.credentials({ ${name}: … })`] : []),
      ...(parameter.inMetadata ? [`as ${name}`] : []),
      ...(parameter.inEnvironment ? [`from a variable of the pod: ${name}${FROM_ENVIRONMENT}`] : []),
    ];
    reportError(scope, {
      property: at,
      rule: `the scaler ${scaler.type} does not read it there`,
      fix: `give it ${elsewhere.join(', or ')}`,
    });
  } else if (!fromEnvironment) {
    checkValue(scope, at, scaler, { name, value, values: parameter.values });
  }
}

function checkValue(
  scope: IConstruct,
  at: string,
  scaler: Scaler,
  { name, value, values }: { readonly name: string; readonly value: string; readonly values: readonly string[] },
): void {
  if (values.length > 0) {
    const wrong = value.split(',').find((part) => !values.includes(part.trim()));
    if (wrong !== undefined) {
      reportError(scope, {
        property: at,
        value: JSON.stringify(value),
        rule: `the scaler ${scaler.type} allows: ${values.join(', ')}`,
        fix: suggestion(wrong, values) ?? 'use one of these',
      });
    }
    return;
  }
  const kind = kindOfParameter(scaler.type, name);
  if (kind && !kind.matches(value.trim())) {
    reportError(scope, {
      property: at,
      value: JSON.stringify(value),
      rule: `the scaler ${scaler.type} reads it as ${kind.description}`,
      fix: `give ${kind.example}`,
    });
  }
}

function checkCredentials(scope: IConstruct, scaler: Scaler, trigger: BoundTrigger): void {
  const { property, metadata, credentials } = trigger;
  for (const [name, { source, key }] of Object.entries(credentials)) {
    const at = `${property}.authentication.${name}`;
    const parameter = parameterOf(scaler, name);
    if (!parameter?.inAuthentication) {
      const known = [...scaler.parameters.values()].filter(({ inAuthentication }) => inAuthentication);
      reportError(scope, {
        property: at,
        value: `the key ${JSON.stringify(key)} of ${source.secretName}`,
        rule: parameter
          ? `the scaler ${scaler.type} does not read it from an authentication`
          : `the scaler ${scaler.type} of KEDA ${KEDA_VERSION} has no such parameter, and would pass over it`,
        fix:
          suggestion(
            name,
            known.map((each) => each.name),
          ) ?? (known.length > 0 ? `use one of: ${known.map((each) => each.name).join(', ')}` : 'leave it out'),
      });
    } else if (name in metadata || `${name}${FROM_ENVIRONMENT}` in metadata) {
      reportError(scope, {
        property: at,
        value: `the key ${JSON.stringify(key)} of ${source.secretName}, and ${name in metadata ? name : name + FROM_ENVIRONMENT} in the trigger`,
        rule: 'it is given twice, and KEDA decides which of the two counts',
        fix: 'remove one of the two',
      });
    }
    if (source.knownKeys && !source.knownKeys.includes(key)) {
      reportError(scope, {
        property: at,
        value: `the key ${JSON.stringify(key)} of ${source.secretName}`,
        rule: 'the bundle has no such key: KEDA could not ask anybody',
        fix: `use one of: ${source.knownKeys.join(', ')}; or add the key to the bundle`,
      });
    }
    if (source.existsOnlyWhileMounted) {
      reportError(scope, {
        property: at,
        value: `the key ${JSON.stringify(key)} of ${source.secretName}`,
        rule: 'the Secret exists only while a pod mounts the bundle: KEDA reads it before there is one, and after',
        fix: 'use a source whose Secret stays, such as SecretSource.keyVault(…); or ScalerAuthentication.workloadIdentity()',
      });
    }
  }
}

function suggestion(name: string, known: readonly string[]): string | undefined {
  const closest = closestName(name, known);
  return closest === undefined ? undefined : `did you mean ${closest}?`;
}
