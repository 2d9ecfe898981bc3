import { SCALER_SCHEMA } from './keda-schema';
import { type Requirement, SCHEMA_CORRECTIONS } from './schema-corrections';

/** A parameter of a scaler. */
export interface ScalerParameter {
  readonly name: string;
  /** Whether the metadata of a trigger may hold it. */
  readonly inMetadata: boolean;
  /** Whether it may come from a variable of the pod, named in the metadata as `<name>FromEnv`. */
  readonly inEnvironment: boolean;
  /** Whether an authentication may hold it. */
  readonly inAuthentication: boolean;
  readonly required: boolean;
  /** Whether KEDA refuses it by now. */
  readonly gone: boolean;
  /** Whether KEDA will refuse it in a later release. */
  readonly going: boolean;
  /** The values that are allowed; any where there are none. */
  readonly values: readonly string[];
}

/** A scaler of KEDA. */
export interface Scaler {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, ScalerParameter>;
  readonly requirements: readonly Requirement[];
  /** Whether it takes parameters of any name. */
  readonly open: boolean;
}

/** A parameter in the compact form. */
const TOKEN = /^([^:\s]+):([mearxd]+)(?:=(\S+))?$/;

let lines: Map<string, string> | undefined;
const scalers = new Map<string, Scaler>();

/** The types of every scaler that KEDA has. */
export function scalerTypes(): string[] {
  return [...schemaLines().keys()];
}

/** A scaler by its type; undefined where KEDA has none. Only the scalers that are asked for are ever read. */
export function scalerOf(type: string): Scaler | undefined {
  const known = scalers.get(type);
  const line = known ? undefined : schemaLines().get(type);
  if (line === undefined) {
    return known;
  }
  const scaler = corrected(type, line);
  scalers.set(type, scaler);
  return scaler;
}

/** A parameter of a scaler by its name; undefined where it has none. */
export function parameterOf(scaler: Scaler, name: string): ScalerParameter | undefined {
  const dot = name.indexOf('.');
  return scaler.parameters.get(name) ?? (dot > 0 ? scaler.parameters.get(`${name.slice(0, dot)}.*`) : undefined);
}

function schemaLines(): Map<string, string> {
  lines ??= new Map(
    SCALER_SCHEMA.trim()
      .split('\n')
      .map((line) => {
        const end = line.indexOf(' ');
        return [line.slice(0, end), line.slice(end + 1)];
      }),
  );
  return lines;
}

function corrected(type: string, line: string): Scaler {
  const corrections = SCHEMA_CORRECTIONS.filter(({ scalers: types }) => types.includes(type));
  const parameters = new Map<string, ScalerParameter>();
  for (const text of [line, ...corrections.map(({ parameters: added = '' }) => added)]) {
    readParameters(text).forEach((parameter) => parameters.set(parameter.name, parameter));
  }
  for (const { optional = '' } of corrections) {
    const names = optional === '*' ? fromAuthentication(parameters) : optional.split(' ').filter(Boolean);
    for (const name of names) {
      const parameter = parameters.get(name);
      if (parameter) {
        parameters.set(name, { ...parameter, required: false });
      }
    }
  }
  return {
    type,
    parameters,
    requirements: corrections.flatMap(({ requirements = [] }) => requirements),
    open: corrections.some(({ open }) => open),
  };
}

function fromAuthentication(parameters: ReadonlyMap<string, ScalerParameter>): string[] {
  return [...parameters.values()].filter(({ inAuthentication }) => inAuthentication).map(({ name }) => name);
}

function readParameters(text: string): ScalerParameter[] {
  return text.split(/\s+/).flatMap((token) => {
    const [, name, flags, values] = TOKEN.exec(token) ?? [];
    return name === undefined
      ? []
      : [
          {
            name,
            inMetadata: flags.includes('m'),
            inEnvironment: flags.includes('e'),
            inAuthentication: flags.includes('a'),
            required: flags.includes('r'),
            gone: flags.includes('x'),
            going: flags.includes('d'),
            values: values === undefined ? [] : values.split('|'),
          },
        ];
  });
}
