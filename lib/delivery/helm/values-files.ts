import { isJsonObject, type Json, type JsonObject } from '../../core/json';
import { toYaml, yamlKey, yamlScalar } from '../../core/yaml';
import { type Analysis } from './analysis';
import type { ChartIdentity } from './chart-identity';
import { ENVIRONMENT } from './variant';
import type { KnobField } from './knob-fields';
import { dotted, type ValuesPath, treeOf, valueAt } from './values-path';

/** The image that asks a service in a test of the chart: it has `wget`, and runs as any user. */
const TEST_IMAGE = 'docker.io/library/busybox:1.37.0';

/** The comments above the values of the chart itself. */
const OWN_COMMENTS: Readonly<Record<string, string>> = {
  [ENVIRONMENT]: 'Whose cluster it is for: what is no knob is as there.',
  createNamespaces: 'Whether the namespaces are made; false where somebody else has made them.',
  tests: 'helm test',
  'tests.image': 'asks each service, under `wget`; without one there are no tests',
  registry: 'the registry of images that name none',
  versions: 'the version of each image',
};

/** A comment names at most so many objects. */
const MOST_OBJECTS = 4;

/** What of a chart's identity decides about its values. */
type Shown = Pick<ChartIdentity, 'environment' | 'createNamespaces' | 'releaseNamespace'>;

/** The paths of everything that may be set. */
export function settable({ knobs, switches, openMaps }: Analysis): ValuesPath[] {
  return [...switches, ...knobs, ...openMaps].map(({ path }) => path);
}

/** The values of the chart in one environment: its own keys, then the settings in the order of the environment. */
export function chartValues(
  { environment, createNamespaces, releaseNamespace }: Shown,
  analysis: Analysis,
): JsonObject {
  const order = [environment, ...analysis.environments].flatMap((name) => Object.keys(analysis.values[name]));
  const paths = settable(analysis).sort((a, b) => order.indexOf(String(a[0])) - order.indexOf(String(b[0])));
  return {
    [ENVIRONMENT]: environment,
    createNamespaces,
    tests: { image: TEST_IMAGE },
    ...treeOf(
      paths.map((path) => ({
        path,
        value: isPath(releaseNamespace, path) ? '' : ownOrOther(analysis, environment, path),
      })),
    ),
  };
}

/** What is set in one environment alone has the value of that one: elsewhere nothing follows from it. */
function ownOrOther({ values, environments }: Analysis, environment: string, path: ValuesPath): Json {
  const found = [environment, ...environments].map((name) => valueAt(values[name], path));
  return found.find((value) => value !== undefined) as Json;
}

/** `values.yaml`: everything that may be set, with what follows from it. */
export function valuesFile(
  shown: Shown,
  analysis: Analysis,
  fields: ReadonlyMap<string, readonly KnobField[]>,
): string {
  const head = [
    `# Every value of the chart, as in ${shown.environment}. Another environment: -f values-<environment>.yaml`,
    '# A comment names what follows from a value; README.md says which settings are no values, and why.',
  ];
  const comment = (path: ValuesPath): string | undefined => {
    const text = OWN_COMMENTS[dotted(path)] ?? commentOn(path, analysis, fields);
    return isPath(shown.releaseNamespace, path)
      ? `where it is empty, the namespace of the release: ${text ?? ''}`
      : text;
  };
  return [...head, ...commented(chartValues(shown, analysis), [], comment), ''].join('\n');
}

/** `values-<environment>.yaml`: in what an environment differs from `values.yaml`. */
export function environmentValuesFile(
  analysis: Analysis,
  environment: string,
  { environment: base, releaseNamespace }: Shown,
): string {
  const own = analysis.values[environment];
  const different = settable(analysis).filter(
    (path) =>
      !isPath(releaseNamespace, path) &&
      valueAt(own, path) !== undefined &&
      JSON.stringify(valueAt(own, path)) !== JSON.stringify(ownOrOther(analysis, base, path)),
  );
  const lists = new Set(different.flatMap((path) => listsOn(path)));
  // Helm replaces lists as a whole.
  const paths = settable(analysis).filter(
    (path) => different.includes(path) || listsOn(path).some((list) => lists.has(list)),
  );
  const values = {
    [ENVIRONMENT]: environment,
    ...treeOf(paths.map((path) => ({ path, value: instead(analysis, environment, base, path) }))),
  };
  return `# What is different in ${environment}.\n${toYaml(values)}`;
}

/** The value of an environment. Helm joins mappings: what only `values.yaml` has in one is taken out. */
function instead(analysis: Analysis, environment: string, base: string, path: ValuesPath): Json {
  const [own, other] = [environment, base].map((name) => ownOrOther(analysis, name, path));
  if (!isJsonObject(own) || !isJsonObject(other)) {
    return own;
  }
  const gone = Object.keys(other).filter((key) => !Object.hasOwn(own, key));
  return { ...own, ...Object.fromEntries(gone.map((key) => [key, null])) };
}

function listsOn(path: ValuesPath): string[] {
  const first = path.findIndex((key) => typeof key === 'number');
  return first < 0 ? [] : [dotted(path.slice(0, first))];
}

function commented(
  values: JsonObject,
  above: ValuesPath,
  commentFor: (path: ValuesPath) => string | undefined,
): string[] {
  const indent = '  '.repeat(above.length);
  return Object.entries(values).flatMap(([key, value]) => {
    const path = [...above, key];
    const comment = commentFor(path);
    const lines = comment === undefined ? [] : [`${indent}# ${comment}`];
    const gap = above.length === 0 ? [''] : [];
    const name = `${indent}${yamlKey(key, indent)}`;
    if (typeof value !== 'object' || value === null) {
      return [...gap, ...lines, `${name} ${yamlScalar(value ?? null, indent)}`];
    }
    if (Array.isArray(value)) {
      const items = toYaml({ items: value }).split('\n').slice(1, -1);
      return [...gap, ...lines, name, ...items.map((line) => indent + line)];
    }
    const below = commented(value, path, commentFor);
    return [...gap, ...lines, ...(below.length > 0 ? [name, ...below] : [`${name} {}`])];
  });
}

function commentOn(
  path: ValuesPath,
  { switches, openMaps, environments, values }: Analysis,
  fields: ReadonlyMap<string, readonly KnobField[]>,
): string | undefined {
  const found = switches.find((each) => dotted(each.path) === dotted(path));
  if (found) {
    return `${found.choices.join(' or ')}: objects and fields come and go with it`;
  }
  if (openMaps.some((each) => dotted(each.path) === dotted(path))) {
    return 'any names';
  }
  const own = dotted(path);
  const all = [...fields].filter(([key]) => key === own || key.startsWith(`${own}[`)).flatMap(([, found]) => found);
  if (all.length === 0) {
    return undefined;
  }
  const set = environments.filter((name) => valueAt(values[name], path) !== undefined);
  const where = set.length < environments.length ? `${set.join(', ')} alone: ` : '';
  const objects = [...new Set(all.map(({ kind, name }) => `${kind} ${name}`.trim()))];
  const more = objects.length > MOST_OBJECTS ? [`${objects.length - MOST_OBJECTS} more`] : [];
  return where + [...objects.slice(0, MOST_OBJECTS), ...more].join(', ');
}

function isPath(one: ValuesPath | undefined, other: ValuesPath): boolean {
  return one !== undefined && dotted(one) === dotted(other);
}
