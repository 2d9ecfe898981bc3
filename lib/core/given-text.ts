import type { IConstruct } from 'constructs';
import { reportError } from './diagnostic-registry';

/**
 * A value that has to be text, as text. Types are not checked in JavaScript and in settings read from JSON, so anything
 * else is an error here, and taken for the text that it would be.
 */
export function givenText(scope: IConstruct, property: string, value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const text = value === undefined || value === null ? undefined : written(value);
  reportError(scope, {
    property,
    value: text === undefined ? String(value) : `${text}, ${KINDS[typeof value] ?? `a ${typeof value}`}`,
    rule: 'the value is text: the API server refuses anything else',
    fix: text === undefined ? 'give the text, or leave the entry out' : `write it as text: ${JSON.stringify(text)}`,
  });
  return text ?? '';
}

function written(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const KINDS: Readonly<Record<string, string>> = {
  number: 'a number',
  bigint: 'a number',
  boolean: 'a boolean',
  object: 'an object',
};
