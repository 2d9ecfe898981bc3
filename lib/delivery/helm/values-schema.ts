import { isJsonObject, type JsonObject } from '../../core/json';
import { type Analysis } from './analysis';
import { REGISTRY } from './place-values';
import { ENVIRONMENT } from './variant';
import type { KnobField } from './knob-fields';
import type { Knob } from './knob';
import { dotted, valueAt, type ValuesPath } from './values-path';

const DNS_LABEL = '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$';
const DNS_LABEL_OR_EMPTY = '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$';

/** What the API server takes in a field, where it is the value of a knob and nothing else. */
const BY_FIELD: Readonly<Record<string, JsonObject>> = {
  name: { pattern: DNS_LABEL },
  namespace: { pattern: DNS_LABEL },
  'app.kubernetes.io/version': { pattern: '^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$' },
  imagePullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
  pathType: { enum: ['Exact', 'Prefix', 'ImplementationSpecific'] },
  averageUtilization: { maximum: 10_000 },
  port: { maximum: 65_535 },
  containerPort: { maximum: 65_535 },
};

/** The schema of the values: the checks of synth that a schema can make. */
export function valuesSchema(
  analysis: Analysis,
  fields: ReadonlyMap<string, readonly KnobField[]>,
  releaseNamespace?: ValuesPath,
): JsonObject {
  const root: SchemaNode = { properties: {} };
  const { environments, knobs, switches } = analysis;
  root.properties[ENVIRONMENT] = { enum: [...environments] };
  root.properties.createNamespaces = { type: 'boolean' };
  root.properties.tests = strict({ image: { type: 'string' } });
  for (const { path, choices } of switches) {
    place(root, path, typeof choices[0] === 'boolean' ? { type: 'boolean' } : { enum: [...choices] });
  }
  for (const knob of knobs) {
    const minimum = smallest(knob, analysis);
    if (releaseNamespace && dotted(releaseNamespace) === dotted(knob.path)) {
      place(root, knob.path, { type: 'string', pattern: DNS_LABEL_OR_EMPTY });
      continue;
    }
    const schema = { ...knob.shape.schema, ...byField(fields.get(dotted(knob.path)) ?? []) };
    place(root, knob.path, {
      ...schema,
      // What an environment leaves empty it may leave empty in the chart.
      ...(emptyIn(knob, analysis).length > 0 ? { pattern: `^$|${String(schema.pattern)}` } : {}),
      ...(minimum === undefined ? {} : { minimum }),
    });
  }
  for (const { path, taken } of analysis.openMaps) {
    place(root, path, {
      type: 'object',
      additionalProperties: { type: 'string' },
      propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_.-]*$', not: { enum: [...taken] } },
    });
  }
  const { properties, ...rest } = strict(written(root.properties));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...rest,
    // Helm hands these to every chart inside another.
    properties: { ...(properties as JsonObject), global: { type: 'object' } },
  };
}

/** The environments that leave the text of a knob empty. */
export function emptyIn({ path }: Knob, { environments, values }: Analysis): string[] {
  return path[0] === REGISTRY ? [] : environments.filter((name) => valueAt(values[name], path) === '');
}

/** The smallest whole number that a knob has in any environment. */
export function smallest({ minimums, fixedIn, path }: Knob, { values }: Analysis): number | undefined {
  const fixed = Object.keys(fixedIn).map((name) => Number(valueAt(values[name], path)));
  const all = [...Object.values(minimums), ...fixed];
  return Object.keys(minimums).length > 0 ? Math.min(...all) : undefined;
}

function byField(fields: readonly KnobField[]): JsonObject {
  const known = fields.filter(({ whole }) => whole).map(({ field }) => String(field.at(-1)));
  return Object.assign({}, ...known.map((field) => BY_FIELD[field] ?? {})) as JsonObject;
}

interface SchemaNode {
  readonly properties: Record<string, JsonObject | SchemaNode>;
}

function place(root: SchemaNode, path: ValuesPath, schema: JsonObject): void {
  let at = root;
  path.slice(0, -1).forEach((key, index) => {
    const list = typeof path[index + 1] === 'number' ? { list: true } : {};
    at.properties[key] ??= { properties: {}, ...list };
    at = at.properties[key] as SchemaNode;
  });
  at.properties[path[path.length - 1]] = schema;
}

function written(properties: SchemaNode['properties']): JsonObject {
  const entries = Object.entries(properties).map(([key, schema]): [string, JsonObject] => {
    if (!isSchemaNode(schema)) {
      return [key, schema];
    }
    const below = written(schema.properties);
    const items = Object.values(below) as JsonObject[];
    return [
      key,
      'list' in schema ? { type: 'array', items, minItems: items.length, maxItems: items.length } : strict(below),
    ];
  });
  return Object.fromEntries(entries);
}

function isSchemaNode(schema: JsonObject | SchemaNode): schema is SchemaNode {
  return isJsonObject(schema.properties) && !('type' in schema);
}

function strict(properties: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties).sort(), properties };
}
