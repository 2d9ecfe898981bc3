import { toYaml } from '../../core/yaml';
import type { JsonObject } from '../../core/json';
import type { Analysis } from './analysis';
import type { ObjectTemplate, Variant } from './variant';
import type { ChartIdentity } from './chart-identity';
import { ENVIRONMENT_SELECTOR, type Selector } from './condition';
import { Expression, type TemplateNames, ValueExpression } from './expression';
import { HELPERS } from './helpers-template';
import { Role, rolesOf, withHook } from './hooks';
import { knobFields } from './knob-fields';
import { type ChartObject, objectFile, objectFileName, plainName } from './object-file';
import { REGISTRY } from './place-values';
import { notes, readme } from './prose';
import { serviceTests } from './service-tests';
import { isTemplateMapping, type Template } from './template';
import { TemplateWriter } from './template-writer';
import { validateTemplate } from './validate-template';
import { dotted, reference } from './values-path';
import { environmentValuesFile, valuesFile } from './values-files';
import { valuesSchema } from './values-schema';

/** The files of a chart, by their path below its folder. */
export function chartFiles(identity: ChartIdentity, analysis: Analysis): Map<string, string> {
  const { name, environment } = identity;
  const contentNames = contentTemplateNames(name, analysis);
  const names: TemplateNames = {
    contentName: (id) => contentNames.get(id) ?? id,
    registryPrefix: `${name}.registry`,
  };
  const selectors: Selector[] = [
    ENVIRONMENT_SELECTOR,
    ...analysis.switches.map(({ path }) => ({ key: dotted(path), term: reference(path) })),
  ];
  const writer = new TemplateWriter(selectors, names);
  const fields = knobFields(analysis);
  const all = analysis.variants.map(({ selection }) => ({ selection, template: null }));
  const files = new Map<string, string>([
    ['Chart.yaml', toYaml(chartYaml(identity))],
    ['README.md', readme(identity, analysis)],
    ['values.yaml', valuesFile(analysis, environment, fields)],
    ['values.schema.json', `${JSON.stringify(valuesSchema(analysis, fields), null, 2)}\n`],
    ['templates/NOTES.txt', notes(identity, analysis)],
    ['templates/_helpers.tpl', HELPERS + registryTemplate(names.registryPrefix)],
    ['templates/_validate.tpl', validateTemplate(`${name}.validate`, analysis)],
    ['templates/validate.yaml', `{{- include ${JSON.stringify(`${name}.validate`)} . }}\n`],
  ]);
  for (const other of analysis.environments) {
    files.set(`values-${other}.yaml`, environmentValuesFile(analysis, other, environment));
  }
  for (const object of chartObjects(analysis, names)) {
    files.set(objectFileName(object), objectFile(object, all, writer, names));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The templates of names by content, by the object: `<chart>.configmap.<name>`. */
function contentTemplateNames(chart: string, { variants }: Analysis): Map<string, string> {
  const objects = variants.flatMap((variant) => [...variant.objects.values()]);
  return new Map(
    objects
      .filter(({ contentNameBase }) => contentNameBase !== undefined)
      .map((object) => [object.id, `${chart}.${String(object.manifest.kind).toLowerCase()}.${plainName(object)}`]),
  );
}

function chartYaml({ name, description, version, appVersion, kubernetesVersion }: ChartIdentity): JsonObject {
  return {
    apiVersion: 'v2',
    name,
    description,
    type: 'application',
    version,
    appVersion,
    kubeVersion: `>=${kubernetesVersion.replace(/^v/, '')}.0-0`,
  };
}

function registryTemplate(template: string): string {
  const registry = reference([REGISTRY]);
  return [
    '',
    '{{/* The registry of images that name none, with its slash. */}}',
    `{{- define ${JSON.stringify(template)} -}}`,
    `{{- with ${registry} }}{{ . }}/{{ end -}}`,
    '{{- end }}',
    '',
  ].join('\n');
}

/** Each object in all variants that have it, with what Helm has to know of it. */
function chartObjects({ variants }: Analysis, names: TemplateNames): ChartObject[] {
  const image = new ValueExpression(['tests', 'image'], 'text');
  const found = new Map<string, { role: Role; test: boolean; cases: { variant: Variant; object: ObjectTemplate }[] }>();
  for (const variant of variants) {
    const roles = rolesOf(variant);
    const add = (object: ObjectTemplate, role: Role, test: boolean): void => {
      const entry = found.get(object.id) ?? { role, test, cases: [] };
      entry.cases.push({ variant, object });
      found.set(object.id, entry);
    };
    variant.objects.forEach((object) => add(object, roles.get(object.id) ?? Role.ORDINARY, false));
    serviceTests(variant, image).forEach((object) => add(object, Role.ORDINARY, true));
  }
  return [...found].map(([id, { role, test, cases }]) => ({
    id,
    role,
    test,
    guard: test ? '.Values.tests.image' : guardOf(role, cases[0].object, names),
    cases: cases.map(({ variant, object }) => {
      const hooked = test ? object : withHook(object, role, `not (${lookup(object, names)})`);
      return { selection: variant.selection, template: hooked.manifest, object };
    }),
  }));
}

/** When an object is made at all, whatever the variant. */
function guardOf(role: Role, object: ObjectTemplate, names: TemplateNames): string | undefined {
  if (object.manifest.kind === 'Namespace') {
    return '.Values.createNamespaces';
  }
  if (role === Role.CONFIGURATION) {
    return `not (${lookup(object, names)})`;
  }
  return role === Role.MIGRATION ? `not (dig "status" "succeeded" 0 (${lookup(object, names)}))` : undefined;
}

/** How a template looks an object up in the cluster. What only renders finds nothing. */
function lookup({ manifest }: ObjectTemplate, names: TemplateNames): string {
  const metadata = isTemplateMapping(manifest.metadata) ? manifest.metadata : {};
  const term = (part: Template | undefined): string =>
    part instanceof Expression ? part.term(names) : JSON.stringify(part ?? '');
  return ['lookup', term(manifest.apiVersion), term(manifest.kind), term(metadata.namespace), term(metadata.name)].join(
    ' ',
  );
}
