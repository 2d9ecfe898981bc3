import { toYaml } from '../../core/yaml';
import type { JsonObject } from '../../core/json';
import type { Analysis } from './analysis';
import type { ChartIdentity } from './chart-identity';
import { ENVIRONMENT_SELECTOR, type Selector } from './condition';
import type { TemplateNames } from './expression';
import { HELPERS } from './helpers-template';
import { knobFields } from './knob-fields';
import { chartObjects } from './chart-objects';
import { objectFile, objectFileName, pathName, plainName } from './object-file';
import { REGISTRY } from './place-values';
import { notes, readme } from './prose';
import { TemplateWriter } from './template-writer';
import { validateTemplate } from './validate-template';
import { dotted, reference } from './values-path';
import { environmentValuesFile, valuesFile } from './values-files';
import { valuesSchema } from './values-schema';

/** The files of a chart, by their path below its folder. */
export function chartFiles(identity: ChartIdentity, analysis: Analysis): Map<string, string> {
  const { name } = identity;
  const contentNames = contentTemplateNames(name, analysis);
  const names: TemplateNames = {
    contentName: (id) => contentNames.get(id) ?? id,
    registryPrefix: `${name}.registry`,
    releaseNamespace: identity.releaseNamespace,
  };
  const selectors: Selector[] = [
    ENVIRONMENT_SELECTOR,
    ...analysis.switches.map(({ path }) => ({ key: dotted(path), term: reference(path) })),
  ];
  const writer = new TemplateWriter(selectors, names);
  const fields = knobFields(analysis);
  const files = new Map<string, string>([
    ['Chart.yaml', toYaml(chartYaml(identity))],
    ['README.md', readme(identity, analysis)],
    ['values.yaml', valuesFile(identity, analysis, fields)],
    ['values.schema.json', `${JSON.stringify(valuesSchema(analysis, fields, identity.releaseNamespace), null, 2)}\n`],
    ['templates/NOTES.txt', notes(identity, analysis)],
    ['templates/_helpers.tpl', HELPERS + registryTemplate(names.registryPrefix)],
    ['templates/_validate.tpl', validateTemplate(`${name}.validate`, analysis)],
    ['templates/validate.yaml', `{{- include ${JSON.stringify(`${name}.validate`)} . }}\n`],
  ]);
  for (const other of analysis.environments) {
    files.set(`values-${other}.yaml`, environmentValuesFile(analysis, other, identity));
  }
  for (const object of chartObjects(analysis, writer, names)) {
    files.set(objectFileName(object, files), objectFile(object, writer, names));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The templates of names by content, by the object: `<chart>.configmap.<name>`. */
function contentTemplateNames(chart: string, { variants }: Analysis): Map<string, string> {
  const objects = variants.flatMap((variant) => [...variant.objects.values()]);
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const object of objects.filter(({ contentNameBase }) => contentNameBase !== undefined)) {
    if (names.has(object.id)) {
      continue;
    }
    const kind = String(object.manifest.kind).toLowerCase();
    const named = `${chart}.${kind}.${plainName(object)}`;
    const name = taken.has(named) ? `${chart}.${kind}.${pathName(object.id)}` : named;
    taken.add(name);
    names.set(object.id, name);
  }
  return names;
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
