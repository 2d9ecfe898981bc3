import type { Finding } from '../core/diagnostic-entry';
import { isDnsLabel } from '../core/dns-name';
import type { System } from '../synth/system';

/** What packaging checks of a system before it begins. */
export interface PackagingInput {
  readonly system: System;
  /** What synth refuses. */
  readonly refused: readonly string[];
  /** What is packaged, for messages. */
  readonly what: string;
  /** The folder of the packages of this kind. */
  readonly folder: string;
  /** A property that names an environment. */
  readonly chosen: { readonly property: string; readonly environment: string | undefined };
  /** What environments are called in the package. */
  readonly environmentNames: Readonly<Record<string, string>>;
}

/** What is wrong with a system, or with what it is to be packaged as. */
export function packagingProblems(input: PackagingInput): Finding[] {
  const { system, refused, what, folder, chosen } = input;
  const names = Object.keys(system.environments);
  const problems: Finding[] = [];
  if (names.includes(folder)) {
    problems.push({
      property: 'environments',
      value: folder,
      rule: `${what} of a system stand in a folder of this name, beside its environments`,
      fix: 'call the environment otherwise',
    });
  }
  if (chosen.environment !== undefined && !names.includes(chosen.environment)) {
    problems.push(unknownEnvironment(chosen.property, chosen.environment, names));
  }
  problems.push(...nameProblems(input.environmentNames, names));
  if (refused.length > 0) {
    problems.push({
      property: 'system',
      value: refused[0],
      rule: 'a package is made of what synth lets through',
      fix: 'correct what npm run synth reports',
    });
  }
  return problems;
}

function nameProblems(given: Readonly<Record<string, string>>, names: readonly string[]): Finding[] {
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  const wrong = Object.values(given).filter((name) => !isDnsLabel(name));
  const all = names.map((name) => given[name] ?? name);
  const twice = all.filter((name, index) => all.indexOf(name) < index);
  return [
    ...unknown.map((name) => unknownEnvironment('environmentNames', name, names)),
    ...wrong.map((name) => ({
      property: 'environmentNames',
      value: JSON.stringify(name),
      rule: 'the name of an environment is part of the names of files and folders: a DNS label',
      fix: 'use a-z, 0-9 and -, at most 63 characters, no - at the ends',
    })),
    ...[...new Set(twice)].map((name) => ({
      property: 'environmentNames',
      value: `${JSON.stringify(name)}, for ${names.filter((each) => (given[each] ?? each) === name).join(' and ')}`,
      rule: 'two environments of one name would have one file',
      fix: 'give each a name of its own',
    })),
  ];
}

function unknownEnvironment(property: string, environment: string, names: readonly string[]): Finding {
  return {
    property,
    value: JSON.stringify(environment),
    rule: 'the system has no such environment',
    fix: `choose of: ${names.join(', ')}`,
  };
}
