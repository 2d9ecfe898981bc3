import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isJsonObject, type Json } from '../core/json';
import { secretLiteral } from '../core/secret-literal';

const VARIABLE = /^[A-Za-z_$][\w$]*$/;

/** The configuration that a program in a browser reads when it starts. */
export interface RuntimeConfiguration {
  readonly values: Readonly<Record<string, unknown>>;
  /** The global variable that a script sets. */
  readonly variable?: string;
}

/** The files that a browser gets, by their name. What is reported is left out of them. */
export function configurationFiles(configuration: RuntimeConfiguration | undefined): Record<string, string> {
  if (!configuration) {
    return {};
  }
  const { variable } = configuration;
  const values = plainValues(configuration.values);
  return {
    'config.json': `${JSON.stringify(values, undefined, 2)}\n`,
    ...(variable === undefined
      ? {}
      : { 'config.js': `globalThis.${variable} = JSON.parse(${scriptText(JSON.stringify(values))});\n` }),
  };
}

/** Reports what no JSON can hold, and what looks like a credential. */
export function checkConfiguration(scope: IConstruct, { values, variable }: RuntimeConfiguration): void {
  for (const [name, value] of given(values)) {
    const json = jsonOf(value);
    if (json === undefined) {
      reportError(scope, {
        property: `configuration.${name}`,
        value: typeof value,
        rule: 'what a browser reads is JSON: texts, numbers, switches, lists and objects',
        fix: 'write the value as one of these, or leave it out',
      });
    } else {
      reportLiterals(scope, `configuration.${name}`, name, json);
    }
  }
  if (variable !== undefined && !VARIABLE.test(variable)) {
    reportError(scope, {
      property: 'configurationVariable',
      value: JSON.stringify(variable),
      rule: 'a script sets a variable by its name in JavaScript',
      fix: "write it as '__CONFIG__'",
    });
  }
}

function reportLiterals(scope: IConstruct, property: string, name: string, value: Json): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => reportLiterals(scope, `${property}[${index}]`, name, item));
  } else if (isJsonObject(value)) {
    Object.entries(value).forEach(([key, member]) => reportLiterals(scope, `${property}.${key}`, key, member ?? null));
  } else {
    const why = isSecret(name, value);
    if (why !== undefined) {
      reportError(scope, {
        property,
        rule: `${why}; whatever stands here is public, for every browser reads it`,
        fix: 'keep it in a service that the frontend asks; rotate the value if it was real',
      });
    }
  }
}

function isSecret(name: string, value: Json): string | undefined {
  return typeof value === 'string' ? secretLiteral(name, value) : undefined;
}

/** Without credentials, which are reported where the author wrote them and not once more where they end up. */
function plainValues(values: Readonly<Record<string, unknown>>): Json {
  const plain = (name: string, value: Json): Json => {
    if (Array.isArray(value)) {
      return value.map((item) => plain(name, item));
    }
    if (isJsonObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(key, member ?? null)]));
    }
    return isSecret(name, value) === undefined ? value : null;
  };
  return Object.fromEntries(given(values).map(([name, value]) => [name, plain(name, jsonOf(value) ?? null)]));
}

/** By name; what a settings file leaves undefined is left out. */
function given(values: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A value as JSON says it, with sorted keys; undefined where it cannot. In a browser null is not the same as nothing. */
function jsonOf(value: unknown): Json | undefined {
  if (value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)) {
    return value as Json;
  }
  if (Array.isArray(value)) {
    const items = value.map(jsonOf);
    return items.some((item) => item === undefined) ? undefined : (items as Json[]);
  }
  if (!isJsonObject(value) || ![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) {
    return undefined;
  }
  const members = given(value).map(([key, member]) => [key, jsonOf(member)] as const);
  return members.some(([, member]) => member === undefined) ? undefined : Object.fromEntries(members);
}

/** A text in a script, in which no line end of Unicode and nothing that looks like the end of a script stands. */
function scriptText(text: string): string {
  const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[\u2028\u2029<]/g, escape);
}
